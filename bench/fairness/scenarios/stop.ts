import { setTimeout as sleep } from 'node:timers/promises';
import type { Work } from '../kept-at-work.ts';
import type { Counter, OpenStage, Scenario } from '../scenario.ts';

const work: Work = { request: 'unknown ids', connections: 40 };

/** How long before the signal the requests are sent, in milliseconds. */
const aheadMs = 75;

async function countLost(open: OpenStage, send: 'sendOnce' | 'sendOnceOnUsed', what: string): Promise<Counter> {
  const stage = await open();
  await stage[send](work);
  await sleep(aheadMs);
  const stopped = stage.gateway.stop();
  const answered = await stage.a.countAnswered();
  await stopped;
  return { what, value: work.connections - answered, atMost: 0 };
}

/** Whether a stop loses requests that were sent before it. */
export const stop: Scenario = {
  name: 'stop',
  title: 'SIGTERM 75 ms after nodes of 500 unknown ids were sent on 40 connections',
  play: async (open) => ({
    comparisons: [],
    counters: [
      await countLost(open, 'sendOnce', 'of 40 requests without an answer, on new connections'),
      await countLost(open, 'sendOnceOnUsed', 'of 40 requests without an answer, on used connections'),
    ],
    ofA: {},
  }),
};
