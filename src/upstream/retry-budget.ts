/** What a retry takes from the budget: less when throttled, since the pause before it is long. */
const costs = { FAILED: 14, THROTTLED: 5 } as const;

export type RetryReason = keyof typeof costs;

/** Bounds the retries to a source that keeps failing: each takes of what the source may spend, and successes give back. */
export class RetryBudget {
  readonly #most: number;
  #left: number;

  constructor(most: number) {
    this.#most = most;
    this.#left = most;
  }

  /** Takes what a retry costs; false where not enough is left. */
  spend(reason: RetryReason): boolean {
    if (this.#left < costs[reason]) return false;
    this.#left -= costs[reason];
    return true;
  }

  /** A call succeeded: gives back what its last retry cost, or a little where it had none. */
  earn(reason: RetryReason | null): void {
    this.#left = Math.min(this.#most, this.#left + (reason === null ? 1 : costs[reason]));
  }
}
