import { createBreaker, noBreaker, type Breaker } from './breaker.ts';
import { UpstreamError } from './errors.ts';
import type { SourceLimits } from './limits.ts';

/** Failures that speak against the source's health; what it refuses, it is well enough to refuse. */
const unhealthy = (error: unknown): boolean =>
  error instanceof UpstreamError &&
  (error.code === 'UPSTREAM_UNAVAILABLE' || error.code === 'UPSTREAM_TIMEOUT' || error.failure.isTransport === true);

/** The breaker of a source, or what stands for it where it is switched off. */
export function createSourceBreaker(limits: SourceLimits, notice: (text: string) => void): Breaker {
  if (!limits.breaker) return noBreaker;
  return createBreaker({
    ...limits,
    counts: unhealthy,
    opened: (milliseconds) => notice(`It keeps failing, and is left alone for ${Math.round(milliseconds)} ms.`),
    closed: () => notice('It answers again.'),
  });
}

/** Fails at once while the breaker is open. */
export function refuseWhileOpen(source: string, operation: string, breaker: Breaker): void {
  const retryAfterMs = breaker.openFor();
  if (retryAfterMs <= 0) return;
  const detail = 'not asked: it has kept failing';
  throw new UpstreamError(source, operation, { code: 'UPSTREAM_UNAVAILABLE', detail, retryAfterMs, isUnasked: true });
}
