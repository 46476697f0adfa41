import { expect, test } from 'vitest';
import { startLive, tickMs, ticks, timelineChanged, untilListed, untilQuiet } from './gateway.ts';

const change = (kind: string, taskId: string, status: string) => ({
  timelineChanged: { kind, task: { taskId, status }, source: null },
});

const source = (ok: boolean, error: object | null) => ({
  timelineChanged: { kind: 'SOURCE', task: null, source: { ok, error, source: { key: 'ecs' } } },
});

test('tasks that appear, change and finish are told, each once; those that were there before are not', async () => {
  const { ecs, subscribe } = await startLive(3);
  const stream = await subscribe(timelineChanged);
  await untilListed(ecs);
  ecs.add('new-1');
  expect(await stream.data()).toEqual(change('ADDED', 'new-1', 'RUNNING'));
  ecs.finish('t-1');
  expect(await stream.data()).toEqual(change('FINISHED', 't-1', 'SUCCEEDED'));
  ecs.add('new-2', 'Finished');
  expect(await stream.data()).toEqual(change('ADDED', 'new-2', 'SUCCEEDED'));
  ecs.finish('new-1', 'Failed');
  expect(await stream.data()).toEqual(change('FINISHED', 'new-1', 'FAILED'));
});

test('many that appear at once are all told, the oldest first', async () => {
  const { ecs, subscribe } = await startLive(1);
  const stream = await subscribe(timelineChanged);
  await untilListed(ecs);
  const added = Array.from({ length: 120 }, (_, index) => `new-${index}`);
  for (const taskId of added) ecs.add(taskId);
  const told: unknown[] = [];
  for (const _ of added) told.push(await stream.data());
  expect(told).toEqual(added.map((taskId) => change('ADDED', taskId, 'RUNNING')));
});

test('a tick asks once for the head of the list and once for the unfinished, for all who watch', async () => {
  const { ecs, subscribe } = await startLive(5, { slowestPollMs: tickMs });
  const streams = await Promise.all(Array.from({ length: 20 }, () => subscribe(timelineChanged)));
  await untilListed(ecs);
  const before = ecs.calls.length;
  const rested = performance.now();
  await ticks(6);
  const polls = ecs.calls.slice(before);
  const most = 1 + (performance.now() - rested) / tickMs;
  expect(polls.filter(({ taskIds }) => taskIds === null).length).toBeLessThanOrEqual(most);
  expect(polls.filter(({ taskIds }) => taskIds !== null).length).toBeLessThanOrEqual(most);
  for (const stream of streams) stream.leave();
  await untilQuiet(ecs);
});

test('a filter lets pass what matches, and what has matched until then', async () => {
  const { ecs, subscribe } = await startLive(1);
  const stream = await subscribe(timelineChanged, { filter: { statuses: ['RUNNING'] } });
  const others = await subscribe(timelineChanged, { filter: { operations: ['Other'] } });
  await untilListed(ecs);
  ecs.add('done', 'Finished');
  ecs.finish('t-0');
  expect(await stream.data()).toEqual(change('FINISHED', 't-0', 'SUCCEEDED'));
  ecs.fail(true);
  // A source concerns everybody who watches it.
  expect(await others.data()).toMatchObject({ timelineChanged: { kind: 'SOURCE', task: null } });
});

test('a source that fails, and recovers, is told', async () => {
  const { ecs, subscribe } = await startLive(1);
  const stream = await subscribe(timelineChanged);
  await untilListed(ecs);
  ecs.fail(true);
  expect(await stream.data()).toEqual(source(false, { code: 'UPSTREAM_UNAVAILABLE' }));
  const late = await (await subscribe(timelineChanged)).data();
  expect(late).toEqual(source(false, { code: 'UPSTREAM_UNAVAILABLE' }));
  await ticks(4);
  ecs.fail(false);
  expect(await stream.data()).toEqual(source(true, null));
});

test('since when a source fails is told, however it fails, to those who come later, and by a page too', async () => {
  const { ecs, subscribe, askText } = await startLive(1);
  const changes = 'subscription { timelineChanged { source { ok error { code } failingSince } } }';
  const outcomeOf = async (stream: Awaited<ReturnType<typeof subscribe>>) =>
    ((await stream.data()) as { timelineChanged: { source: unknown } }).timelineChanged.source;
  const page = async () => {
    const { data } = await askText<{ batchTasks: { sources: unknown[] } }>(
      '{ batchTasks { sources { ok error { code } failingSince } } }',
    );
    return data?.batchTasks.sources[0];
  };
  // Refusals do not open the circuit breaker, which would have the test wait.
  ecs.fail(true, 'Forbidden.RAM');
  // Nobody watches yet, so that nobody knows.
  expect(await page()).toEqual({ ok: false, error: { code: 'UPSTREAM_DENIED' }, failingSince: null });
  const began = Date.now();
  const stream = await subscribe(changes);
  const first = (await outcomeOf(stream)) as { failingSince: string };
  expect(first).toMatchObject({ ok: false, error: { code: 'UPSTREAM_DENIED' } });
  const sinceMs = Date.parse(first.failingSince);
  expect([sinceMs >= began, sinceMs <= Date.now()]).toEqual([true, true]);
  await ticks(2);
  const { failingSince } = first;
  ecs.fail(true, 'Throttling');
  expect(await outcomeOf(stream)).toEqual({ ok: false, error: { code: 'UPSTREAM_THROTTLED' }, failingSince });
  expect(await outcomeOf(await subscribe(changes))).toMatchObject({ failingSince });
  expect(await page()).toMatchObject({ ok: false, failingSince });
  ecs.fail(false);
  expect(await outcomeOf(stream)).toEqual({ ok: true, error: null, failingSince: null });
  expect(await page()).toEqual({ ok: true, error: null, failingSince: null });
  ecs.fail(true, 'Forbidden.RAM');
  const again = (await outcomeOf(stream)) as { failingSince: string };
  expect(Date.parse(again.failingSince)).toBeGreaterThan(sinceMs);
});
