import { sleep } from '../platform/sleep.ts';
import { UpstreamError } from './errors.ts';
import type { Gate } from './gates.ts';
import type { Call } from './layers.ts';
import type { Rate } from './rate.ts';

/** For how long those who let others go first wait again while others wait, in milliseconds. */
const yieldMs = 10;

/**
 * Waits for a moment that the rate allows; a wait that could not end before the deadline is refused at once. Who lets others go
 * first takes none while others wait for one.
 */
export function paced(source: string, rate: Rate): Gate {
  /** How many wait that let nobody go first. */
  let waiting = 0;
  const waitOf = ({ caller }: Call): number =>
    caller.turn.yields && waiting > 0 ? Math.max(yieldMs, rate.wait()) : rate.wait();

  async function waitForMoment(call: Call): Promise<void> {
    const { request, caller } = call;
    for (let wait = waitOf(call); wait > 0; wait = waitOf(call)) {
      if (performance.now() + wait >= caller.deadline) {
        const detail = 'not asked: its rate is spent';
        const failure = { code: 'UPSTREAM_THROTTLED', detail, retryAfterMs: wait, isUnsent: true } as const;
        throw new UpstreamError(source, request.operation, failure);
      }
      await sleep(wait, caller.cancellation);
    }
    rate.take();
  }

  async function waitBeforeOthers(call: Call): Promise<void> {
    waiting += 1;
    try {
      await waitForMoment(call);
    } finally {
      waiting -= 1;
    }
  }

  return {
    enter({ call }) {
      if (waitOf(call) > 0) return call.caller.turn.yields ? waitForMoment(call) : waitBeforeOthers(call);
      rate.take();
      return undefined;
    },
  };
}
