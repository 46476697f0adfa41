import type { SourceLimits } from './limits.ts';

/** A rate: as it is configured, or cut by throttling and recovering. Rates are in attempts a second, times in milliseconds. */
export type RateState =
  | { readonly at: 'full' }
  | { readonly at: 'recovering'; readonly from: number; readonly since: number; readonly to: number };

/** As it is configured. */
export const full: RateState = { at: 'full' };

/**
 * The rule of all rates, of one process and of several replicas. Throttling halves a rate, once for each `cutEveryMs` at most,
 * down to one a second. A rate that knew no bound is cut to half of what was asked in the last second, but to no less than
 * `firstCut`, and is to go back to four times that. A rate recovers with each second by `leastGain`, or by `gainShare` of
 * where it is to go if that is more, and is full once it is there.
 */
export const rateRule = { cutEveryMs: 1_000, firstCut: 50, leastGain: 5, gainShare: 1 / 40 } as const;

const { cutEveryMs, firstCut, leastGain, gainShare } = rateRule;

/** What the configuration says of a rate. */
export type Configured = Pick<SourceLimits, 'requestsPerSecond'>;

/** The rate that a state allows at a moment; Infinity where it sets no bound. */
export function rateAt(state: RateState, { requestsPerSecond = Infinity }: Configured, now: number): number {
  if (state.at === 'full') return requestsPerSecond;
  const { from, since, to } = state;
  const recovered = from + (Math.max(leastGain, to * gainShare) * (now - since)) / 1_000;
  return recovered < to ? recovered : requestsPerSecond;
}

/** The state as time passes: a rate that has recovered is full. */
export const whenRecovered = (state: RateState, configured: Configured, now: number): RateState =>
  state.at === 'recovering' && rateAt(state, configured, now) >= state.to ? full : state;

/** The state once the provider throttled, of so many attempts in the last second: half of what it was. */
export function whenThrottled(state: RateState, configured: Configured, now: number, perSecond: number): RateState {
  const current = whenRecovered(state, configured, now);
  if (current.at === 'recovering' && now - current.since < cutEveryMs) return current;
  const before = rateAt(current, configured, now);
  const from = before === Infinity ? Math.max(perSecond, 2 * firstCut) : before;
  const to = current.at === 'recovering' ? current.to : Math.min(configured.requestsPerSecond ?? Infinity, 2 * from);
  return { at: 'recovering', from: Math.max(1, from / 2), since: now, to };
}
