import { UpstreamError } from './errors.ts';
import type { Rate } from './rate.ts';
import { sleep } from '../platform/sleep.ts';
import type { Slots } from './slots.ts';
import type { SharedCaller } from './upstream.ts';

/** Waits for the turn of an attempt; gives what is to be called once the attempt is over. */
export type TakeTurn = (operation: string, caller: SharedCaller) => Promise<() => void>;

/**
 * Turns of one source: a place among those under way, then a moment that the rate allows.
 * Waiting that could not end before the deadline is refused at once.
 */
export function createTurns(source: string, slots: Slots, rate: Rate): TakeTurn {
  const refused = (operation: string, detail: string, retryAfterMs: number) =>
    new UpstreamError(source, operation, { code: 'UPSTREAM_THROTTLED', detail, retryAfterMs, isUnasked: true });

  async function keepRate(operation: string, caller: SharedCaller): Promise<void> {
    for (let wait = rate.wait(); wait > 0; wait = rate.wait()) {
      if (performance.now() + wait >= caller.deadline) throw refused(operation, 'not asked: its rate is spent', wait);
      await sleep(wait, caller.signal);
    }
    rate.take();
  }

  return async (operation, caller) => {
    caller.signal.throwIfAborted();
    await slots.enter(caller, () => refused(operation, 'not asked: too many calls wait for it', 1_000));
    const leave = () => slots.leave();
    try {
      await keepRate(operation, caller);
      return leave;
    } catch (error) {
      leave();
      throw error;
    }
  };
}
