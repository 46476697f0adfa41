import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test, vi } from 'vitest';
import { hookSchema } from '#src/config/hooks.ts';
import { loadConfig } from '#src/config/load.ts';
import { SourceWatcher } from '#src/live/source-watcher.ts';
import { startHooks } from '#src/hooks/hooks.ts';
import { watchTasks } from '#src/hooks/watch-tasks.ts';
import type { TaskEvent } from '#src/hooks/task-event.ts';
import { listOfItems } from '#src/pagination/index.ts';
import { createLogger } from '#src/platform/log.ts';
import { connectedSources } from '#test/connected-sources.ts';
import { untilQuiet } from '#test/live/gateway.ts';
import { startTestTaskline } from '#test/taskline.ts';
import { quickLimits, taskOf } from './delivering.ts';
import { movingSource, startMovingTasks } from './moving-tasks.ts';
import { answering, secret, startReceiver } from './receiver.ts';

const live = { ...loadConfig({}).live, pollMs: 40, slowestPollMs: 80 };

const hook = (url: string, settings: object) => hookSchema.parse({ url, secret, allowPrivate: true, ...settings });

async function startHooked(running: readonly string[], ...settings: readonly object[]) {
  const upstreams = [await startMovingTasks(running), await startMovingTasks(running)] as const;
  const receivers = await Promise.all(settings.map(() => startReceiver()));
  const taskline = await startTestTaskline({
    sources: () => [movingSource(upstreams[0].url), movingSource(upstreams[1].url, 'other')],
    config: { live, hooks: receivers.map(({ url }, index) => hook(url, settings[index] ?? {})) },
    hooks: { limits: quickLimits },
  });
  const told = () =>
    receivers.map(({ received }) =>
      received
        .map(({ message }) => {
          const { source, taskId, status } = message.data.task as {
            source: { key: string };
            taskId: string;
            status: string;
          };
          return `${message.type} ${source.key} ${taskId} ${status}`;
        })
        .sort(),
    );
  // What had not finished when the watch began is known once the lists have been read, which takes two calls.
  await expect.poll(() => upstreams.every(({ calls }) => calls.length > 2)).toBe(true);
  return { ...taskline, upstreams, receivers, told };
}

test('hooks hear of the tasks that their filters let pass, each once', async () => {
  const { upstreams, told, logged } = await startHooked(
    ['a', 'b', 'c'],
    { on: ['FINISHED'] },
    { on: ['FAILED'] },
    { on: ['FINISHED', 'FAILED'], filter: { sources: ['oth*'] } },
    { on: ['FINISHED'], filter: { statuses: ['FAILED'], operations: ['ImportImage'] } },
    { on: ['FINISHED'], filter: { operations: ['ExportImage'] } },
    { on: ['FINISHED'], filter: { providers: ['HUAWEI_DNS'] } },
  );
  upstreams[0].set('a', 'Finished');
  upstreams[0].set('b', 'Failed');
  upstreams[1].set('a', 'Failed');
  await expect
    .poll(told)
    .toEqual([
      ['task.failed ecs b FAILED', 'task.failed other a FAILED', 'task.finished ecs a SUCCEEDED'],
      ['task.failed ecs b FAILED', 'task.failed other a FAILED'],
      ['task.failed other a FAILED'],
      ['task.failed ecs b FAILED', 'task.failed other a FAILED'],
      [],
      [],
    ]);
  await sleep(240);
  expect(told().map(({ length }) => length)).toEqual([3, 2, 1, 2, 0, 0]);
  expect(logged()).toMatch(/"hook":"hooks\[0\]","host":"127\.0\.0\.1:\d+"/);
  expect(logged()).not.toMatch(/whsec|hidden-token|v1,/);
});

test('a task that appears and finishes between two polls is told of', async () => {
  const { upstreams, told } = await startHooked(['a'], { on: ['FINISHED'] });
  upstreams[0].set('quick', 'Finished');
  await expect.poll(told).toEqual([['task.finished ecs quick SUCCEEDED']]);
});

