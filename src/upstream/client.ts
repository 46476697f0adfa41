import { rememberedCall, type UpstreamCall } from './call.ts';
import { UpstreamError } from './errors.ts';
import { createFlights } from './flights.ts';
import { createGuardedAttempt, type GuardedAttemptOptions } from './guarded-attempt.ts';
import type { SourceLimits } from './limits.ts';
import type { Memory } from './memory.ts';
import { RetryBudget } from './retry-budget.ts';
import { Retries } from './retry.ts';
import { requestKey } from './request-key.ts';
import { shaped } from './shape.ts';
import { sleep } from '../platform/sleep.ts';
import type { Caller, SharedCaller, Upstream, UpstreamRequest } from './upstream.ts';

/** The API that a source asks, and how. */
export interface UpstreamOptions extends GuardedAttemptOptions {
  readonly memory: Memory;
}

/**
 * The upstream of one source, and the way of a call through it: answered from memory, or else together with whoever asks
 * the same, or else by attempts; each passes the breaker and waits its turn, and is followed by another if that is worth it.
 */
export function createUpstream(options: UpstreamOptions): Upstream {
  const { source, limits, memory } = options;
  const flights = createFlights();
  const call = createCall(options);

  return <Answer>(request: UpstreamRequest<Answer>, caller: Caller) => {
    const { operation } = request;
    const ask = async (shared: SharedCaller) => shaped(source, request, await call(request, shared));
    // Whoever flies for others has looked into a memory of its own.
    if (caller.flight) return ask(caller.flight);

    const key = requestKey(request);
    const known = caller.freshSince === undefined ? memory.get(source, key) : undefined;
    if (known) {
      caller.observe?.([rememberedCall(source, operation)], 'MEMORY');
      // The key holds what is read of the answer.
      return Promise.resolve(known.value as Answer);
    }
    return flights.share(key, caller, async (shared) => {
      const value = await ask(shared);
      memory.set(source, key, { value, operation }, limits.listMs);
      return value;
    });
  };
}

/** One call: attempts until one succeeds, or none is worth making. */
function createCall(options: UpstreamOptions) {
  const { source, limits } = options;
  const attempt = createGuardedAttempt(options);
  const budget = new RetryBudget(limits.retryBudget);

  return async (request: UpstreamRequest, caller: SharedCaller): Promise<unknown> => {
    const call = beginCall(source, request.operation, caller);
    const retries = new Retries(limits, budget);
    const pauseAfter = (error: unknown): number => {
      if (!(error instanceof UpstreamError)) throw error;
      caller.failure = error;
      const pause = retries.pauseAfter(error.failure, caller.deadline);
      if (pause === null) throw withHint(error, limits);
      return pause;
    };
    for (;;) {
      try {
        const answer = await attempt(request, caller, call);
        retries.succeeded();
        return answer;
      } catch (error) {
        await sleep(pauseAfter(error), caller.signal);
      } finally {
        call.ended = performance.now();
      }
    }
  };
}

function beginCall(source: string, operation: string, { batchSize, calls }: SharedCaller): UpstreamCall {
  const call = { source, operation, batchSize, attempts: 0, began: performance.now(), ended: null };
  calls.push(call);
  return call;
}

/** A client is told when to come back also where the provider names no time. */
function withHint(error: UpstreamError, { throttledBackoffMs }: SourceLimits): UpstreamError {
  const { source, operation, failure } = error;
  if (failure.code !== 'UPSTREAM_THROTTLED' || failure.retryAfterMs !== undefined) return error;
  return new UpstreamError(source, operation, { ...failure, retryAfterMs: throttledBackoffMs }, { cause: error });
}
