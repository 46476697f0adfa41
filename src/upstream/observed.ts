import type { Breaker } from './breaker.ts';
import { UpstreamError } from './errors.ts';
import type { Layer } from './layers.ts';
import type { Rate } from './rate.ts';

/** Counts an attempt, and tells the breaker and the rate how it ended. */
export const observed =
  (breaker: Breaker, rate: Rate): Layer =>
  (next) =>
  async (call) => {
    call.report.attempts += 1;
    const isProbe = breaker.begin();
    try {
      const answer = await next(call);
      breaker.end(isProbe, null);
      return answer;
    } catch (error) {
      breaker.end(isProbe, error);
      // What could not be sent, for lack of credentials, was no attempt.
      if (error instanceof UpstreamError && error.failure.isUnsent) call.report.attempts -= 1;
      if (error instanceof UpstreamError && error.code === 'UPSTREAM_THROTTLED' && !error.failure.isUnsent) {
        rate.throttled(error.failure.retryAfterMs);
      }
      throw error;
    }
  };
