/** Providers refuse signatures whose date is five or fifteen minutes off: a smaller difference than this is not the cause. */
const toleranceMs = 60_000;

/** The clock of a source: ours, corrected by an answer's date when a signature was refused for its date. */
export class ServerClock {
  readonly #now: () => Date;
  #offsetMs = 0;

  constructor(now: () => Date) {
    this.#now = now;
  }

  now(): Date {
    return new Date(this.#now().getTime() + this.#offsetMs);
  }

  /**
   * Corrects the clock by the `Date` of an answer. Gives how far off the signature's date was, in ms, or null if it was
   * right.
   */
  learn(header: string | null, signedAt: Date): number | null {
    const date = Date.parse(header ?? '');
    const difference = date - signedAt.getTime();
    if (!(Math.abs(difference) > toleranceMs)) return null;
    this.#offsetMs = date - this.#now().getTime();
    return difference;
  }
}
