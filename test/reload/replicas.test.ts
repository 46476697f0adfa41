import { expect, onTestFinished, test, vi } from 'vitest';
import { type Config, loadConfig } from '#src/config/load.ts';
import { sharedSchema } from '#src/config/shared.ts';
import { createLogger } from '#src/platform/log.ts';
import { StoreConnection } from '#src/replicas/store-connection.ts';
import { StoreNews } from '#src/replicas/store-news.ts';
import { startTaskline } from '#src/start/taskline.ts';
import { movingSource, startMovingTasks } from '#test/hooks/moving-tasks.ts';
import { openStream } from '#test/live/event-stream.ts';
import { idOf } from '#test/live/ecs-upstream.ts';
import { loopOnTime } from '#test/loop-on-time.ts';
import { startStoreServer, storeProgram } from '#test/replicas/store-server.ts';
import { post } from '#test/access/tenants.ts';
import { quickLive, signedBy, tasksChanged, timelineChanged } from './reloadable.ts';

const ask = (url: string) => post(url, { query: `{ batchTask(id: "${idOf('shared')}") { status } }` });

/** How many listen at the store, counted where they come and go. */
function countListeners(): () => number {
  let count = 0;
  const { hear } = StoreNews.prototype;
  const { whenJoined } = StoreConnection.prototype;
  const counted = (leave: () => void) => {
    count += 1;
    let isThere = true;
    return () => {
      if (isThere) count -= 1;
      isThere = false;
      leave();
    };
  };
  vi.spyOn(StoreNews.prototype, 'hear').mockImplementation(function listen(this: StoreNews, ...given) {
    return counted(hear.apply(this, given));
  });
  vi.spyOn(StoreConnection.prototype, 'whenJoined').mockImplementation(function listen(
    this: StoreConnection,
    ...given
  ) {
    return counted(whenJoined.apply(this, given));
  });
  onTestFinished(() => void vi.restoreAllMocks());
  return () => count;
}

test.skipIf(!storeProgram)(
  'replicas whose sources have another key share under it, and listen no more often than before',
  async () => {
    const listeners = countListeners();
    const store = await startStoreServer();
    const upstream = await startMovingTasks(['task', 'other']);
    const config = (index: number): Config => ({
      ...loadConfig({ PORT: '0' }),
      live: quickLive(),
      // What marks values in the store, since they start without sources.
      cursors: { keys: ['a-key-of-sixteen-letters'] },
      sources: [
        {
          ...movingSource(upstream.url),
          credentials: { accessKeyId: `key-${index}`, accessKeySecret: `sandbox-secret-${index}` },
          limits: { requestsPerSecond: 1_000 + index },
        },
      ],
      shared: sharedSchema.parse({ url: store.url, timeoutMs: 2_000 }),
    });
    const start = async () => {
      const logger = createLogger({ level: 'silent', pretty: false });
      const taskline = await startTaskline({ ...config(0), sources: [] }, logger, { watchLoop: loopOnTime });
      onTestFinished(() => taskline.stop());
      return taskline;
    };
    const [one, two] = [await start(), await start()];
    const without = listeners();
    for (const each of [one, two]) await each.reload(config(0));
    const before = listeners();
    expect(before).toBeGreaterThan(without);
    const stream = await openStream(one.url, tasksChanged, { ids: [idOf('task')] });
    const timeline = await openStream(two.url, timelineChanged);
    await stream.next();
    let added = 0;
    const adding = setInterval(() => upstream.set(`new-${(added += 1)}`, 'Processing'), 50);
    // From then on it is watched.
    await timeline.next();
    clearInterval(adding);
    for (let index = 1; index <= 6; index += 1) for (const each of [one, two]) await each.reload(config(index));
    expect(listeners()).toBe(before);
    upstream.set('task', 'Finished');
    expect(await stream.data()).toMatchObject({ batchTasksChanged: { status: 'SUCCEEDED' } });
    const told: unknown[] = [];
    for (let each = await timeline.data(); each; each = await timeline.data()) {
      told.push(each.timelineChanged);
      if (JSON.stringify(each).includes('FINISHED')) break;
    }
    expect(told.at(-1)).toMatchObject({ kind: 'FINISHED', task: { taskId: 'task' } });
    timeline.leave();
    // What one has asked with the new key the other has without a call.
    upstream.set('shared', 'Finished');
    const found = { data: { batchTask: { status: 'SUCCEEDED' } } };
    expect([await ask(one.url), await ask(two.url)]).toMatchObject([found, found]);
    const calls = upstream.calls.filter(({ query }) => query.get('TaskIds')?.includes('shared'));
    expect(calls.map(signedBy)).toEqual(['key-6']);
    for (const each of [one, two]) await each.reload({ ...config(6), sources: [] });
    expect(listeners()).toBe(without);
  },
);
