import { sleep } from '../platform/sleep.ts';
import { UpstreamError } from './errors.ts';
import type { Gate } from './gates.ts';
import type { Call } from './layers.ts';
import type { Rate } from './rate.ts';

/** Waits for a moment that the rate allows; a wait that could not end before the deadline is refused at once. */
export function paced(source: string, rate: Rate): Gate {
  async function waitForMoment({ request, caller }: Call): Promise<void> {
    for (let wait = rate.wait(); wait > 0; wait = rate.wait()) {
      if (performance.now() + wait >= caller.deadline) {
        const detail = 'not asked: its rate is spent';
        const failure = { code: 'UPSTREAM_THROTTLED', detail, retryAfterMs: wait, isUnsent: true } as const;
        throw new UpstreamError(source, request.operation, failure);
      }
      await sleep(wait, caller.cancellation);
    }
    rate.take();
  }

  return {
    enter({ call }) {
      if (rate.wait() > 0) return waitForMoment(call);
      rate.take();
      return undefined;
    },
  };
}
