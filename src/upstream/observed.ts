import type { Breaker } from './breaker.ts';
import { UpstreamError } from './errors.ts';
import type { KeyGuard } from './key-guard.ts';
import type { Layer } from './layers.ts';
import type { Rate } from './rate.ts';

/** Counts an attempt, and tells the breaker, the key and the rate how it ended. */
export const observed =
  (breaker: Breaker, key: KeyGuard, rate: Rate): Layer =>
  (next) =>
  async (call) => {
    call.report.attempts += 1;
    key.attempted();
    const isProbe = breaker.begin();
    try {
      const answer = await next(call);
      breaker.end(isProbe, null);
      key.learn(null);
      return answer;
    } catch (error) {
      breaker.end(isProbe, error);
      // What could not be sent, for lack of credentials, was no attempt.
      if (error instanceof UpstreamError && error.failure.isUnsent) call.report.attempts -= 1;
      if (error instanceof UpstreamError && !error.failure.isUnsent) {
        key.learn(error.failure);
        if (error.code === 'UPSTREAM_THROTTLED') rate.throttled(error.failure.retryAfterMs);
      }
      throw error;
    }
  };
