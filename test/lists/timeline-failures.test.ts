import { expect, test } from 'vitest';
import type { Fault } from '#src/sandbox/faults.ts';
import { timelineProviders } from '#test/sandbox-apis.ts';
import { startLists, type Lists, type Page } from './lists.ts';
import { fewerSeeded, fewerSources, fewerTimeline, lastDnsTasks, rowsIn, seeded, type Row } from './seeded.ts';
import { forwards } from './walking.ts';

const timeline = { list: 'batchTasks' } as const;

/** Failures are not tried again, so that the tests need not wait. */
const once = {
  sources: (url: string) => fewerSources(url).map((source) => ({ ...source, limits: { attempts: 1 } })),
};

const isHuawei = ({ source }: Row): boolean => source === 'huawei-dns';
const withoutHuawei = fewerTimeline.filter((row) => !isHuawei(row));

const keyOf = ({ source, taskId }: Row): string => `${source} ${taskId}`;
const sortedKeys = (rows: readonly Row[]): string[] => rows.map(keyOf).sort();

test.for([
  { kind: 'error', code: 'UPSTREAM_UNAVAILABLE', retryable: true },
  { kind: 'throttle', code: 'UPSTREAM_THROTTLED', retryable: true },
  { kind: 'denied', code: 'UPSTREAM_DENIED', retryable: false },
] as const)('a source that answers with $kind is named by the page, and there only', async ({ kind, ...error }) => {
  const { page, spoil } = await startLists(once);
  await spoil({ provider: 'HUAWEI_DNS', kind });
  const read = await page(timeline, { first: 50 });
  expect(rowsIn(read)).toEqual(withoutHuawei.slice(0, 50));
  expect(read.totalCount).toBeNull();
  expect(read.sources).toEqual(
    [...Object.keys(fewerSeeded), 'aliyun-dns'].sort().map((key) => ({
      source: { key },
      ok: key !== 'huawei-dns',
      error: key === 'huawei-dns' ? error : null,
    })),
  );
});

/** Pages of 500 until one is empty. */
async function untilEmpty(lists: Lists): Promise<Page[]> {
  const pages = [await lists.page(timeline, { first: 500 })];
  while (pages.at(-1)?.edges.length !== 0) {
    const after = pages.at(-1)?.pageInfo.endCursor;
    expect(after).not.toBeNull();
    pages.push(await lists.page(timeline, { first: 500, after }));
  }
  return pages;
}

test('while a source is down all others come, and when it is up again its tasks come too', async () => {
  const lists = await startLists(once);
  await lists.spoil({ provider: 'HUAWEI_DNS', kind: 'denied' });
  const pages = await untilEmpty(lists);
  expect(rowsIn(...pages)).toEqual(withoutHuawei);
  expect(pages.every(({ pageInfo }) => pageInfo.hasNextPage)).toBe(true);
  await lists.spoil();
  const rest = await forwards(lists, timeline, { size: 500, after: pages.at(-1)?.pageInfo.endCursor ?? null });
  expect(rowsIn(...rest)).toEqual(seeded['huawei-dns']);
});

test.for<{ down: readonly Fault['provider'][] }>([
  { down: ['HUAWEI_DNS'] },
  { down: ['ALIYUN_ECS'] },
  { down: ['ALIYUN_IMM', 'ALIYUN_POLARDB'] },
])('$down down for two pages in the middle: nothing is lost or repeated', async ({ down }) => {
  const lists = await startLists(once);
  let read = 0;
  const pages = await forwards(lists, timeline, {
    size: 100,
    between: async () => {
      read += 1;
      if (read === 3) await lists.spoil(...down.map((provider): Fault => ({ provider, kind: 'denied' })));
      if (read === 5) await lists.spoil();
    },
  });
  const rows = rowsIn(...pages);
  expect(sortedKeys(rows)).toEqual(sortedKeys(fewerTimeline));
  for (const [key, whole] of Object.entries(fewerSeeded))
    expect(rows.filter(({ source }) => source === key)).toEqual(whole);
  expect(pages.filter(({ sources }) => sources?.some(({ ok }) => !ok))).toHaveLength(2);
});

test('DNS down at the end: the page says so, and the next one has its tasks', async () => {
  const { page, spoil } = await startLists(once);
  const whole = await page(timeline, { last: 7 });
  await spoil({ provider: 'ALIYUN_DNS', kind: 'denied' });
  const down = await page(timeline, { first: 50, after: whole.pageInfo.startCursor });
  expect(rowsIn(down)).toEqual(fewerTimeline.slice(-6, -4));
  expect(down.pageInfo.hasNextPage).toBe(true);
  await spoil();
  const up = await page(timeline, { first: 50, after: down.pageInfo.endCursor });
  expect(rowsIn(up)).toEqual(lastDnsTasks);
  expect(up.pageInfo.hasNextPage).toBe(false);
});

test('all down: an empty page with a place to go on from, and then everything', async () => {
  const lists = await startLists(once);
  await lists.spoil(...timelineProviders.map((provider): Fault => ({ provider, kind: 'denied' })));
  const { edges, pageInfo, sources } = await lists.page(timeline, { first: 50 });
  expect(edges).toEqual([]);
  expect(pageInfo).toMatchObject({ hasNextPage: true, endCursor: expect.any(String) });
  expect(sources?.map(({ source }) => source.key)).toEqual([...Object.keys(fewerSeeded), 'aliyun-dns'].sort());
  expect(sources?.filter(({ ok }) => ok)).toEqual([]);
  await lists.spoil();
  expect(rowsIn(...(await forwards(lists, timeline, { size: 500, after: pageInfo.endCursor })))).toEqual(fewerTimeline);
});

test('backwards a source that is down costs the others nothing, and comes when it is up', async () => {
  const { page, spoil } = await startLists(once);
  await spoil({ provider: 'ALIYUN_POLARDB', kind: 'denied' });
  const down = await page(timeline, { last: 100 });
  expect(rowsIn(down)).toEqual(fewerTimeline.filter(({ source }) => source !== 'aliyun-polardb').slice(-100));
  await spoil();
  const up = await page(timeline, { last: 100, before: down.pageInfo.startCursor });
  const rest = new Set(rowsIn(down).map(keyOf));
  expect(rowsIn(up)).toEqual(fewerTimeline.filter((row) => !rest.has(keyOf(row))).slice(-100));
});
