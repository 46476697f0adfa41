import type { SourceLimits } from './limits.ts';

/**
 * The state of a rate: as configured, or reduced by throttling and recovering. Rates are in attempts a second, times in ms.
 */
export type RateState =
  | { readonly at: 'full' }
  | { readonly at: 'recovering'; readonly from: number; readonly since: number; readonly to: number };

/** As it is configured. */
export const full: RateState = { at: 'full' };

/**
 * The rule of all rates, of one process and of several replicas. Throttling halves a rate, at most once in `cutEveryMs`, down
 * to one attempt a second. A rate without a bound is cut to half of the attempts of the last second, but to no less than
 * `firstCut`; it recovers to four times that. Each second a rate recovers by `leastGain`, or by `gainShare` of its target if
 * that is more. It is full once it has reached the target.
 */
export const rateRule = { cutEveryMs: 1_000, firstCut: 50, leastGain: 5, gainShare: 1 / 40 } as const;

const { cutEveryMs, firstCut, leastGain, gainShare } = rateRule;

/** What the configuration says of a rate. */
export type Configured = Pick<SourceLimits, 'requestsPerSecond'>;

/** The rate that a state allows at a moment; Infinity if there is no bound. */
export function rateAt(state: RateState, { requestsPerSecond = Infinity }: Configured, now: number): number {
  if (state.at === 'full') return requestsPerSecond;
  const { from, since, to } = state;
  const recovered = from + (Math.max(leastGain, to * gainShare) * (now - since)) / 1_000;
  return recovered < to ? recovered : requestsPerSecond;
}

/** The state as time passes: a rate that has recovered is full. */
export const whenRecovered = (state: RateState, configured: Configured, now: number): RateState =>
  state.at === 'recovering' && rateAt(state, configured, now) >= state.to ? full : state;

/** The state after the provider throttled; `perSecond`: the attempts of the last second. */
export function whenThrottled(state: RateState, configured: Configured, now: number, perSecond: number): RateState {
  const current = whenRecovered(state, configured, now);
  if (current.at === 'recovering' && now - current.since < cutEveryMs) return current;
  const before = rateAt(current, configured, now);
  const from = before === Infinity ? Math.max(perSecond, 2 * firstCut) : before;
  const to = current.at === 'recovering' ? current.to : Math.min(configured.requestsPerSecond ?? Infinity, 2 * from);
  return { at: 'recovering', from: Math.max(1, from / 2), since: now, to };
}
