import type { UpstreamFailure } from './errors.ts';
import { unproven, whenAnswered, whenAttempted } from './key-state.ts';

/** After so many refusals in a row, or fewer where sources share a key, it is seldom tried. */
const mostRefusals = 3;

/** How often in a row one of so many sources with the same key may see it refused: together less than locks the key. */
export const refusalsOfEach = (lockedAfter: number, sources: number): number =>
  Math.max(1, Math.min(mostRefusals, Math.floor(lockedAfter / sources)));

/** Keeps a key that its provider refuses from being tried again and again. */
export class KeyGuard {
  readonly #most: number;
  #state = unproven;

  constructor(most: number) {
    this.#most = most;
  }

  /** How many attempts may be under way: of a key that has yet to be accepted, no more than may be refused. */
  places(concurrency: number): number {
    if (this.#state.at === 'accepted') return concurrency;
    return Math.max(1, Math.min(concurrency, this.#most - this.#state.refusals));
  }

  /** The refusal that the key has met, while it is not to be tried; null where it may be. */
  refusal(): UpstreamFailure | null {
    if (this.#state.at !== 'refused') return null;
    const retryAfterMs = this.#state.until - performance.now();
    if (retryAfterMs <= 0) return null;
    return { ...this.#state.refusal, retryAfterMs, detail: 'not asked: its key is refused', isUnsent: true };
  }

  /** An attempt goes out. */
  attempted(): void {
    if (this.#state.at === 'refused') this.#state = whenAttempted(this.#state, this.#most, performance.now());
  }

  /** Learns from an attempt's failure, or from its success. */
  learn(failure: UpstreamFailure | null): void {
    this.#state = whenAnswered(this.#state, failure, this.#most, performance.now());
  }
}
