import { expect } from 'vitest';
import { loadConfig } from '#src/config/load.ts';
import type { LiveConfig } from '#src/config/live.ts';
import { startTestTaskline, type TestOptions } from '#test/taskline.ts';
import { type SeenCall, startEcs } from './ecs-upstream.ts';
import { openStream } from './event-stream.ts';

/** How often sources are polled here, in milliseconds: ticks are to be seen, and not to be waited for. */
export const tickMs = 40;

const live = (more: Partial<LiveConfig> = {}): LiveConfig => ({
  ...loadConfig({}).live,
  pollMs: tickMs,
  slowestPollMs: 3 * tickMs,
  ...more,
});

/** A gateway over one ECS source that a test changes as it likes. */
export async function startLive(
  tasks: number,
  { config, ...limits }: Partial<LiveConfig> & Pick<TestOptions, 'config'> = {},
) {
  const ecs = await startEcs(tasks);
  const taskline = await startTestTaskline({
    sources: () => [ecs.source()],
    config: { live: live(limits), ...config },
  });
  return {
    ...taskline,
    ecs,
    subscribe: (query: string, variables: object = {}, headers: Record<string, string> = {}) =>
      openStream(taskline.url, query, variables, headers),
  };
}

/** Waits for so many ticks. */
export const ticks = (count: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, count * tickMs));

/**
 * Waits until the list of a source has been read and is being read again, so that what changes from now on is told. Where
 * queries read the list too, `after` is how many calls there were when they had been answered.
 */
export async function untilListed({ calls }: { readonly calls: readonly SeenCall[] }, after = 0): Promise<void> {
  // The first poll looks for what is new, and for what has not finished.
  const lists = (): number => calls.slice(after).filter(({ taskIds }) => taskIds === null).length;
  await expect.poll(lists, { interval: 10 }).toBeGreaterThan(2);
}

/** Waits until no call has come for five ticks: where polls go on in each tick, that does not happen. */
export async function untilQuiet(...upstreams: readonly { readonly calls: readonly unknown[] }[]): Promise<void> {
  const count = (): number => upstreams.reduce((sum, { calls }) => sum + calls.length, 0);
  const come = async (): Promise<number> => {
    const before = count();
    await ticks(5);
    return count() - before;
  };
  await expect.poll(come).toBe(0);
}

/** Subscribes to tasks by their ids. */
export const tasksChanged = 'subscription ($ids: [ID!]!) { batchTasksChanged(ids: $ids) { taskId status finishedAt } }';

/** Subscribes to the timeline. */
export const timelineChanged =
  'subscription ($filter: BatchTaskFilter) { timelineChanged(filter: $filter) ' +
  '{ kind task { taskId status } source { ok error { code } source { key } } } }';
