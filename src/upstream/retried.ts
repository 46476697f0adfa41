import { sleep } from '../platform/sleep.ts';
import { UpstreamError } from './errors.ts';
import type { Ask } from './layers.ts';
import type { SourceLimits } from './limits.ts';
import { firstTry, nextTry } from './retry.ts';
import { RetryBudget } from './retry-budget.ts';

/** Adds a `retryAfterMs` to a throttled call for which the provider named no time. */
function withHint(error: UpstreamError, { throttledBackoffMs }: SourceLimits): UpstreamError {
  const { source, operation, failure } = error;
  if (failure.code !== 'UPSTREAM_THROTTLED' || failure.retryAfterMs !== undefined) return error;
  return new UpstreamError(source, operation, { ...failure, retryAfterMs: throttledBackoffMs }, { cause: error });
}

/** Retries after a failure that is worth it, within the call's deadline and the source's retry budget. */
export function retried(limits: SourceLimits, next: Ask): Ask {
  const budget = new RetryBudget(limits.retryBudget);

  return async (call) => {
    const { caller, report } = call;
    for (let tried = firstTry; ;) {
      try {
        const answer = await next(call);
        budget.earn(tried.paid);
        return answer;
      } catch (error) {
        if (!(error instanceof UpstreamError)) throw error;
        caller.failure = error;
        const retry = nextTry(tried, error.failure, limits, caller.deadline - performance.now());
        if (!retry || !budget.spend(retry.cost)) throw withHint(error, limits);
        await sleep(retry.pauseMs, caller.cancellation);
        tried = retry.tried;
      } finally {
        report.ended = performance.now();
      }
    }
  };
}