test.for([
  { hooks: 'no hook', settings: [], polled: [false, false] },
  { hooks: 'a hook for one source', settings: [{ filter: { sources: ['other'] } }], polled: [false, true] },
  { hooks: 'hooks for all', settings: [{}, {}], polled: [true, true] },
])('by $hooks the sources are polled: $polled', async ({ settings, polled }) => {
  const upstreams = [await startMovingTasks(['a']), await startMovingTasks(['a'])] as const;
  const { url } = await startReceiver();
  await startTestTaskline({
    sources: () => [movingSource(upstreams[0].url), movingSource(upstreams[1].url, 'other')],
    config: { live: { ...live, pollMs: 100 }, hooks: settings.map((one) => hook(url, { on: ['FINISHED'], ...one })) },
  });
  await sleep(400);
  expect(upstreams.map(({ calls }) => calls.length > 0)).toEqual(polled);
  // However many hooks there are, a poll takes two calls.
  for (const { calls } of upstreams) expect(calls.length).toBeLessThan(12);
});

test('a failing receiver holds up no other', async () => {
  const { upstreams, receivers, told } = await startHooked(['a'], { on: ['FINISHED'] }, { on: ['FINISHED'] });
  if (receivers[0]) receivers[0].state.answer = answering(500);
  upstreams[0].set('a', 'Finished');
  await expect.poll(() => told()[1]).toHaveLength(1);
  await expect.poll(() => told()[0]?.length).toBe(4);
});

test('a stop ends the polls', async () => {
  const upstream = await startMovingTasks(['a']);
  const sources = connectedSources([movingSource(upstream.url)], { ...live, slowestPollMs: 40 });
  const logger = createLogger({ level: 'silent', pretty: false });
  const hooks = startHooks([hook('http://127.0.0.1:9/', { on: ['FINISHED'] })], sources, logger);
  await expect.poll(() => upstream.calls.length).toBeGreaterThan(4);
  await hooks.stop();
  await untilQuiet(upstream);
});

test('a task that stalls is told of once, and again when it has moved and stalls again', async () => {
  let progress = 0.25;
  const seen = new Set<number>();
  const running = (taskId = 't-1') => taskOf(taskId, { status: 'RUNNING', finishedAt: null, progress });
  const provider = {
    source: running().source,
    getMany: () => Promise.resolve([running()]),
    list: () => listOfItems([running()]),
  };
  let ahead = 0;
  const really = performance.now.bind(performance);
  vi.spyOn(performance, 'now').mockImplementation(() => really() + ahead);
  onTestFinished(() => void vi.restoreAllMocks());
  const watcher = new SourceWatcher({
    provider,
    reader: {
      remembered: () => undefined,
      read: (taskIds) => {
        for (const taskId of taskIds) {
          watcher.observe(taskId, running(taskId), { askedAt: performance.now(), from: 'SOURCE' });
          if (taskId === 't-1') seen.add(progress);
        }
        return Promise.resolve(taskIds.map((taskId) => running(taskId)));
      },
    },
    maxIds: 100,
    limits: { pollMs: 10, slowestPollMs: 20 },
  });
  // Another is watched by its id alone, as for a subscription: it is none of the list.
  const nobody = { taskChanged() {}, taskAbsent() {}, taskFailed() {}, sourceChanged() {} };
  onTestFinished(watcher.watchTasks(['by-id'], nobody));
  const heard: TaskEvent[] = [];
  const watch = watchTasks([watcher], (event) => heard.push(event), 10);
  onTestFinished(() => watch.stop());
  await expect.poll(() => seen).toContain(0.25);
  expect(heard).toEqual([]);
  ahead = 11 * 60_000;
  await expect.poll(() => heard.length).toBe(1);
  await sleep(100);
  const began = Date.now() - 11 * 60_000;
  expect(heard).toMatchObject([{ kind: 'STALLED', task: { progress: 0.25 }, stalledSince: expect.any(Number) }]);
  const [first] = heard;
  expect(Math.abs((first?.kind === 'STALLED' ? first.stalledSince : 0) - began)).toBeLessThan(60_000);
  progress = 0.5;
  await expect.poll(() => seen).toContain(0.5);
  ahead = 120 * 60_000;
  await expect.poll(() => heard.length).toBe(2);
  expect(heard[1]).toMatchObject({ kind: 'STALLED', task: { progress: 0.5 } });
});
