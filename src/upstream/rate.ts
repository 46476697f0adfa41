import type { SourceLimits } from './limits.ts';
import { createMeter } from './meter.ts';
import { full, rateAt, whenRecovered, whenThrottled } from './rate-state.ts';

/** How fast one source may be asked. */
export interface Rate {
  /** Takes the place of an attempt: 0 where it may begin at once, else the milliseconds after which to ask again. */
  take(): number | Promise<number>;
  /** Learns that the provider throttled, and how long it asks not to be called, in milliseconds. */
  throttled(restMs: number | undefined): void;
}

/** What is known of a rate, as other replicas are told it: by ages instead of moments, since their clocks differ. */
export interface KnownRate {
  /** The cut that it recovers from, in attempts a second; null if it is full. */
  readonly cut: { readonly from: number; readonly to: number; readonly ageMs: number } | null;
  /** How long the provider still asks not to be called, in milliseconds. */
  readonly restMs: number;
}

/** The rate of this process, which can take over what other replicas know. */
export interface OwnRate extends Rate {
  take(): number;
  /** Whether any attempt may begin now, however many do. */
  isUnbounded(): boolean;
  /** Counts an attempt that the replicas' shared rate has allowed. */
  begin(): void;
  /** How many attempts began in the last second. */
  perSecond(): number;
  /** How many attempts may begin in a second; Infinity without a bound. */
  allowedPerSecond(): number;
  known(): KnownRate;
  /** Replaces its own state by what is known. */
  adopt(known: KnownRate): void;
}

/** A tenth of a second's worth of attempts may begin at once. */
export const burstMs = 100;

/** What the configuration of a source says of its rate. */
export type RateLimits = Pick<SourceLimits, 'requestsPerSecond' | 'retryAfterMs'>;

/**
 * An adaptive rate limiter in this process. Attempts are spread evenly; the rate halves when the provider throttles, and
 * recovers slowly.
 */
export function createRate(limits: RateLimits, now: () => number = () => performance.now()): OwnRate {
  const attempts = createMeter(now);
  let state = full;
  let restUntil = 0;
  let next = 0;

  const allowed = (): number => {
    state = whenRecovered(state, limits, now());
    return rateAt(state, limits, now());
  };
  const wait = (): number => {
    const rest = restUntil - now();
    const rate = allowed();
    const spread = rate === Infinity ? 0 : next - now() - Math.max(0, burstMs - 1_000 / rate);
    return Math.max(0, rest, spread);
  };
  const begin = (): void => {
    attempts.count();
    const rate = allowed();
    if (rate !== Infinity) next = Math.max(next, now()) + 1_000 / rate;
  };
  return {
    take() {
      const waitMs = wait();
      if (waitMs === 0) begin();
      return waitMs;
    },
    begin,
    isUnbounded: () => allowed() === Infinity && restUntil <= now(),
    perSecond: () => attempts.perSecond(),
    allowedPerSecond: allowed,
    throttled(restMs) {
      // No longer than a retry would wait: after that, each call finds out for itself.
      if (restMs !== undefined) restUntil = Math.max(restUntil, now() + Math.min(restMs, limits.retryAfterMs));
      state = whenThrottled(state, limits, now(), attempts.perSecond());
    },
    known() {
      allowed();
      const cut = state.at === 'full' ? null : { from: state.from, to: state.to, ageMs: now() - state.since };
      return { cut, restMs: Math.max(0, restUntil - now()) };
    },
    adopt({ cut, restMs }) {
      state = cut ? { at: 'recovering', from: cut.from, to: cut.to, since: now() - cut.ageMs } : full;
      restUntil = Math.max(restUntil, now() + restMs);
    },
  };
}
