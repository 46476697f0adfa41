import type { Cancellation } from '../platform/cancellation.ts';

/** What is to be done with a message here: deliver it, or nothing, since another replica has. */
export type Claimed = 'OURS' | 'SETTLED';

/** Which of several replicas delivers the messages of a hook, which all of them have. */
export interface MessageClaims {
  /**
   * Waits until a message is to be delivered here, or another replica has delivered it or given it up. It is ours where others
   * cannot be asked, and once the wait is cancelled.
   */
  claim(id: string, cancellation: Cancellation): Promise<Claimed>;
  /** Tells the others that a message of ours is settled, or that it is left to them. */
  end(id: string, how: 'SETTLED' | 'LEFT'): Promise<void>;
}
