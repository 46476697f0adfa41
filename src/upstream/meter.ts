/** Counts events, second by second. */
export interface Meter {
  count(): void;
  /** The events of the last whole second, or of the current one if those are more. */
  perSecond(): number;
}

/** A meter by a clock in milliseconds. */
export function createMeter(now: () => number): Meter {
  const second = { since: 0, count: 0, last: 0 };

  const turn = (): void => {
    const elapsed = now() - second.since;
    if (elapsed < 1_000) return;
    second.last = elapsed < 2_000 ? second.count : 0;
    second.count = 0;
    second.since = now();
  };

  return {
    count() {
      turn();
      second.count += 1;
    },
    perSecond() {
      turn();
      return Math.max(second.count, second.last);
    },
  };
}
