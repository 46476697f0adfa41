import type { Cancellation } from '../platform/cancellation.ts';
import type { CallerSpan } from '../platform/trace.ts';
import type { Caller } from '../upstream/upstream.ts';

/** The name under which polls take turns with the calls of callers; those have a prefix. */
const pollingPrincipal = 'live';

/** How long one poll may take, in milliseconds. */
export const pollDeadlineMs = 30_000;

/** Who asks in a poll, which takes answers of other replicas of some age, and leaves its own to them for so long. */
export function createPollCaller(
  cancellation: Cancellation,
  maxAgeMs: number | undefined,
  keptMs: number,
  span?: CallerSpan,
): Caller {
  const now = performance.now();
  return {
    cancellation,
    deadline: now + pollDeadlineMs,
    freshSince: now,
    maxAgeMs,
    keptMs,
    span,
    principal: pollingPrincipal,
    yields: true,
  };
}
