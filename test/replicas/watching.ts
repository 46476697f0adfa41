import { onTestFinished } from 'vitest';
import { loadConfig } from '#src/config/load.ts';
import { sharedSchema } from '#src/config/shared.ts';
import type { SourceConfig } from '#src/config/source.ts';
import { createLogger } from '#src/platform/log.ts';
import { startTaskline } from '#src/start/taskline.ts';
import { openStream } from '#test/live/event-stream.ts';
import { idOf } from '#test/live/ecs-upstream.ts';
import { tasksChanged } from '#test/live/gateway.ts';
import { loopOnTime } from '#test/loop-on-time.ts';

/** How often sources are polled here, in milliseconds, whether or not something changes: ticks are to be counted. */
export const tickMs = 250;

export type Stream = Awaited<ReturnType<typeof openStream>>;

export interface WatchingOptions {
  readonly timeoutMs?: number;
  readonly pollMs?: number;
}

/** A gateway that shares a store with others, and can be killed. */
export async function startWatching(
  storeUrl: string,
  source: SourceConfig,
  { timeoutMs = 2_000, pollMs = tickMs }: WatchingOptions = {},
) {
  const defaults = loadConfig({ PORT: '0' });
  const config = {
    ...defaults,
    live: { ...defaults.live, pollMs, slowestPollMs: pollMs },
    limits: { ...defaults.limits, cost: 1_000_000 },
    sources: [source],
    shared: sharedSchema.parse({ url: storeUrl, timeoutMs }),
  };
  const logger = createLogger({ level: 'silent', pretty: false });
  const taskline = await startTaskline(config, logger, { watchLoop: loopOnTime });
  onTestFinished(() => taskline.stop());
  async function ask(taskId: string, headers: Readonly<Record<string, string>> = {}) {
    const response = await fetch(`${taskline.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query: `{ batchTask(source: "ecs", taskId: "${taskId}") { status } }` }),
    });
    return ((await response.json()) as { readonly data: unknown }).data;
  }
  return {
    kill: () => taskline.kill(),
    ask,
    /** Asks for a task, past the cache. */
    askAfresh: (taskId: string) => ask(taskId, { 'x-taskline-fresh': '1' }),
    subscribe: (query: string) => openStream(taskline.url, query),
    /** Watches tasks by their ids. */
    watch: (taskIds: readonly string[]) =>
      openStream(taskline.url, tasksChanged, { ids: taskIds.map((taskId) => idOf(taskId)) }),
  };
}

/** Three gateways over one source and one store. */
export function startThree(storeUrl: string, source: SourceConfig, options?: WatchingOptions) {
  const start = () => startWatching(storeUrl, source, options);
  return Promise.all([start(), start(), start()]);
}

/** The names of so many tasks of an upstream. */
export const taskIdsOf = (count: number, from = 0): string[] =>
  Array.from({ length: count }, (_, index) => `t-${from + index}`);

/** Reads how each of so many tasks is. */
export async function readFirst(streams: readonly Stream[], count: number): Promise<void> {
  await Promise.all(
    streams.map(async (stream) => {
      for (let index = 0; index < count; index += 1) await stream.data();
    }),
  );
}

/** Collects the last status of each task that a stream tells. */
export function lastStatuses(stream: Stream): ReadonlyMap<string, string> {
  const statuses = new Map<string, string>();
  const read = async (): Promise<void> => {
    for (let event = await stream.next(); event !== null; event = await stream.next()) {
      const task = event.data?.data?.batchTasksChanged as { taskId: string; status: string } | undefined;
      if (task) statuses.set(task.taskId, task.status);
    }
  };
  void read();
  return statuses;
}
