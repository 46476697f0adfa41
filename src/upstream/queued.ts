import { UpstreamError } from './errors.ts';
import type { Call, Layer } from './layers.ts';
import type { Slots } from './slots.ts';

/** Waits for a place among the attempts under way, and gives it back once the attempt is over. */
export function queued(source: string, slots: Slots): Layer {
  const leave = (): void => slots.leave();
  const failure = {
    code: 'UPSTREAM_THROTTLED',
    detail: 'not asked: too many calls wait for it',
    retryAfterMs: 1_000,
    isUnsent: true,
  } as const;

  return (next) => {
    const ask = (call: Call): Promise<unknown> => next(call).finally(leave);
    return (call) => {
      const { caller, request } = call;
      const place = slots.enter(caller, () => new UpstreamError(source, request.operation, failure));
      return place ? place.then(() => ask(call)) : ask(call);
    };
  };
}
