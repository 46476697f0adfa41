import { setTimeout as sleep } from 'node:timers/promises';
import { compare } from '../comparison.ts';
import { onceSettled } from '../once-settled.ts';
import { lookedUp } from '../requests.ts';
import type { Scenario } from '../scenario.ts';
import type { Stage } from '../stage.ts';

/** After this it hangs up, in milliseconds. */
const patienceMs = 300;

/** The calls that a source may have under way, by default: those were begun before. */
const concurrency = 20;

/** Waits until no more calls come for caller A. */
async function untilNoMoreCalls({ clouds }: Stage): Promise<void> {
  let count = -1;
  for (let tries = 0; tries < 10; tries++) {
    const now = await clouds.countCalls(lookedUp);
    if (now === count) return;
    count = now;
    await sleep(1_000);
  }
}

/** Whether the gateway works on for clients that have gone. */
export const hangUp: Scenario = {
  name: 'hang-up',
  title: '1,000 requests of 32 lookups at a source that takes 40 ms; after 300 ms it hangs up',
  play: async (open) => {
    const stage = await open({ slowMs: 40, kinds: ['pages', 'lookups', 'slow lookups', 'health'] });
    const quiet = await stage.quiet();
    const observed = stage.atWork();
    await stage.sendOnce({ request: 'many lookups', connections: 1_000 });
    await sleep(patienceMs);
    const leftAt = await stage.a.hangUp();
    const comparisons = compare(quiet, await observed);
    const counter = await onceSettled(
      stage.gateway,
      async () => {
        await untilNoMoreCalls(stage);
        return stage.clouds.countCalls(lookedUp, leftAt);
      },
      'upstream calls begun after it left',
      concurrency,
    );
    return { comparisons, counters: [counter], ofA: {} };
  },
};
