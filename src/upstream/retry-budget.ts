/** What a retry takes from the budget: less when throttled, since the pause before it is long. */
const costs = { FAILED: 14, THROTTLED: 5 } as const;

/** What a retry is paid for; null: it costs nothing. */
export type RetryCost = keyof typeof costs | null;

/** A retry budget: each retry to a source takes of a common amount, and successes give back. */
export class RetryBudget {
  readonly #most: number;
  #balance: number;

  constructor(most: number) {
    this.#most = most;
    this.#balance = most;
  }

  /** Takes what a retry costs; false where not enough remains. */
  spend(cost: RetryCost): boolean {
    const price = cost === null ? 0 : costs[cost];
    if (this.#balance < price) return false;
    this.#balance -= price;
    return true;
  }

  /** A call succeeded: gives back what its last retry cost, or a little where it had none that cost. */
  earn(cost: RetryCost): void {
    this.#balance = Math.min(this.#most, this.#balance + (cost === null ? 1 : costs[cost]));
  }
}
