/** How often a source is polled, in milliseconds. */
export interface PaceLimits {
  /** While something changes. */
  readonly pollMs: number;
  /** While nothing does for long. */
  readonly slowestPollMs: number;
}

/** Each poll that brings nothing new makes the wait so many times longer. */
const step = 1.5;

/** How long to wait for the next poll: briefly while something changes, longer by steps while nothing does. */
export class PollingPace {
  readonly #limits: PaceLimits;
  #waitMs: number;

  constructor(limits: PaceLimits) {
    this.#limits = limits;
    this.#waitMs = limits.pollMs;
  }

  /** How long to wait, in milliseconds. */
  get waitMs(): number {
    return this.#waitMs;
  }

  /** A poll has ended; `hasNews`: it has brought something new. */
  polled(hasNews: boolean): void {
    const { pollMs, slowestPollMs } = this.#limits;
    this.#waitMs = hasNews ? pollMs : Math.min(slowestPollMs, this.#waitMs * step);
  }
}
