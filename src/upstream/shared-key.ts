import type { Cancellation } from '../platform/cancellation.ts';
import type { EndedTrial, KeyState } from './key-state.ts';

/** An attempt that would try a key. */
export interface TrialRequest {
  /** How long it may take, in milliseconds. */
  readonly attemptMs: number;
  /** Cancelled when nobody waits for it any more. */
  readonly cancellation: Cancellation;
}

/** What one process takes a key for; others may tell it better. */
export interface KeyView {
  readonly state: KeyState;
  adopt(state: KeyState): void;
}

/** What several replicas know of a key together. Where they cannot be asked, each goes on alone. */
export interface SharedKey {
  /** What the others know until now is taken over once it resolves. */
  readonly ready: Promise<void>;
  /**
   * Whether the attempt may try the key, for all replicas; where not, the state has changed, or another's trial was waited
   * for, and it is to look again. Rejects only with the reason for which nobody waits any more.
   */
  claim(trial: TrialRequest): Promise<boolean>;
  /** The trial ended and told nothing of the key: it is another's turn. */
  release(): void;
  /** An attempt has changed the state, from what it was before. */
  tell(before: KeyState, ended: EndedTrial): void;
  /** Hears of nothing any more. */
  leave(): void;
}

/** Joins the view of this process with those of other replicas. */
export type ShareKey = (view: KeyView) => SharedKey;
