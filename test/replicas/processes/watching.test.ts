import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { everyTask, type ReceivedCall, startFaultyUpstream } from '#test/faulty-upstream.ts';
import { idOf, startEcs, type SeenCall } from '#test/live/ecs-upstream.ts';
import { openStream } from '#test/live/event-stream.ts';
import { tasksChanged, timelineChanged } from '#test/live/gateway.ts';
import { ecsSource } from '../asking.ts';
import { type Replica, startReplicas } from '../processes.ts';
import { connectStranger } from '../several.ts';
import { startStoreServer, storeProgram } from '../store-server.ts';
import { lastStatuses, readFirst, startThree, type Stream, startWatching, taskIdsOf, tickMs } from '../watching.ts';

const state = (taskId: string, status: string) => ({
  batchTasksChanged: { taskId, status, finishedAt: status === 'SUCCEEDED' ? '2026-02-01T00:00:00.000Z' : null },
});

const added = (taskId: string) => ({
  timelineChanged: { kind: 'ADDED', task: { taskId, status: 'RUNNING' }, source: null },
});

/** Counts calls for some ticks; `most` is far below what three gateways make that share none: two may ask at once now and then. */
async function countTicks(calls: readonly SeenCall[], ticks: number) {
  const [before, began] = [calls.length, performance.now()];
  await pause(ticks * tickMs);
  const passed = (performance.now() - began) / tickMs;
  return { counted: calls.slice(before), most: 1.7 * passed + 3 };
}

const watchFirstTask = ({ url }: Replica) =>
  openStream(url.replace('/graphql', ''), tasksChanged, { ids: [idOf('t-0')] });

