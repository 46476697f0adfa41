import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { loadConfig } from '#src/config/load.ts';
import type { LiveConfig } from '#src/config/live.ts';
import { immBatches } from '#src/sandbox/seed/aliyun-imm.ts';
import { sandboxSources } from '#src/sandbox/sources.ts';
import { startTestTaskline } from '#test/taskline.ts';
import { startDns } from './dns-upstream.ts';
import { openStream } from './event-stream.ts';
import { startLive, tickMs, ticks, timelineChanged } from './gateway.ts';

interface Read {
  readonly nodes: readonly { readonly taskId: string; readonly status: string }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly sources: readonly {
    readonly source: { readonly key: string };
    readonly ok: boolean;
    readonly updatesTold: string | null;
    readonly updatesSeenSince: string | null;
  }[];
}

const query = `query ($filter: BatchTaskFilter, $first: Int, $after: String, $direction: OrderDirection) {
  batchTasks(first: $first, after: $after, filter: $filter, direction: $direction) {
    nodes { taskId status } pageInfo { hasNextPage endCursor } sources { source { key } ok updatesTold updatesSeenSince }
  }
}`;

const timeOf = (text: string | null): number | null => (text === null ? null : Date.parse(text));

type Dns = Awaited<ReturnType<typeof startDns>>;

/** A gateway over both providers, which have tasks from before; `more` are sources of the sandbox. */
async function startRecording(
  live: Partial<LiveConfig> = {},
  more: readonly string[] = [],
  prepare?: (dns: Dns) => void,
) {
  const dns = await startDns();
  prepare?.(dns);
  dns.addHuawei('h-done', 'DONE');
  dns.addHuawei('h-old');
  dns.addAliyun('101');
  const taskline = await startTestTaskline({
    sources: (url) => [...dns.sources(), ...sandboxSources(url).filter(({ key }) => more.includes(key))],
    config: { explain: true, live: { ...loadConfig({}).live, pollMs: tickMs, slowestPollMs: 3 * tickMs, ...live } },
  });

  async function page(filter: object, variables: object = {}): Promise<Read> {
    const asked = { first: 100, filter, ...variables };
    const { data, errors } = await taskline.askText<{ batchTasks: Read }>(query, asked, { 'x-taskline-fresh': '1' });
    expect(errors).toBeUndefined();
    return data!.batchTasks;
  }

  /** What was found since a time, by pages of a size. */
  async function found(
    updatedAfter: number,
    { filter = {}, ...variables }: { filter?: object; first?: number; direction?: string } = {},
  ) {
    const rows: string[] = [];
    for (let after: string | null = null; ;) {
      const { nodes, pageInfo } = await page(
        { ...filter, updatedAfter: new Date(updatedAfter) },
        { ...variables, after },
      );
      rows.push(...nodes.map(({ taskId, status }) => `${taskId} ${status}`));
      if (!pageInfo.hasNextPage) return rows;
      after = pageInfo.endCursor;
    }
  }

  /** Since when each source of theirs has been watched, in milliseconds. */
  async function since(): Promise<Record<string, number | null>> {
    const { sources } = await page({ updatedAfter: new Date(), sources: ['huawei', 'aliyun'] });
    return Object.fromEntries(sources.map(({ source, updatesSeenSince }) => [source.key, timeOf(updatesSeenSince)]));
  }

  const watched = async (): Promise<Record<string, number>> => {
    await expect.poll(async () => Object.values(await since()), { timeout: 5_000 }).not.toContain(null);
    return (await since()) as Record<string, number>;
  };
  const subscribe = () => openStream(taskline.url, timelineChanged, {});
  return { ...taskline, dns, page, found, since, watched, subscribe };
}

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
    .poll(async () => (await found(began)).toSorted(), { timeout: 5_000 })
    .toEqual(['101 SUCCEEDED', 'h-new RUNNING', 'h-old SUCCEEDED']);
  // Other filters hold beside it.
  expect(await found(began, { filter: { statuses: ['RUNNING'] } })).toEqual(['h-new RUNNING']);
  expect(await found(began, { filter: { createdAfter: '2026-01-01T00:00:00Z' } })).not.toContain('101 SUCCEEDED');
  expect(await found(began, { filter: { sources: ['aliyun'] } })).toEqual(['101 SUCCEEDED']);
  await ticks(8);
  const later = Date.now() + 1;
  expect(await found(later)).toEqual([]);
  dns.finish('h-new');
  await expect.poll(() => found(later), { timeout: 5_000 }).toEqual(['h-new SUCCEEDED']);
  const { sources } = await page({ createdAfter: '2026-01-01T00:00:00Z' });
  expect(sources.map(({ updatesSeenSince }) => updatesSeenSince)).toEqual([null, null]);
});

