import type { Breaker } from './breaker.ts';
import type { KeyGuard } from './key-guard.ts';
import type { FailedAttempt, LastAttempts } from './last-attempts.ts';
import type { OwnRate } from './rate.ts';

/** How an upstream stands, in what an operator may see: no key, no text of the provider's. */
export interface UpstreamState {
  readonly lastSuccess: Date | null;
  readonly lastError: FailedAttempt | null;
  readonly breaker: Breaker['at'];
  /** Attempts in a second: of late, and at most, null where nothing bounds them; and how long the provider is left alone. */
  readonly rate: { readonly perSecond: number; readonly most: number | null; readonly restMs: number };
  readonly key: KeyGuard['state']['at'];
}

/** What an upstream consists of that has a state. */
export interface UpstreamParts {
  readonly last: LastAttempts;
  readonly breaker: Breaker;
  readonly rate: OwnRate;
  readonly key: KeyGuard;
}

/** The state of an upstream at this moment: made when it is asked for, so that nobody pays for it else. */
export function stateOf({ last, breaker, rate, key }: UpstreamParts): UpstreamState {
  const most = rate.most();
  return {
    lastSuccess: last.success,
    lastError: last.failure,
    breaker: breaker.at,
    rate: {
      perSecond: rate.perSecond(),
      most: most === Infinity ? null : Math.floor(most),
      restMs: Math.ceil(rate.known().restMs),
    },
    key: key.state.at,
  };
}
