import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { loadConfig } from '#src/config/load.ts';
import { idOf } from '#test/live/ecs-upstream.ts';
import { untilQuiet } from '#test/live/gateway.ts';
import { as, callers, quickLive, startReloadable, tasksChanged, timelineChanged } from './reloadable.ts';

const limits = (changed: object) => ({ ...loadConfig({}).limits, ...changed });

/** What changes from one reload to the next: all that may change while everybody stays. */
const changes = (index: number) => ({
  auth: callers({ alice: ['*'], [`caller-${index}`]: ['a'] }),
  limits: limits({
    connectMs: 1_000 + (index % 3),
    memoryEntries: 100 + (index % 2),
    requestsPerSecond: 10_000 + index,
  }),
  live: quickLive({ pollMs: 100 + (index % 4), recordChanges: index % 5 === 0 }),
  log: { level: 'info', access: index % 2 === 0, audit: index % 3 === 0 } as const,
  introspection: index % 4 > 0,
});

const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;

test('under load, a reload every 20 ms costs no request and no stream, and leaves nothing', async () => {
  const { upstreams, source, subscribe, connect, askText, reload } = await startReloadable({
    of: ['a', 'b'],
    config: {
      auth: callers({ alice: ['*'] }),
      limits: limits({ requestsPerSecond: 10_000, costPerSecond: 10_000_000 }),
    },
  });
  const streams = await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      index % 2 === 0
        ? subscribe(timelineChanged, { filter: { sources: ['a'] } }, as('alice'))
        : subscribe(tasksChanged, { ids: [idOf('task', 'a')] }, as('alice')),
    ),
  );
  const socket = connect('alice');
  const watched = socket.ask(tasksChanged, { ids: [idOf('task', 'a')] });
  await watched.next();
  await expect.poll(() => upstreams.a.calls.length).toBeGreaterThan(4);
  const load = { isOver: false };
  const answers = { good: 0, failed: [] as unknown[] };
  const ask = async (index: number): Promise<void> => {
    for (let count = 0; !load.isOver; count += 1) {
      const query = `{ batchTasks(first: ${1 + (count % 7)}) { nodes { taskId } sources { ok } } batchTask(id: "${idOf(`task`, index % 2 ? 'a' : 'b')}") { status } }`;
      const { status, data, errors } = await askText<{ batchTasks: { sources: { ok: boolean }[] } }>(
        query,
        {},
        as('alice'),
      );
      if (status === 200 && !errors && data?.batchTasks.sources.every(({ ok }) => ok)) answers.good += 1;
      else answers.failed.push([status, errors, data]);
    }
  };
  const asking = Array.from({ length: 10 }, (_, index) => ask(index));
  const askBySocket = async (): Promise<void> => {
    while (!load.isOver) {
      const result = await socket.ask('{ sources { key } }').next();
      if (typeof result === 'object' && result !== null && 'data' in result) answers.good += 1;
      else answers.failed.push(result);
    }
  };
  asking.push(askBySocket());
  for (let index = 0; index < 40; index += 1) {
    // Of the two, one is rotated and the other asked otherwise; limits and keys come back again and again.
    const credentials = { accessKeyId: `key-${index % 7}`, accessKeySecret: `sandbox-secret-${index % 7}` };
    const sources = [source('a', { credentials }), source('b', { limits: { concurrency: 20 + (index % 3) } })];
    const { standing, ended } = await reload({ ...changes(index), sources });
    // Those of one task are over once it has finished.
    expect([standing >= 11, ended]).toEqual([true, 0]);
    if (index === 20) upstreams.a.set('task', 'Finished');
    await sleep(20);
  }
  load.isOver = true;
  await Promise.all(asking);
  expect(answers.failed).toEqual([]);
  expect(answers.good).toBeGreaterThan(10);
  for (const [index, stream] of streams.entries()) {
    let event = await stream.next();
    if (index % 2 === 0) expect(event?.data?.data).toMatchObject({ timelineChanged: { kind: 'FINISHED' } });
    // As it was at first, then as it is.
    else expect(event?.data?.data).toMatchObject({ batchTasksChanged: { status: 'RUNNING' } });
    if (index % 2 > 0) event = await stream.next();
    expect(event?.data?.errors).toBeUndefined();
    stream.leave();
  }
  expect(await watched.next()).toMatchObject({ data: { batchTasksChanged: { status: 'SUCCEEDED' } } });
  // The connection itself is left.
  await expect.poll(async () => (await reload(changes(1))).standing).toBe(1);
  await untilQuiet(upstreams.a);
});

test('a gateway that was reloaded many times leaves no timer and no connection', async () => {
  const before = timers();
  const { upstreams, source, subscribe, askText, reload, stop } = await startReloadable({ of: ['a', 'b'] });
  const stream = await subscribe(timelineChanged);
  await expect.poll(() => upstreams.a.calls.length).toBeGreaterThan(4);
  for (let index = 0; index < 30; index += 1) {
    const { auth: _auth, ...changed } = changes(index);
    await reload({
      ...changed,
      sources: index % 2 ? [source('a')] : [source('a'), source('b', { region: `r-${index}` })],
    });
    await askText('{ batchTasks(first: 2) { nodes { taskId } } }');
  }
  // Connections of agents that were replaced are closed.
  expect(await upstreams.a.connections()).toBeLessThan(8);
  stream.leave();
  await stop();
  await expect.poll(async () => (await upstreams.a.connections()) + (await upstreams.b.connections())).toBe(0);
  await expect.poll(timers).toBeLessThanOrEqual(before);
});