test.for([1, 2, 3])('pages of %d go through what was seen at several sources, either way', async (first) => {
  const { dns, found, watched } = await startRecording({ recordChanges: true }, ['aliyun-imm']);
  await watched();
  dns.finish('h-old');
  await expect
    .poll(() => found(0, { filter: { sources: ['huawei'] } }), { timeout: 5_000 })
    .toContain('h-old SUCCEEDED');
  await ticks(3);
  const began = Date.now() + 1;
  // Of a type only the last task is listed: the others were seen before the next came.
  for (const id of ['102', '103', '104']) {
    dns.addAliyun(id);
    dns.addHuawei(`h-${id}`);
    await expect.poll(() => found(began), { timeout: 5_000 }).toContain(`${id} RUNNING`);
  }
  for (const id of ['101', '102', '103', '104']) dns.finish(id);
  const expected = ['101', '102', '103', '104'].map((id) => `${id} SUCCEEDED`);
  const ofAliyun = async () => (await found(began, { filter: { sources: ['aliyun'] } })).toSorted();
  await expect.poll(ofAliyun, { timeout: 5_000 }).toEqual(expected);
  const ofBoth = [...expected, 'h-102 RUNNING', 'h-103 RUNNING', 'h-104 RUNNING'];
  for (const direction of ['DESC', 'ASC']) {
    const rows = await found(began, { first, direction });
    expect(rows.toSorted()).toEqual(ofBoth);
    expect(new Set(rows).size).toBe(rows.length);
  }
  // A provider that tells every change is filtered by its times alone.
  expect(await found(0, { first: 500, filter: { sources: ['aliyun-imm'] } })).toHaveLength(
    immBatches('test-project').length,
  );
});

test('where nobody watches nothing is polled, and it is told that nothing was seen', async () => {
  const { dns, found, page, sent } = await startRecording({}, ['aliyun-ecs-hangzhou']);
  dns.finish('h-old');
  dns.finish('101');
  await ticks(5);
  expect(dns.calls()).toEqual({ huawei: 0, aliyun: 0 });
  expect(sent()).toEqual([]);
  expect(await found(Date.now() - 60_000, { filter: { sources: ['huawei', 'aliyun'] } })).toEqual([]);
  // No task of it can be found, so it is not asked.
  expect(dns.calls().aliyun).toBe(0);
  const { sources } = await page({ updatedAfter: new Date() });
  expect(sources.map(({ ok, updatesTold, updatesSeenSince }) => ({ ok, updatesTold, updatesSeenSince }))).toEqual(
    ['NEW', 'NONE', 'NEW_AND_FINISHED'].map((updatesTold) => ({ ok: true, updatesTold, updatesSeenSince: null })),
  );
});

test('a gap in the watch moves the time since which nothing is missing; what was seen before it is found still', async () => {
  const { dns, found, since, watched, subscribe } = await startRecording();
  const stream = await subscribe();
  const first = await watched();
  const began = Date.now();
  dns.finish('h-old');
  await expect.poll(() => found(began), { timeout: 5_000 }).toEqual(['h-old SUCCEEDED']);
  stream.leave();
  await expect.poll(since, { timeout: 5_000 }).toEqual({ huawei: null, aliyun: null });
  const missed = Date.now();
  dns.finish('101');
  await sleep(2);
  await subscribe();
  const second = await watched();
  for (const key of ['huawei', 'aliyun']) expect(second[key]).toBeGreaterThan(Math.max(first[key]!, missed));
  expect(await found(began)).toEqual(['h-old SUCCEEDED']);
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
  await expect
    .poll(async () => (await found(asked)).toSorted(), { timeout: 5_000 })
    .toEqual(['101 SUCCEEDED', 'h-old SUCCEEDED']);
  expect(await since()).toEqual(before);
});

