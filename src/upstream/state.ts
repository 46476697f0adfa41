import type { FailedAttempt, LastAttempts } from './last-attempts.ts';
import type { Permission, Permissions } from './permissions.ts';
import type { OwnRate } from './rate.ts';
import type { SourceReading } from './source-meter.ts';

/** The state of an upstream as operators see it: without the key and without text of the provider. */
export interface UpstreamState {
  readonly lastSuccess: Date | null;
  readonly lastError: FailedAttempt | null;
  readonly breaker: SourceReading['breaker'];
  /** Attempts in the last second; the most in a second, null without a bound; how long the provider is not called. */
  readonly rate: { readonly perSecond: number; readonly most: number | null; readonly restMs: number };
  readonly key: SourceReading['key'];
  /** By operation; one that was not called is not among them. */
  readonly permissions: ReadonlyMap<string, Permission>;
}

/** What a state is made from, beside the reading that metrics use too. */
interface StateParts {
  readonly last: LastAttempts;
  readonly own: OwnRate;
  readonly permissions: Permissions;
}

/** The state of an upstream at this moment. It is computed when it is asked for, so that calls do not pay for it. */
export const stateOf = (reading: SourceReading, { last, own, permissions }: StateParts): UpstreamState => ({
  lastSuccess: last.success,
  lastError: last.failure,
  breaker: reading.breaker,
  rate: {
    perSecond: own.perSecond(),
    most: reading.perSecond === Infinity ? null : Math.floor(reading.perSecond),
    restMs: Math.ceil(own.known().restMs),
  },
  key: reading.key,
  permissions: permissions.seen,
});
