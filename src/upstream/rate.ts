import type { SourceLimits } from './limits.ts';
import { createMeter } from './meter.ts';

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
/** What a rate gains with each second without throttling: so many attempts a second, or this share of where it is to go. */
const gain = { least: 5, share: 1 / 40 };
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
  /** The rate that throttling left, when, and the one at which the cut is made good. */
  let cut: { readonly to: number; readonly at: number; readonly end: number } | null = null;
  let restUntil = 0;
  let next = 0;
  const attempts = createMeter(now);

  const limit = (): number => {
    if (!cut) return requestsPerSecond;
    const recovered = cut.to + (Math.max(gain.least, cut.end * gain.share) * (now() - cut.at)) / 1_000;
    if (recovered < cut.end) return recovered;
    cut = null;
    return requestsPerSecond;
  };
  return {
    wait() {
      const rest = restUntil - now();
      const bound = limit();
      const spread = bound === Infinity ? 0 : next - now() - Math.max(0, 100 - 1_000 / bound);
      return Math.max(0, rest, spread);
    },
    take() {
      attempts.count();
      const bound = limit();
      if (bound !== Infinity) next = Math.max(next, now()) + 1_000 / bound;
    },
    throttled(restMs) {
      // Longer than a retry would wait, calls fail for themselves rather than for what one of them was told.
      if (restMs !== undefined) restUntil = Math.max(restUntil, now() + Math.min(restMs, retryAfterMs));
      if (cut && now() - cut.at < cutEveryMs) return;
      const before = limit();
      const from = before === Infinity ? Math.max(attempts.perSecond(), 2 * firstCut) : before;
      const end = cut?.end ?? Math.min(requestsPerSecond, 2 * from);
      cut = { to: Math.max(1, from / 2), at: now(), end };
    },
  };
}
