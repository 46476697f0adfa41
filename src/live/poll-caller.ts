import type { Cancellation } from '../platform/cancellation.ts';
import type { CallerSpan } from '../platform/trace.ts';
import type { Caller } from '../upstream/upstream.ts';

/** The name of polls where calls take turns by caller. No caller has it: their names have a prefix. */
const pollingPrincipal = 'live';

/** How long one poll may take, in milliseconds. */
export const pollDeadlineMs = 30_000;

/**
 * The caller of a poll. `maxAgeMs`: how old an answer of another replica may be; undefined where there are none. `keptMs`: how
 * long other replicas can have the answers of this poll.
 */
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
