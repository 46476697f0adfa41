import { type BreakerState, closed, whenBegun, whenEnded, type EndedAttempt } from './breaker-state.ts';
import { UpstreamError, type UpstreamFailure } from './errors.ts';
import type { SourceLimits } from './limits.ts';
import { RecentAttempts } from './recent-attempts.ts';

/** A circuit breaker: fails fast while a source keeps failing, then lets one attempt probe it. */
export interface Breaker {
  /** Its state; half-open also while it is due to let a probe pass. */
  readonly at: BreakerState['at'] | 'off';
  /** The failure of a call while it must not be sent; null if it may be. */
  refusal(): UpstreamFailure | null;
  /**
   * To be called when an attempt begins, after `refusal` gave null. Says whether it is a probe, which `end` has to be told.
   */
  begin(): boolean;
  /** An attempt ended with this error, or with null where it succeeded. */
  end(isProbe: boolean, error: unknown): void;
}

/** Only failures that speak against the source's health count: a source that refuses a request works. */
function outcomeOf(error: unknown): EndedAttempt['outcome'] {
  if (error === null) return 'success';
  if (!(error instanceof UpstreamError) || error.failure.isUnsent) return 'nothing';
  const { code, isTransport } = error.failure;
  if (code === 'OVERLOADED') return 'nothing';
  return code === 'UPSTREAM_UNAVAILABLE' || code === 'UPSTREAM_TIMEOUT' || isTransport ? 'failure' : 'refusal';
}

/** The breaker of a source, which gives notice when it opens and closes. */
export function createBreaker(
  limits: Pick<SourceLimits, 'breakerFailures' | 'breakerOpenMs'>,
  notice: (text: string) => void,
): Breaker {
  const recent = new RecentAttempts();
  let state = closed;

  return {
    get at() {
      return state.at === 'open' && state.until <= performance.now() ? 'half-open' : state.at;
    },

    refusal() {
      if (state.at === 'closed') return null;
      // How long the probe will take is not known.
      const retryAfterMs = state.at === 'half-open' ? 1_000 : state.until - performance.now();
      if (retryAfterMs <= 0) return null;
      return { code: 'UPSTREAM_UNAVAILABLE', detail: 'not asked: it has kept failing', retryAfterMs, isUnsent: true };
    },

    begin() {
      if (state.at !== 'closed') state = whenBegun(state, performance.now());
      return state.at === 'half-open';
    },

    end(isProbe, error) {
      const [outcome, now, before] = [outcomeOf(error), performance.now(), state];
      const hasFailed = outcome === 'failure';
      if (hasFailed || outcome === 'success') recent.count(now, hasFailed);
      // With a jitter of a tenth, so that replicas do not probe at the same time.
      const breakerOpenMs = limits.breakerOpenMs * (0.9 + Math.random() * 0.2);
      const ended = { outcome, isProbe, now, haveManyFailed: hasFailed && recent.haveManyFailed() };
      state = whenEnded(before, ended, { breakerFailures: limits.breakerFailures, breakerOpenMs });
      if (state.at === before.at) return;
      recent.clear();
      if (state.at === 'closed') notice('It answers again.');
      else if (hasFailed) notice(`It keeps failing, and is not asked for ${Math.round(state.until - now)} ms.`);
    },
  };
}

/** For a source whose breaker is switched off. */
export const noBreaker: Breaker = { at: 'off', refusal: () => null, begin: () => false, end: () => undefined };