test('the setting alone has each source polled by what its tasks take, and a stop ends that', async () => {
  const { dns, watched, stop, logged } = await startRecording({ recordChanges: true, pollMs: 200, slowestPollMs: 200 });
  await watched();
  const [before, began] = [dns.calls(), performance.now()];
  await ticks(12);
  const [after, polls] = [dns.calls(), 1 + Math.ceil((performance.now() - began) / 200)];
  const sent = { huawei: after.huawei - before.huawei, aliyun: after.aliyun - before.aliyun };
  // The head of the list, and the one task that has not finished; of ALIYUN_DNS the last of each of four types.
  expect(sent.huawei).toBeGreaterThanOrEqual(2);
  expect(sent.huawei).toBeLessThanOrEqual(2 * polls);
  expect(sent.aliyun).toBeGreaterThanOrEqual(5);
  expect(sent.aliyun).toBeLessThanOrEqual(5 * polls);
  await stop();
  const stopped = dns.calls();
  await ticks(5);
  expect(dns.calls()).toEqual(stopped);
  expect(logged()).not.toMatch(/secret/);
});

test.for([
  { live: { recordChanges: true }, isKnown: true },
  { live: {}, isKnown: false },
])('a list that a few calls do not read is known wholly: $isKnown, with $live', async ({ live, isKnown }) => {
  const { dns, found, since, subscribe } = await startRecording(live);
  // Ten calls of 500 tasks do not come to the oldest.
  for (let index = 0; index < 6_000; index += 1) dns.addHuawei(`more-${index}`, 'DONE');
  await subscribe();
  if (!isKnown) {
    await expect.poll(async () => (await since())['aliyun'], { timeout: 5_000 }).not.toBeNull();
    await ticks(5);
    expect((await since())['huawei']).toBeNull();
    return;
  }
  await expect.poll(async () => (await since())['huawei'], { timeout: 10_000 }).not.toBeNull();
  const began = Date.now();
  dns.finish('h-old');
  await expect.poll(() => found(began), { timeout: 10_000 }).toEqual(['h-old SUCCEEDED']);
});

test('more new tasks than one look finds are a gap', async () => {
  const { dns, since, watched } = await startRecording({ recordChanges: true });
  const before = await watched();
  for (let index = 0; index < 700; index += 1) dns.addHuawei(`new-${index}`, 'DONE');
  await expect.poll(async () => (await since())['huawei'] ?? 0, { timeout: 5_000 }).toBeGreaterThan(before['huawei']!);
  expect((await since())['aliyun']).toBe(before['aliyun']);
});

test('a task that is new while the list is read for the first time is watched as well', async () => {
  const { dns, found, watched } = await startRecording({ recordChanges: true }, [], (upstream) =>
    upstream.holdFirstList(200, () => upstream.addHuawei('h-late')),
  );
  await watched();
  const began = Date.now();
  dns.finish('h-late');
  await expect.poll(() => found(began), { timeout: 5_000 }).toContain('h-late SUCCEEDED');
});

test('a cursor goes on after the watch has ended', async () => {
  const { dns, found, page, since, watched, subscribe } = await startRecording();
  const stream = await subscribe();
  await watched();
  const filter = { updatedAfter: new Date() };
  dns.finish('h-old');
  dns.addHuawei('h-new');
  dns.finish('101');
  await expect.poll(async () => (await found(filter.updatedAfter.getTime())).length, { timeout: 5_000 }).toBe(3);
  const first = await page(filter, { first: 1 });
  stream.leave();
  await expect.poll(since, { timeout: 5_000 }).toEqual({ huawei: null, aliyun: null });
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
  await expect.poll(() => found(updatedAfter.getTime()), { timeout: 5_000 }).toContain('101 SUCCEEDED');
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
    const { data } = await askText<{ batchTasks: Read }>(query, { filter: { updatedAfter, statuses: ['SUCCEEDED'] } });
    return data!.batchTasks;
  };
  await subscribe(timelineChanged);
  await expect.poll(async () => (await read()).sources[0]?.updatesSeenSince, { timeout: 5_000 }).not.toBeNull();
  // Its time says that it has finished long ago.
  ecs.finish('t-1');
  await expect.poll(async () => (await read()).nodes.map(({ taskId }) => taskId), { timeout: 5_000 }).toEqual(['t-1']);
});
