/** What a retry takes from the budget: less when throttled, since the pause before it is long. */
const costs = { FAILED: 14, THROTTLED: 5 } as const;

/** The kind of cost of a retry; null: it costs nothing. */
export type RetryCost = keyof typeof costs | null;

/** The retry budget of a source: retries take from it, successes give back. */
export class RetryBudget {
  readonly #most: number;
  #balance: number;

  constructor(most: number) {
    this.#most = most;
    this.#balance = most;
  }

  /** Takes the cost of a retry; false if not enough remains. */
  spend(cost: RetryCost): boolean {
    const price = cost === null ? 0 : costs[cost];
    if (this.#balance < price) return false;
    this.#balance -= price;
    return true;
  }

  /** A call succeeded: gives back the cost of its last retry, or 1 if it had none with a cost. */
  earn(cost: RetryCost): void {
    this.#balance = Math.min(this.#most, this.#balance + (cost === null ? 1 : costs[cost]));
  }
}
