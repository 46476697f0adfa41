import type { SourceLimits } from './limits.ts';
import { createMeter } from './meter.ts';
import { full, rateAt, whenRecovered, whenThrottled } from './rate-state.ts';

/** How fast one source may be asked. Replicas may count together behind it. */
export interface Rate {
  /** How long an attempt has to wait before it begins, in milliseconds. */
  wait(): number;
  /** Takes the place of an attempt that begins when `wait` says so. */
  take(): void;
  /** Learns that the provider throttled, and how long it asks not to be called, in milliseconds. */
  throttled(restMs: number | undefined): void;
}

/** A tenth of a second's worth of attempts may begin at once. */
const burstMs = 100;

/**
 * An adaptive rate limiter in this process. Attempts are spread evenly; the rate halves when the provider throttles, and
 * recovers slowly.
 */
export function createRate(
  limits: Pick<SourceLimits, 'requestsPerSecond' | 'retryAfterMs'>,
  now: () => number = () => performance.now(),
): Rate {
  const attempts = createMeter(now);
  let state = full;
  let restUntil = 0;
  let next = 0;

  const perSecond = (): number => {
    state = whenRecovered(state, limits, now());
    return rateAt(state, limits, now());
  };
  return {
    wait() {
      const rest = restUntil - now();
      const rate = perSecond();
      const spread = rate === Infinity ? 0 : next - now() - Math.max(0, burstMs - 1_000 / rate);
      return Math.max(0, rest, spread);
    },
    take() {
      attempts.count();
      const rate = perSecond();
      if (rate !== Infinity) next = Math.max(next, now()) + 1_000 / rate;
    },
    throttled(restMs) {
      // No longer than a retry would wait: after that, each call finds out for itself.
      if (restMs !== undefined) restUntil = Math.max(restUntil, now() + Math.min(restMs, limits.retryAfterMs));
      state = whenThrottled(state, limits, now(), attempts.perSecond());
    },
  };
}
