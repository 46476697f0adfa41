import { createAttempt, type AttemptOptions } from './attempt.ts';
import type { UpstreamCall } from './call.ts';
import { UpstreamError } from './errors.ts';
import { KeyGuard, refusalsOfEach } from './key-guard.ts';
import type { SourceLimits } from './limits.ts';
import { createRate } from './rate.ts';
import { ServerClock } from './server-clock.ts';
import { Slots } from './slots.ts';
import { createSourceBreaker, refuseWhileOpen } from './source-breaker.ts';
import { createTurns } from './turn.ts';
import type { SharedCaller, UpstreamRequest } from './upstream.ts';

/** What attempts at one source go by. */
export interface GuardedAttemptOptions extends Omit<AttemptOptions, 'attemptMs' | 'clock' | 'clockOff'> {
  readonly limits: SourceLimits;
  readonly now: () => Date;
  /** How many sources have the same key, this one included. */
  readonly keySources: number;
  /** Hears what an operator should know of the source. */
  readonly notice: (source: string, text: string) => void;
}

/** An attempt that passes the breaker and waits its turn, and from which those that come after it learn. */
export function createGuardedAttempt(options: GuardedAttemptOptions) {
  const { source, limits } = options;
  const notice = (text: string): void => options.notice(source, text);
  const guard = new KeyGuard(source, refusalsOfEach(options.cloud.refusalsBorne ?? Infinity, options.keySources));
  const rate = createRate(limits);
  const takeTurn = createTurns(source, new Slots(() => guard.places(limits.concurrency), limits.queue), rate);
  const breaker = createSourceBreaker(limits, notice);
  const attempt = createAttempt({
    ...options,
    attemptMs: limits.attemptMs,
    clock: new ServerClock(options.now),
    clockOff: (milliseconds) => notice(`Our clock is ${Math.round(milliseconds / 1_000)} s behind its clock.`),
  });

  const refuse = (operation: string): void => {
    refuseWhileOpen(source, operation, breaker);
    guard.check(operation);
  };
  const learn = (error: unknown): void => {
    if (!(error instanceof UpstreamError) || error.failure.isUnasked) return;
    guard.learn(error.failure);
    if (error.code === 'UPSTREAM_THROTTLED') rate.throttled(error.failure.retryAfterMs);
  };

  return async (request: UpstreamRequest, caller: SharedCaller, call: UpstreamCall): Promise<unknown> => {
    refuse(request.operation);
    const leave = await takeTurn(request.operation, caller);
    try {
      // Things may have changed while it waited.
      refuse(request.operation);
      guard.sending();
      call.attempts += 1;
      const answer = await breaker.run(() => attempt(request, caller.signal));
      guard.learn(null);
      return answer;
    } catch (error) {
      learn(error);
      throw error;
    } finally {
      leave();
    }
  };
}
