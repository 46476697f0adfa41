import { expect, test } from 'vitest';
import { loadConfig } from '#src/config/load.ts';
import { idOf } from './ecs-upstream.ts';
import { startLive, tasksChanged, tickMs, ticks } from './gateway.ts';

const state = (taskId: string, status: string) => ({
  batchTasksChanged: { taskId, status, finishedAt: status === 'RUNNING' ? null : (expect.any(String) as unknown) },
});

test('the present state comes first, then each change, and the end once all have finished', async () => {
  const { ecs, subscribe } = await startLive(2);
  const stream = await subscribe(tasksChanged, { ids: [idOf('t-0'), idOf('t-1'), idOf('t-0')] });
  expect(stream.response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
  expect(stream.response.headers.get('x-accel-buffering')).toBe('no');
  expect([await stream.data(), await stream.data()]).toEqual([state('t-0', 'RUNNING'), state('t-1', 'RUNNING')]);
  ecs.finish('t-1');
  expect(await stream.data()).toEqual(state('t-1', 'SUCCEEDED'));
  const before = ecs.calls.length;
  await expect.poll(() => ecs.calls.length).toBeGreaterThan(before + 2);
  expect(ecs.calls.slice(before).map(({ taskIds }) => taskIds)).toContainEqual(['t-0']);
  expect(ecs.calls.slice(before).flatMap(({ taskIds }) => taskIds)).not.toContain('t-1');
  ecs.finish('t-0', 'Failed');
  expect(await stream.data()).toEqual(state('t-0', 'FAILED'));
  expect([await stream.next(), await stream.next()]).toEqual([{ name: 'complete', data: null }, null]);
  const after = ecs.calls.length;
  await ticks(5);
  expect(ecs.calls).toHaveLength(after);
});

test('however many watch, each tick asks once for all ids, a hundred to a call', async () => {
  const { ecs, subscribe } = await startLive(150);
  const ids = Array.from({ length: 150 }, (_, index) => idOf(`t-${index}`));
  const began = performance.now();
  const streams = await Promise.all(
    Array.from({ length: 40 }, (_, index) => subscribe(tasksChanged, { ids: index % 2 ? ids : ids.toReversed() })),
  );
  for (const stream of streams) for (let index = 0; index < 150; index += 1) await stream.data();
  // Those who came while the first poll was under way are asked for with the next.
  const polledAtMost = 3 + (performance.now() - began) / tickMs;
  expect(ecs.calls.length).toBeLessThanOrEqual(2 * polledAtMost);
  const before = ecs.calls.length;
  const rested = performance.now();
  await expect.poll(() => ecs.calls.length).toBeGreaterThan(before + 8);
  const polls = ecs.calls.slice(before);
  expect(polls.length).toBeLessThanOrEqual(2 * (1 + (performance.now() - rested) / tickMs));
  // The two calls of a tick may arrive in either order, and among those of the tick before.
  const asked = polls.map(({ taskIds }) => taskIds ?? []);
  const hundreds = asked.filter(({ length }) => length === 100);
  const fifties = asked.filter(({ length }) => length === 50);
  expect(hundreds.length + fifties.length).toBe(polls.length);
  expect(Math.abs(hundreds.length - fifties.length)).toBeLessThanOrEqual(1);
  for (const hundred of hundreds) {
    expect(fifties.map((fifty) => new Set([...hundred, ...fifty]).size)).toContain(150);
  }
  ecs.finish('t-7');
  const told = await Promise.all(streams.map((stream) => stream.data()));
  expect(told).toEqual(streams.map(() => state('t-7', 'SUCCEEDED')));
});

test('the pace slows while nothing changes', async () => {
  const { ecs, subscribe } = await startLive(1, { slowestPollMs: 10 * tickMs });
  const stream = await subscribe(tasksChanged, { ids: [idOf('t-0')] });
  await stream.data();
  await ticks(20);
  const waits = ecs.calls.slice(1).map(({ at }, index) => at - (ecs.calls[index]?.at ?? 0));
  expect(waits.length).toBeLessThan(10);
  expect(waits.at(-1)).toBeGreaterThan(3 * tickMs);
});

test('whoever is new does not wait for the next tick', async () => {
  const { ecs, subscribe } = await startLive(2, { pollMs: 3_600_000, slowestPollMs: 3_600_000 });
  const first = await subscribe(tasksChanged, { ids: [idOf('t-0')] });
  expect(await first.data()).toEqual(state('t-0', 'RUNNING'));
  const second = await subscribe(tasksChanged, { ids: [idOf('t-1'), idOf('t-0')] });
  expect([await second.data(), await second.data()]).toEqual([state('t-0', 'RUNNING'), state('t-1', 'RUNNING')]);
  expect(ecs.calls.map(({ taskIds }) => taskIds)).toEqual([['t-0'], ['t-1']]);
});

test('what a query reads is told without a poll, and what a poll reads is remembered', async () => {
  const { ecs, subscribe, askText } = await startLive(1, { pollMs: 60_000, slowestPollMs: 60_000 });
  const stream = await subscribe(tasksChanged, { ids: [idOf('t-0')] });
  await stream.data();
  const query = '{ batchTask(source: "ecs", taskId: "t-0") { status } }';
  expect([(await askText(query)).data, ecs.calls.length]).toEqual([{ batchTask: { status: 'RUNNING' } }, 1]);
  ecs.finish('t-0');
  await askText(query, {}, { 'x-taskline-fresh': '1' });
  expect([await stream.data(), ecs.calls.length]).toEqual([state('t-0', 'SUCCEEDED'), 2]);
  expect((await stream.next())?.name).toBe('complete');
});

test('a source that fails is told once, and again how its tasks are once it has recovered', async () => {
  const { ecs, subscribe } = await startLive(1);
  const stream = await subscribe(tasksChanged, { ids: [idOf('t-0')] });
  await stream.data();
  ecs.fail(true);
  const failed = await stream.next();
  expect(failed?.data).toMatchObject({
    data: null,
    errors: [{ extensions: { code: 'UPSTREAM_UNAVAILABLE', source: 'ecs' } }],
  });
  await ticks(5);
  ecs.finish('t-0');
  ecs.fail(false);
  expect([await stream.data(), (await stream.next())?.name]).toEqual([state('t-0', 'SUCCEEDED'), 'complete']);
});

test('what names nothing is left out, and a stream of nothing ends at once', async () => {
  const { ecs, subscribe } = await startLive(1);
  const unknown = [idOf('t-0', 'no-such-source'), Buffer.from('HuaweiDnsBatchTask:ecs:x').toString('base64url')];
  const nothing = await subscribe(tasksChanged, { ids: unknown });
  expect([(await nothing.next())?.name, ecs.calls.length]).toEqual(['complete', 0]);
  ecs.finish('t-0');
  const some = await subscribe(tasksChanged, { ids: [...unknown, idOf('t-0'), idOf('t-none')] });
  expect([await some.data(), (await some.next())?.name]).toEqual([state('t-0', 'SUCCEEDED'), 'complete']);
});

test('a client that reads nothing for long misses states in between, and never the last', async () => {
  const count = 300;
  const limits = { ...loadConfig({}).limits, cost: 1_000_000 };
  const { ecs, subscribe } = await startLive(count, { slowestPollMs: tickMs, config: { limits } });
  // Some megabytes for each round of changes: more than sockets hold.
  const padding = Array.from({ length: 60 }, (_, index) => `padding${index}${'x'.repeat(100)}: taskId`).join(' ');
  const query = `subscription ($ids: [ID!]!) { batchTasksChanged(ids: $ids) { taskId status ${padding} } }`;
  const taskIds = Array.from({ length: count }, (_, index) => `t-${index}`);
  const stream = await subscribe(query, { ids: taskIds.map((taskId) => idOf(taskId)) });
  const rounds = 12;
  for (let round = 0; round < rounds; round += 1) {
    for (const taskId of taskIds) ecs.finish(taskId, round % 2 ? 'Processing' : 'Waiting');
    // A poll makes three calls, the first of which may have been on its way.
    const before = ecs.calls.length;
    await expect.poll(() => ecs.calls.length, { interval: 10 }).toBeGreaterThan(before + 3);
  }
  for (const taskId of taskIds) ecs.finish(taskId);
  await ticks(3);
  const last = new Map<string, string>();
  let events = 0;
  for (let event = await stream.next(); event?.name === 'next'; event = await stream.next()) {
    const task = event.data?.data?.batchTasksChanged as { readonly taskId: string; readonly status: string };
    last.set(task.taskId, task.status);
    events += 1;
  }
  expect(last).toEqual(new Map(taskIds.map((taskId) => [taskId, 'SUCCEEDED'])));
  expect(events).toBeLessThan((rounds * count) / 2);
});
