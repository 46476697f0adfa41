import type { Breaker } from './breaker.ts';
import { UpstreamError } from './errors.ts';
import type { Gate } from './gates.ts';
import type { LastAttempts } from './last-attempts.ts';
import type { Permissions } from './permissions.ts';
import type { Rate } from './rate.ts';

/** Counts an attempt, and tells the breaker, the rate and operators how it ended. */
export const observed = (breaker: Breaker, rate: Rate, last: LastAttempts, permissions: Permissions): Gate => ({
  enter(attempt) {
    attempt.call.report.attempts += 1;
    attempt.isProbe = breaker.begin();
    return undefined;
  },
  leave({ call, isProbe }, error) {
    breaker.end(isProbe, error);
    last.end(error);
    permissions.end(call.request.operation, error);
    if (!(error instanceof UpstreamError)) return;
    // What could not be sent, for lack of credentials, was no attempt.
    if (error.failure.isUnsent) call.report.attempts -= 1;
    else if (error.code === 'UPSTREAM_THROTTLED') rate.throttled(error.failure.retryAfterMs);
  },
});