describe.skipIf(!storeProgram)('three gateways that watch', { timeout: 60_000 }, () => {
  test('the same tasks for 300 watchers poll once a tick in all, and tell each change to each watcher once', async () => {
    const [store, ecs] = [await startStoreServer(), await startEcs(100)];
    const gateways = await startThree(store.url, ecs.source());
    const taskIds = taskIdsOf(100);
    const watching = gateways.flatMap((gateway) => Array.from({ length: 100 }, () => gateway.watch(taskIds)));
    const streams = await Promise.all(watching);
    await readFirst(streams, 100);
    const { counted, most } = await countTicks(ecs.calls, 12);
    expect(counted.length).toBeLessThanOrEqual(most);
    expect(counted.length).toBeGreaterThan(5);
    for (const { taskIds: asked } of counted) expect(asked?.length).toBe(100);
    for (const taskId of ['t-7', 't-8']) {
      ecs.finish(taskId);
      const told = await Promise.all(streams.map((stream) => stream.data()));
      expect(told).toEqual(streams.map(() => state(taskId, 'SUCCEEDED')));
    }
  });

  test('different tasks ask for all of them by one call a tick', async () => {
    const [store, ecs] = [await startStoreServer(), await startEcs(90)];
    const gateways = await startThree(store.url, ecs.source());
    const streams = await Promise.all(gateways.map((gateway, index) => gateway.watch(taskIdsOf(30, 30 * index))));
    await readFirst(streams, 30);
    await expect.poll(() => ecs.calls.at(-1)?.taskIds?.length).toBe(90);
    const { counted, most } = await countTicks(ecs.calls, 12);
    expect(counted.length).toBeLessThanOrEqual(most);
    // On a busy machine one may poll before it has heard of the others.
    const ofAll = counted.filter(({ taskIds }) => taskIds?.length === 90);
    expect(ofAll.length).toBeGreaterThan(counted.length / 2);
    for (const [index, stream] of streams.entries()) {
      ecs.finish(`t-${30 * index}`);
      expect(await stream.data()).toEqual(state(`t-${30 * index}`, 'SUCCEEDED'));
    }
    // What another watched is not asked for once it has left.
    streams[2]?.leave();
    await expect.poll(() => ecs.calls.at(-1)?.taskIds?.length).toBe(58);
  });

  test('go on when the one that polled is gone', async () => {
    const [store, ecs] = [await startStoreServer(), await startEcs(1)];
    const [first, second, third] = await startThree(store.url, ecs.source());
    const gone = await first.watch(['t-0']);
    await gone.data();
    const streams = await Promise.all([second.watch(['t-0']), third.watch(['t-0'])]);
    await readFirst(streams, 1);
    const seen = ecs.calls.length;
    await expect.poll(() => ecs.calls.length).toBeGreaterThan(seen);
    first.kill();
    const { counted, most } = await countTicks(ecs.calls, 10);
    expect(counted.length).toBeLessThanOrEqual(most);
    expect(counted.length).toBeGreaterThan(2);
    ecs.finish('t-0');
    expect(await Promise.all(streams.map((stream) => stream.data()))).toEqual(
      streams.map(() => state('t-0', 'SUCCEEDED')),
    );
  });

  test('go on when the process that asks is killed in the middle of that', async () => {
    const { url } = await startStoreServer();
    let status = 'Processing';
    const answer = (call: ReceivedCall) => {
      const { TaskSet, ...rest } = everyTask(call) as { TaskSet: { Task: object[] } };
      return { ...rest, TaskSet: { Task: TaskSet.Task.map((task) => ({ ...task, TaskStatus: status })) } };
    };
    const upstream = await startFaultyUpstream({ answer, latencyMs: 300 });
    const live = { pollMs: 500, slowestPollMs: 500 };
    const replicas = await startReplicas({
      sources: [ecsSource(upstream.url)],
      live,
      shared: { url, timeoutMs: 2_000 },
    });
    const [first, ...others] = replicas;
    const gone = await watchFirstTask(first);
    const running = { batchTasksChanged: expect.objectContaining({ taskId: 't-0', status: 'RUNNING' }) as unknown };
    expect(await gone.data()).toEqual(running);
    const seen = upstream.calls.length;
    await expect.poll(() => upstream.calls.length, { interval: 20 }).toBeGreaterThan(seen);
    const streams = await Promise.all(others.map(watchFirstTask));
    first.kill();
    for (const stream of streams) expect(await stream.data()).toEqual(running);
    status = 'Finished';
    for (const stream of streams)
      expect(await stream.data()).toMatchObject({ batchTasksChanged: { status: 'SUCCEEDED' } });
  });

  test('are told of a change by the one that sees it, without a poll of their own', async () => {
    const [store, ecs] = [await startStoreServer(), await startEcs(2)];
    const gateways = await startThree(store.url, ecs.source(), { pollMs: 600_000 });
    const [first, second, third] = gateways;
    const streams = await Promise.all([first, second].map((gateway) => gateway.watch(['t-0', 't-1'])));
    await readFirst(streams, 2);
    const before = ecs.calls.length;
    ecs.finish('t-0');
    expect(await first.askAfresh('t-0')).toEqual({ batchTask: { status: 'SUCCEEDED' } });
    expect(await streams[1]?.data()).toEqual(state('t-0', 'SUCCEEDED'));
    // Nobody watches it there.
    ecs.finish('t-1');
    expect(await third.askAfresh('t-1')).toEqual({ batchTask: { status: 'SUCCEEDED' } });
    expect(await streams[0]?.data()).toEqual(state('t-0', 'SUCCEEDED'));
    for (const stream of streams) expect(await stream.data()).toEqual(state('t-1', 'SUCCEEDED'));
    expect(ecs.calls).toHaveLength(before + 2);
  });

  test('tell what is new in a list once each, by one look a tick', async () => {
    const [store, ecs] = [await startStoreServer(), await startEcs(3)];
    const gateways = await startThree(store.url, ecs.source());
    const streams = await Promise.all(gateways.map((gateway) => gateway.subscribe(timelineChanged)));
    await pause(5 * tickMs);
    const { counted, most } = await countTicks(ecs.calls, 10);
    expect(counted.filter(({ taskIds }) => taskIds === null).length).toBeLessThanOrEqual(most);
    expect(counted.filter(({ taskIds }) => taskIds !== null).length).toBeLessThanOrEqual(most);
    for (const taskId of ['new-1', 'new-2']) {
      ecs.add(taskId);
      const told = await Promise.all(streams.map((stream) => stream.data()));
      expect(told).toEqual(streams.map(() => added(taskId)));
    }
  });

  test('look at the list when another has seen a new task in it', async () => {
    const [store, ecs] = [await startStoreServer(), await startEcs(1)];
    const seldom = await startWatching(store.url, ecs.source(), { pollMs: 600_000 });
    const stream = await seldom.subscribe(timelineChanged);
    await pause(3 * tickMs);
    const often = await startWatching(store.url, ecs.source());
    await often.subscribe(timelineChanged);
    await pause(3 * tickMs);
    ecs.add('new-1');
    expect(await stream.data()).toEqual(added('new-1'));
  });

  test('lose no last state while the store stops and starts', async () => {
    const [store, ecs] = [await startStoreServer(), await startEcs(60)];
    const gateways = await startThree(store.url, ecs.source(), { timeoutMs: 200 });
    const taskIds = taskIdsOf(60);
    const streams = await Promise.all(gateways.map((gateway) => gateway.watch(taskIds)));
    const statuses = streams.map(lastStatuses);
    for (const [index, taskId] of taskIds.entries()) {
      if (index === 10) await store.stop();
      if (index === 30) await store.start();
      if (index === 45) store.freeze();
      if (index === 50) store.thaw();
      ecs.become(taskId, 'Waiting');
      await pause(tickMs / 8);
      ecs.finish(taskId, index % 2 ? 'Finished' : 'Failed');
      await pause(tickMs / 8);
    }
    const last = new Map(taskIds.map((taskId, index) => [taskId, index % 2 ? 'SUCCEEDED' : 'FAILED']));
    for (const seen of statuses) await expect.poll(() => new Map(seen), { timeout: 20 * tickMs }).toEqual(last);
  });

  test('give a query no answer that only polls may have', async () => {
    const [store, ecs] = [await startStoreServer(), await startEcs(1)];
    const source = { ...ecs.source(), limits: { attempts: 1, unfinishedMs: 100 } };
    const watching = await startWatching(store.url, source, { pollMs: 600_000 });
    await (await watching.watch(['t-0'])).data();
    await pause(200);
    const before = ecs.calls.length;
    const other = await startWatching(store.url, source, { pollMs: 600_000 });
    const late = await other.watch(['t-0']);
    expect([await late.data(), ecs.calls.length]).toEqual([state('t-0', 'RUNNING'), before]);
    const third = await startWatching(store.url, source, { pollMs: 600_000 });
    ecs.finish('t-0');
    expect(await third.ask('t-0')).toEqual({ batchTask: { status: 'SUCCEEDED' } });
  });

  test('tell each other nothing that can be read without the source, and heed nobody else', async () => {
    const [store, ecs] = [await startStoreServer(), await startEcs(1)];
    const stranger = connectStranger(store.port);
    const heard: string[] = [];
    await stranger.subscribe('taskline:1:news');
    stranger.on('message', (_channel: string, message: string) => heard.push(message));
    const gateways = await startThree(store.url, ecs.source());
    const streams: Stream[] = [];
    for (const gateway of gateways) {
      const stream = await gateway.watch(['t-0']);
      expect(await stream.data()).toEqual(state('t-0', 'RUNNING'));
      streams.push(stream);
    }
    await expect.poll(() => heard.filter((message) => message.includes(' watch:')).length).toBeGreaterThan(2);
    const told = (status: string) => heard.filter((message) => message.includes('"TASKS"') && message.includes(status));
    // By the one that has asked, and by none that has its answer.
    expect(told('RUNNING')).toHaveLength(1);
    expect(heard.join('\n')).not.toMatch(/secret|127\.0\.0\.1/);
    const forger = connectStranger(store.port);
    const [, topic = ''] = /(watch:\w+)/.exec(heard.join('\n')) ?? [];
    const forged = { kind: 'TASKS', tasks: [['t-0', null, Date.now() + 1_000]] };
    await forger.publish('taskline:1:news', `other ${topic} ${'0'.repeat(32)}${JSON.stringify(forged)}`);
    await pause(tickMs);
    ecs.finish('t-0');
    for (const stream of streams) expect(await stream.data()).toEqual(state('t-0', 'SUCCEEDED'));
    await pause(tickMs);
    expect(told('SUCCEEDED')).toHaveLength(1);
  });
});
