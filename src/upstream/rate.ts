import type { SourceLimits } from './limits.ts';

/** How fast one source may be asked. A seam: replicas may count together some day. */
export interface Rate {
  /** How long an attempt has to wait before it begins, in milliseconds. */
  wait(): number;
  /** Takes the place of an attempt that begins when `wait` says so. */
  take(): void;
  /** Learns that the provider throttled, and how long it asks to be left alone. */
  throttled(restMs: number | undefined): void;
}

/** The least that the first throttling leaves of a rate that knew no bound, in attempts a second. */
const firstCut = 50;
/** What a rate gains with each second without throttling, in attempts a second. */
const gain = 5;
/** Where a rate without a configured bound is without bounds again. */
const unbounded = 1_000;
/** One burst of throttled attempts counts once. */
const cutEveryMs = 1_000;

/**
 * A rate in this process: halves when the provider throttles, and recovers slowly.
 * Attempts are spread evenly, and a tenth of a second's worth of them may go at once.
 */
export function createRate(
  { requestsPerSecond = Infinity, retryAfterMs }: Pick<SourceLimits, 'requestsPerSecond' | 'retryAfterMs'>,
  now: () => number = () => performance.now(),
): Rate {
  let cut: { readonly to: number; readonly at: number } | null = null;
  let restUntil = 0;
  let next = 0;
  const second = { since: 0, count: 0, last: 0 };

  const limit = (): number => {
    if (!cut) return requestsPerSecond;
    const recovered = cut.to + (gain * (now() - cut.at)) / 1_000;
    if (recovered >= Math.min(requestsPerSecond, unbounded)) cut = null;
    return Math.min(recovered, requestsPerSecond);
  };
  const turnSecond = () => {
    const elapsed = now() - second.since;
    if (elapsed < 1_000) return;
    second.last = elapsed < 2_000 ? second.count : 0;
    second.count = 0;
    second.since = now();
  };
  const measured = (): number => {
    turnSecond();
    return Math.max(second.count, second.last, 2 * firstCut);
  };

  return {
    wait() {
      const rest = restUntil - now();
      const bound = limit();
      const spread = bound === Infinity ? 0 : next - now() - Math.max(0, 100 - 1_000 / bound);
      return Math.max(0, rest, spread);
    },
    take() {
      turnSecond();
      second.count += 1;
      const bound = limit();
      if (bound !== Infinity) next = Math.max(next, now()) + 1_000 / bound;
    },
    throttled(restMs) {
      // Longer than a retry would wait, calls fail for themselves rather than for what one of them was told.
      if (restMs !== undefined) restUntil = Math.max(restUntil, now() + Math.min(restMs, retryAfterMs));
      if (cut && now() - cut.at < cutEveryMs) return;
      const before = limit();
      cut = { to: Math.max(1, (before === Infinity ? measured() : before) / 2), at: now() };
    },
  };
}
