import type { UpstreamFailure } from './errors.ts';
import { needsTrial, unproven, unseen, whenAnswered, type KeyState } from './key-state.ts';

/** How many attempts of a source may be under way with a new key. */
const placesWhenNew = 3;

/**
 * Keeps a key that its provider refuses from being tried again and again: there is one for each key and cloud. While a
 * key is in doubt, one attempt tries it, and those of all sources wait for what comes of it.
 */
export class KeyGuard {
  #state: KeyState;
  #trial: PromiseWithResolvers<void> | null = null;
  readonly #listeners: (() => void)[] = [];

  /** Whether the cloud locks keys that it has refused some times. */
  constructor(isLocking: boolean) {
    this.#state = isLocking ? unproven : unseen;
  }

  /** How many attempts of a source may be under way: of a key in doubt, the one that tries it or waits. */
  places(concurrency: number): number {
    if (this.#state.at === 'accepted') return concurrency;
    return this.#state.at === 'new' ? Math.min(placesWhenNew, concurrency) : 1;
  }

  /** Calls whenever the key is accepted anew. */
  whenAccepted(listener: () => void): void {
    this.#listeners.push(listener);
  }

  /** The refusal that the key has met, while it is not to be tried; null where it may be. */
  refusal(): UpstreamFailure | null {
    if (this.#state.at !== 'refused') return null;
    const retryAfterMs = this.#state.until - performance.now();
    if (retryAfterMs <= 0) return null;
    return { ...this.#state.refusal, retryAfterMs, detail: 'not asked: its key is refused', isUnsent: true };
  }

  /** The end of the trial under way, which others have to wait for; null where an attempt may begin. */
  get trial(): Promise<void> | null {
    const isFree = this.#state.at === 'accepted' || this.#state.at === 'new';
    return isFree ? null : (this.#trial?.promise ?? null);
  }

  /** An attempt begins, where no trial is under way; whether it is one, to be handed to `end`. */
  begin(): boolean {
    const isTrial = needsTrial(this.#state, performance.now());
    if (isTrial) this.#trial = Promise.withResolvers();
    return isTrial;
  }

  /** An attempt ended: in a failure, in success, or, where its caller left, in nothing that tells of the key. */
  end(isTrial: boolean, failure: UpstreamFailure | null | undefined): void {
    const before = this.#state;
    if (failure !== undefined) this.#state = whenAnswered(before, { failure, isTrial, now: performance.now() });
    if (isTrial) {
      this.#trial?.resolve();
      this.#trial = null;
    }
    if (this.#state.at !== 'accepted' || before.at === 'accepted') return;
    for (const listener of this.#listeners) listener();
  }
}
