/** The bounds within which a source is asked; docs/upstream.md has them as a table. Times are in milliseconds. */
export interface SourceLimits {
  /** The most attempts that may begin in a second; absent: as many as come, until the provider throttles. */
  readonly requestsPerSecond?: number | undefined;
  /** The most attempts that may be under way. */
  readonly concurrency: number;
  /** The most calls that may wait for their turn. */
  readonly queue: number;
  /** How long one attempt may take, its body included. */
  readonly attemptMs: number;
  /** The most attempts of one call, the first included. */
  readonly attempts: number;
  /** Base of the exponential back-off, with full jitter. */
  readonly backoffMs: number;
  /** The least back-off after the provider throttled and named no time. */
  readonly throttledBackoffMs: number;
  /** The longest `Retry-After` that is waited for. */
  readonly retryAfterMs: number;
  /** The retry budget: a retry takes 14 of it, or 5 when throttled, and successes give back. */
  readonly retryBudget: number;
  /** Whether there is a circuit breaker. */
  readonly breaker: boolean;
  /** How many failures in a row open the breaker. */
  readonly breakerFailures: number;
  /** How long the breaker stays open the first time; it doubles up to six times that. */
  readonly breakerOpenMs: number;
  /** How long ids may wait for company while a call for others is under way. */
  readonly gatherMs: number;
  /** How long a finished task is remembered. */
  readonly finishedMs: number;
  /** How long an unfinished task is remembered. */
  readonly unfinishedMs: number;
  /** How long it is remembered that there is no such task. */
  readonly absentMs: number;
  /** How long the answer of any other call is remembered: a page of a list, the items of a task. */
  readonly listMs: number;
  /** How long a page of a list that stands still is remembered at most; absent: as long as any other. */
  readonly stillListMs?: number | undefined;
}

/** The bounds of a source whose configuration sets none. */
export const defaultSourceLimits: SourceLimits = {
  concurrency: 20,
  queue: 1_000,
  attemptMs: 3_000,
  attempts: 3,
  backoffMs: 50,
  throttledBackoffMs: 1_000,
  retryAfterMs: 5_000,
  retryBudget: 500,
  breaker: true,
  breakerFailures: 5,
  breakerOpenMs: 10_000,
  gatherMs: 100,
  finishedMs: 3_600_000,
  unfinishedMs: 2_000,
  absentMs: 2_000,
  listMs: 2_000,
};
