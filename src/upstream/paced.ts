import { sleep } from '../platform/sleep.ts';
import { UpstreamError } from './errors.ts';
import type { Gate } from './gates.ts';
import type { Call } from './layers.ts';
import type { Rate } from './rate.ts';

/** How long an attempt that lets others go first waits before it looks again, in milliseconds. */
const yieldMs = 10;

/**
 * Waits for a moment that the rate allows. If the wait could not end before the deadline, the attempt is refused at once. An
 * attempt that lets others go first takes no moment while others wait for one.
 */
export function paced(source: string, rate: Rate): Gate {
  /** How many attempts wait that do not let others go first. */
  let waiting = 0;
  const take = ({ caller }: Call): number | Promise<number> =>
    caller.turn.yields && waiting > 0 ? yieldMs : rate.take();

  async function waitForMoment(call: Call, asked: number | Promise<number>): Promise<void> {
    const { request, caller } = call;
    for (let wait = await asked; wait > 0; wait = await take(call)) {
      if (performance.now() + wait >= caller.deadline) {
        const detail = 'not asked: its rate is spent';
        const failure = { code: 'UPSTREAM_THROTTLED', detail, retryAfterMs: wait, isUnsent: true } as const;
        throw new UpstreamError(source, request.operation, failure);
      }
      await sleep(wait, caller.cancellation);
    }
  }

  async function waitBeforeOthers(call: Call, asked: number | Promise<number>): Promise<void> {
    waiting += 1;
    try {
      await waitForMoment(call, asked);
    } finally {
      waiting -= 1;
    }
  }

  return {
    enter({ call }) {
      const wait = take(call);
      if (wait === 0) return undefined;
      return call.caller.turn.yields ? waitForMoment(call, wait) : waitBeforeOthers(call, wait);
    },
  };
}
