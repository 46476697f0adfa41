import { expect, test } from 'vitest';
import { ecsTasks } from '#src/sandbox/seed/aliyun-ecs.ts';
import { startLists } from './lists.ts';
import { forwards } from './walking.ts';

const timeline = { list: 'batchTasks' } as const;

test('what no upstream filters by is sifted after the fact, by ten calls a source and page at most', async () => {
  const lists = await startLists();
  const asked = {
    ...timeline,
    filter: { statuses: ['CANCELED', 'UNKNOWN'], sources: ['aliyun-ecs-hangzhou', 'huawei-dns'] },
  };
  const { result, calls } = await lists.callsOf(() => lists.page(asked, { first: 20 }));
  const ecs = calls.filter(({ provider }) => provider === 'ALIYUN_ECS');
  expect(ecs).toHaveLength(10);
  expect(ecs.map(({ parameters }) => parameters['PageSize'])).toEqual(ecs.map(() => '100'));
  expect(calls).toHaveLength(10 + 2);
  expect(result.pageInfo).toMatchObject({ hasNextPage: true, endCursor: expect.any(String) });
  const rest = await forwards(lists, asked, { size: 20, after: result.pageInfo.endCursor });
  const canceled = ecsTasks('cn-hangzhou').filter(({ status }) => status === 'Cancelling');
  const found = [result, ...rest].flatMap(({ edges }) => edges.filter(({ node }) => node.source.key !== 'huawei-dns'));
  expect(found.map(({ node }) => node.taskId)).toEqual(canceled.map(({ id }) => id));
});

test.for([
  { filter: null, total: null },
  { filter: { providers: ['ALIYUN_ECS', 'HUAWEI_DNS', 'ALIYUN_POLARDB'] }, total: 2_050 + 600 + 130 },
  { filter: { sources: ['aliyun-imm', 'huawei-dns'] }, total: null },
  { filter: { sources: ['huawei-dns'], statuses: ['FAILED'] }, total: null },
  {
    filter: { sources: ['aliyun-ecs-hangzhou'], statuses: ['FAILED'] },
    total: ecsTasks('cn-hangzhou').filter(({ status }) => status === 'Failed').length,
  },
])('the total of $filter is $total: exact or not told', async ({ filter, total }) => {
  const { page } = await startLists();
  expect((await page({ ...timeline, filter }, { first: 50 })).totalCount).toBe(total);
});

test('the total asks no source that the page did not reach', async () => {
  const { page, sent } = await startLists();
  const asked = { ...timeline, filter: { sources: ['aliyun-dns', 'huawei-dns'] } };
  expect((await page(asked, { first: 20 })).totalCount).toBeNull();
  expect(sent().map(({ provider }) => provider)).toEqual(['HUAWEI_DNS']);
  expect((await page(asked, { last: 20 })).totalCount).toBe(600 + 4);
});
