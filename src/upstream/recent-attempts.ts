/** How many seconds of attempts are counted. */
const seconds = 30;

/** The attempts of the last 30 seconds, counted second by second. */
export class RecentAttempts {
  #counts: { readonly second: number; attempts: number; failures: number }[] = [];

  /** Counts an attempt that ended at this moment, in milliseconds. */
  count(now: number, hasFailed: boolean): void {
    const second = Math.floor(now / 1_000);
    let last = this.#counts.at(-1);
    if (last?.second !== second) {
      last = { second, attempts: 0, failures: 0 };
      this.#counts = [...this.#counts.filter((count) => count.second > second - seconds), last];
    }
    last.attempts += 1;
    if (hasFailed) last.failures += 1;
  }

  /** Whether at least half have failed, of at least 20. */
  haveManyFailed(): boolean {
    const attempts = this.#counts.reduce((sum, count) => sum + count.attempts, 0);
    const failures = this.#counts.reduce((sum, count) => sum + count.failures, 0);
    return attempts >= 20 && failures * 2 >= attempts;
  }

  clear(): void {
    this.#counts = [];
  }
}
