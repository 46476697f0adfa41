/** Providers refuse signatures whose date is five or fifteen minutes off; a difference below this is no cause of that. */
const toleranceMs = 60_000;

/** The time as a source has it, learned from its answers when ours is refused. */
export class ServerClock {
  readonly #now: () => Date;
  #offsetMs = 0;

  constructor(now: () => Date) {
    this.#now = now;
  }

  now(): Date {
    return new Date(this.#now().getTime() + this.#offsetMs);
  }

  /** Learns from the `Date` of an answer; how far off the date was that the request was signed with, or null if it was right. */
  learn(header: string | null, signedAt: Date): number | null {
    const date = Date.parse(header ?? '');
    const difference = date - signedAt.getTime();
    if (!(Math.abs(difference) > toleranceMs)) return null;
    this.#offsetMs = date - this.#now().getTime();
    return difference;
  }
}
