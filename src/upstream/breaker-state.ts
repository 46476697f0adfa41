import type { SourceLimits } from './limits.ts';

/**
 * The state of a circuit breaker. `until` is a moment of `performance.now()`; `openings` counts how often it opened in a row.
 */
export type BreakerState =
  | { readonly at: 'closed'; readonly failures: number }
  | { readonly at: 'open' | 'half-open'; readonly until: number; readonly openings: number };

/**
 * How an attempt ended. A refusal shows that the source works; `nothing` says that its caller left, or that nothing was sent.
 */
export interface EndedAttempt {
  readonly outcome: 'success' | 'refusal' | 'failure' | 'nothing';
  /** Whether it is the probe of a half-open breaker. */
  readonly isProbe: boolean;
  readonly now: number;
  /** Whether too many of the last attempts have failed, this one included. */
  readonly haveManyFailed: boolean;
}

/** Closed, with no failure yet. */
export const closed: BreakerState = { at: 'closed', failures: 0 };

/** The state as an attempt begins: once its time is over, an open breaker is half-open, and this attempt the probe. */
export const whenBegun = (state: BreakerState, now: number): BreakerState =>
  state.at === 'open' && state.until <= now ? { ...state, at: 'half-open' } : state;

/** The state as an attempt ends. Of a half-open breaker the probe alone decides. */
export function whenEnded(
  state: BreakerState,
  { outcome, isProbe, now, haveManyFailed }: EndedAttempt,
  { breakerFailures, breakerOpenMs }: Pick<SourceLimits, 'breakerFailures' | 'breakerOpenMs'>,
): BreakerState {
  const open = (openings: number): BreakerState => {
    return { at: 'open', until: now + breakerOpenMs * Math.min(6, 2 ** (openings - 1)), openings };
  };
  if (state.at === 'half-open' && isProbe) {
    if (outcome === 'failure') return open(state.openings + 1);
    // A probe without an outcome: the next attempt becomes the probe.
    return outcome === 'nothing' ? { ...state, at: 'open' } : closed;
  }
  if (state.at !== 'closed' || outcome === 'refusal' || outcome === 'nothing') return state;
  if (outcome === 'success') return state.failures === 0 ? state : closed;
  const failures = state.failures + 1;
  return failures >= breakerFailures || haveManyFailed ? open(1) : { at: 'closed', failures };
}
