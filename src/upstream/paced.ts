import { sleep } from '../platform/sleep.ts';
import { UpstreamError } from './errors.ts';
import type { Gate } from './gates.ts';
import type { Call } from './layers.ts';
import type { Rate } from './rate.ts';

/** Waits for a moment that the rate allows; a wait that could not end before the deadline is refused at once. */
export function paced(source: string, rate: Rate): Gate {
  async function waitForMoment({ request, caller }: Call, asked: number | Promise<number>): Promise<void> {
    for (let wait = await asked; wait > 0; wait = await rate.take()) {
      if (performance.now() + wait >= caller.deadline) {
        const detail = 'not asked: its rate is spent';
        const failure = { code: 'UPSTREAM_THROTTLED', detail, retryAfterMs: wait, isUnsent: true } as const;
        throw new UpstreamError(source, request.operation, failure);
      }
      await sleep(wait, caller.cancellation);
    }
  }

  return {
    enter({ call }) {
      const wait = rate.take();
      return wait === 0 ? undefined : waitForMoment(call, wait);
    },
  };
}
