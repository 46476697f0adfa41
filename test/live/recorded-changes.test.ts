import { expect, test } from 'vitest';
import { immBatches } from '#src/sandbox/seed/aliyun-imm.ts';
import { startLive, ticks, timelineChanged } from './gateway.ts';
import { query, startRecording, type Read } from './recording.ts';

test('what appears, changes or finishes while it is watched is found by its time, and not by a later one', async () => {
  const { dns, found, watched, page } = await startRecording({ recordChanges: true });
  const since = await watched();
  const began = Date.now();
  expect(Math.max(...Object.values(since))).toBeLessThanOrEqual(began + 1);
  expect(await found(began + 60_000)).toEqual([]);
  dns.finish('h-old');
  dns.finish('101');
  dns.addHuawei('h-new');
  await expect
    .poll(async () => (await found(began)).toSorted())
    .toEqual(['101 SUCCEEDED', 'h-new RUNNING', 'h-old SUCCEEDED']);
  // Other filters hold beside it.
  expect(await found(began, { filter: { statuses: ['RUNNING'] } })).toEqual(['h-new RUNNING']);
  expect(await found(began, { filter: { createdAfter: '2026-01-01T00:00:00Z' } })).not.toContain('101 SUCCEEDED');
  expect(await found(began, { filter: { sources: ['aliyun'] } })).toEqual(['101 SUCCEEDED']);
  let later = 0;
  const foundLater = async () => {
    later = Date.now();
    await ticks(4);
    return found(later);
  };
  await expect.poll(foundLater).toEqual([]);
  dns.finish('h-new');
  await expect.poll(() => found(later)).toEqual(['h-new SUCCEEDED']);
  const { sources } = await page({ createdAfter: '2026-01-01T00:00:00Z' });
  expect(sources.map(({ updatesSeenSince }) => updatesSeenSince)).toEqual([null, null]);
});

test.for([1, 2, 3])('pages of %d go through what was seen at several sources, either way', async (first) => {
  const { dns, found, watched } = await startRecording({ recordChanges: true }, ['aliyun-imm']);
  await watched();
  const began = Date.now();
  // Of a type only the last task is listed: the others were seen before the next came.
  for (const id of ['102', '103', '104']) {
    dns.addAliyun(id);
    dns.addHuawei(`h-${id}`);
    await expect.poll(() => found(began)).toContain(`${id} RUNNING`);
  }
  for (const id of ['101', '102', '103', '104']) dns.finish(id);
  const expected = ['101', '102', '103', '104'].map((id) => `${id} SUCCEEDED`);
  const ofAliyun = async () => (await found(began, { filter: { sources: ['aliyun'] } })).toSorted();
  await expect.poll(ofAliyun).toEqual(expected);
  const ofBoth = [...expected, 'h-102 RUNNING', 'h-103 RUNNING', 'h-104 RUNNING'];
  for (const direction of ['DESC', 'ASC']) {
    // What had not finished when the watch began counts as changed when it is first read.
    const rows = (await found(began, { first, direction })).filter((row) => row !== 'h-old RUNNING');
    expect(rows.toSorted()).toEqual(ofBoth);
    expect(new Set(rows).size).toBe(rows.length);
  }
  // A provider that tells every change is filtered by its times alone.
  expect(await found(0, { first: 500, filter: { sources: ['aliyun-imm'] } })).toHaveLength(
    immBatches('test-project').length,
  );
});

test('what a failing source does meanwhile is found by the time at which it was seen again', async () => {
  const { dns, found, since, watched } = await startRecording({ recordChanges: true });
  const before = await watched();
  dns.spoil((response) => response.writeHead(503).end('{}'));
  await ticks(4);
  dns.finish('h-old');
  dns.finish('101');
  await ticks(4);
  const asked = Date.now();
  dns.heal();
  await expect.poll(async () => (await found(asked)).toSorted()).toEqual(['101 SUCCEEDED', 'h-old SUCCEEDED']);
  expect(await since()).toEqual(before);
});

test('a cursor goes on after the watch has ended', async () => {
  const { dns, found, page, since, watched, subscribe } = await startRecording();
  const stream = await subscribe();
  await watched();
  const filter = { updatedAfter: new Date() };
  dns.finish('h-old');
  dns.addHuawei('h-new');
  dns.finish('101');
  await expect.poll(async () => (await found(filter.updatedAfter.getTime())).length).toBe(3);
  const first = await page(filter, { first: 1 });
  stream.leave();
  await expect.poll(since).toEqual({ huawei: null, aliyun: null });
  const second = await page(filter, { first: 1, after: first.pageInfo.endCursor });
  const third = await page(filter, { first: 1, after: second.pageInfo.endCursor });
  const taskIds = [first, second, third].flatMap(({ nodes }) => nodes.map(({ taskId }) => taskId));
  expect(taskIds).toEqual(['h-new', 'h-old', '101']);
});

test('a plan names the calls for the tasks that were seen, and makes none', async () => {
  const { askText, dns, found, watched, stop } = await startRecording({ recordChanges: true });
  await watched();
  const updatedAfter = new Date();
  dns.finish('101');
  await expect.poll(() => found(updatedAfter.getTime())).toContain('101 SUCCEEDED');
  const variables = { first: 5, filter: { sources: ['aliyun'], updatedAfter } };
  const answer = await askText(query, variables, { 'x-taskline-explain': 'plan' });
  expect(answer).toMatchObject({
    extensions: { upstream: { calls: [{ source: 'aliyun', operation: 'DescribeBatchResultCount' }] } },
  });
  await stop();
});

test('a change that was seen is found whatever times the provider tells, in whatever unit', async () => {
  const { askText, ecs, subscribe } = await startLive(3);
  const updatedAfter = new Date();
  const read = async () => {
    const variables = { filter: { updatedAfter, statuses: ['SUCCEEDED'] } };
    const { data } = await askText<{ batchTasks: Read }>(query, variables, { 'x-taskline-fresh': '1' });
    return data!.batchTasks;
  };
  await subscribe(timelineChanged);
  await expect.poll(async () => (await read()).sources[0]?.updatesSeenSince).not.toBeNull();
  // Its time says that it has finished long ago.
  ecs.finish('t-1');
  await expect.poll(async () => (await read()).nodes.map(({ taskId }) => taskId)).toEqual(['t-1']);
});
