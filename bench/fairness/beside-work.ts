import { setTimeout as sleep } from 'node:timers/promises';
import { compare } from './comparison.ts';
import type { Result, Scenario, WorkScenario } from './scenario.ts';
import type { Stage } from './stage.ts';
import type { Work } from './kept-at-work.ts';

/** How long caller A is at work before caller B is observed, in milliseconds. */
const headStartMs = 300;

/** Observes caller B alone, and then beside caller A. */
export async function compareBeside(stage: Stage, work: Work): Promise<Omit<Result, 'counters'>> {
  const quiet = await stage.quiet();
  await stage.begin(work);
  await sleep(headStartMs);
  const atWork = await stage.atWork();
  return { comparisons: compare(quiet, atWork), ofA: await stage.a.stop() };
}

/** A scenario in which caller A does one thing all the time. */
export const besideWork = ({ work, stage: options, counters, ...named }: WorkScenario): Scenario => ({
  ...named,
  play: async (open) => {
    const stage = await open(options);
    const result = await compareBeside(stage, work);
    return { ...result, counters: (await counters?.(stage)) ?? [] };
  },
});
