import type { Cancellation } from '../platform/cancellation.ts';
import type { EndedTrial, KeyState } from './key-state.ts';

/** An attempt that would try a key. */
export interface TrialRequest {
  /** How long it may take, in milliseconds. */
  readonly attemptMs: number;
  /** Cancelled when nobody waits for it any more. */
  readonly cancellation: Cancellation;
}

/** The state of a key in one process, which can take over that of others. */
export interface KeyView {
  readonly state: KeyState;
  adopt(state: KeyState): void;
}

/** The state of a key that replicas share. A replica that cannot reach the others goes on alone. */
export interface SharedKey {
  /** Resolves once the state that the others know has been adopted. */
  readonly ready: Promise<void>;
  /**
   * Claims the trial of the key for an attempt, across replicas. False if the state has changed or another's trial has ended
   * meanwhile: the attempt has to check the state again. Rejects only with the reason why nobody waits any more.
   */
  claim(trial: TrialRequest): Promise<boolean>;
  /** The trial ended without an outcome: another attempt may claim it. */
  release(): void;
  /** An attempt has changed the state, which was `before`. */
  tell(before: KeyState, ended: EndedTrial): void;
  /** Stops listening to other replicas. */
  leave(): void;
}

/** Connects the key of this process with those of other replicas. */
export type ShareKey = (view: KeyView) => SharedKey;
