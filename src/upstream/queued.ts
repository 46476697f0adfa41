import { UpstreamError } from './errors.ts';
import type { Gate } from './gates.ts';
import type { Slots } from './slots.ts';

const failure = {
  code: 'UPSTREAM_THROTTLED',
  detail: 'not asked: too many calls wait for it',
  retryAfterMs: 1_000,
  isUnsent: true,
} as const;

/** Waits for a place among the attempts under way, and gives it back once the attempt is over. */
export const queued = (source: string, slots: Slots): Gate => ({
  enter: ({ call }) => slots.enter(call.caller, () => new UpstreamError(source, call.request.operation, failure)),
  leave: () => slots.leave(),
});
