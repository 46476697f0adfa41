import type { FailedAttempt, LastAttempts } from './last-attempts.ts';
import type { Permission, Permissions } from './permissions.ts';
import type { OwnRate } from './rate.ts';
import type { SourceReading } from './source-meter.ts';

/** How an upstream stands, in what an operator may see: no key, no text of the provider's. */
export interface UpstreamState {
  readonly lastSuccess: Date | null;
  readonly lastError: FailedAttempt | null;
  readonly breaker: SourceReading['breaker'];
  /** Attempts in a second: of late, and at most, null where nothing bounds them; and how long the provider is left alone. */
  readonly rate: { readonly perSecond: number; readonly most: number | null; readonly restMs: number };
  readonly key: SourceReading['key'];
  /** By operation; one that was not asked is not among them. */
  readonly permissions: ReadonlyMap<string, Permission>;
}

/** What a state is made of, besides what the metrics read too. */
interface StateParts {
  readonly last: LastAttempts;
  readonly own: OwnRate;
  readonly permissions: Permissions;
}

/** The state of an upstream at this moment: made when it is asked for, so that nobody pays for it else. */
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
