import { expect, test } from 'vitest';
import { startLists, taskIdsOf } from './lists.ts';
import { providerLists, rowsIn, seeded } from './seeded.ts';
import { backwards, forwards } from './walking.ts';

const [ecs] = providerLists;

test.for([
  { first: 100, calls: 10 },
  { first: 20, calls: 50 },
])('1,000 tasks of ECS by $first take $calls calls', async ({ first, calls }) => {
  const { page, sent } = await startLists();
  const rows = [];
  let after: string | null = null;
  while (rows.length < 1_000) {
    const read = await page(ecs, { first, after });
    expect(read.totalCount).toBe(1_040);
    rows.push(...rowsIn(read));
    after = read.pageInfo.endCursor;
  }
  expect(rows).toEqual(seeded[ecs.source].slice(0, 1_000));
  expect(sent()).toHaveLength(calls);
});

test('three tasks in the middle of ECS cost one call', async () => {
  const lists = await startLists();
  const { pageInfo } = await lists.page(ecs, { first: 100 });
  const second = await lists.page(ecs, { first: 100, after: pageInfo.endCursor });
  const { result, calls } = await lists.callsOf(() => lists.page(ecs, { first: 3, after: second.pageInfo.endCursor }));
  expect(rowsIn(result)).toEqual(seeded[ecs.source].slice(200, 203));
  expect(calls).toHaveLength(1);
});

test.for(providerLists)('$list is walked whole in both directions', async (asked) => {
  const lists = await startLists();
  const whole = seeded[asked.source];
  const there = await forwards(lists, asked, { size: 37 });
  expect(rowsIn(...there)).toEqual(whole);
  expect(there.map(({ pageInfo }) => pageInfo.hasPreviousPage)).toEqual(there.map((_, index) => index > 0));
  const back = await backwards(lists, asked, { size: 41 });
  expect(rowsIn(...back)).toEqual(whole);
  expect(back.map(({ pageInfo }) => pageInfo.hasNextPage)).toEqual(back.map((_, index) => index < back.length - 1));
});

test.for(providerLists)('$list tells its total exactly or not at all', async (asked) => {
  const { page } = await startLists();
  const total = asked.list === 'aliyunImmBatches' ? null : seeded[asked.source].length;
  for (const wanted of [{ first: 1 }, { last: 1 }, { first: 0 }]) {
    expect((await page(asked, wanted)).totalCount).toBe(total);
  }
});

test.for(providerLists)('$list: 20 where neither first nor last is given, 500 at most, none for 0', async (asked) => {
  const { page, ask, callsOf } = await startLists();
  const ids = seeded[asked.source].map(({ taskId }) => taskId);
  expect(taskIdsOf(await page(asked, {}))).toEqual(ids.slice(0, 20));
  expect(taskIdsOf(await page(asked, { first: 500 }))).toEqual(ids.slice(0, 500));
  expect(taskIdsOf(await page(asked, { last: 500 }))).toEqual(ids.slice(-500));
  const query = `query ($source: String!) { page: ${asked.list}(source: $source, first: 0) { nodes { id } pageInfo { endCursor startCursor } } }`;
  const { result, calls } = await callsOf(() => ask(query, { source: asked.source }));
  expect(result.data).toEqual({ page: { nodes: [], pageInfo: { endCursor: null, startCursor: null } } });
  expect(calls).toEqual([]);
});
