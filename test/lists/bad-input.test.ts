import { expect, test } from 'vitest';
import { startLists, type Asked } from './lists.ts';
import { providerLists } from './seeded.ts';

const lists: readonly Asked[] = [...providerLists, { list: 'batchTasks' }];
const [ecs, imm] = providerLists;

const ids = (count: number): string[] => Array.from({ length: count }, (_, index) => `t-${index}`);
const badInput = (argument: string) => ({ extensions: { code: 'BAD_USER_INPUT', argument } });

const badPages = [
  { page: { first: 5, last: 5 }, argument: 'last' },
  { page: { first: 0, last: 0 }, argument: 'last' },
  { page: { first: -1 }, argument: 'first' },
  { page: { last: -1 }, argument: 'last' },
  { page: { first: 501 }, argument: 'first' },
  { page: { last: 501 }, argument: 'last' },
  { page: { first: 1_000 }, argument: 'first' },
  { page: { first: 2_147_483_647 }, argument: 'first' },
];

test.for(lists)(
  '$list: a page out of its range is refused, its argument named, and nothing is asked',
  async (asked) => {
    const { answer, sent } = await startLists();
    for (const { page, argument } of badPages) {
      const { errors } = await answer(asked, page);
      expect(errors).toMatchObject([
        { path: ['page'], message: expect.stringContaining(argument), ...badInput(argument) },
      ]);
    }
    expect(sent()).toEqual([]);
  },
);

test.for([
  { asked: { ...ecs, source: 'nowhere' }, argument: 'source' },
  { asked: { ...ecs, source: 'huawei-dns' }, argument: 'source' },
  { asked: { ...imm, source: '' }, argument: 'source' },
  { asked: { ...providerLists[2], source: 'aliyun-imm' }, argument: 'source' },
  { asked: { ...providerLists[3], source: '__proto__' }, argument: 'source' },
  { asked: { ...ecs, filter: { taskIds: ids(101) } }, argument: 'filter.taskIds' },
  { asked: { ...ecs, filter: { resourceIds: ids(101) } }, argument: 'filter.resourceIds' },
  { asked: { ...ecs, filter: { taskIds: ['t-1', 't-2,t-3'] } }, argument: 'filter.taskIds[1]' },
  { asked: { ...ecs, filter: { taskIds: [''] } }, argument: 'filter.taskIds[0]' },
  { asked: { ...ecs, filter: { resourceIds: ['i-1', ''] } }, argument: 'filter.resourceIds[1]' },
  { asked: { ...ecs, filter: { resourceIds: ['i-\u0000'] } }, argument: 'filter.resourceIds[0]' },
  { asked: { ...ecs, filter: { action: '' } }, argument: 'filter.action' },
  { asked: { ...imm, filter: { tag: '' } }, argument: 'filter.tag' },
  { asked: { list: 'batchTasks', filter: { sources: ['nowhere'] } }, argument: 'filter.sources[0]' },
] as const)('$asked is refused, naming $argument', async ({ asked, argument }) => {
  const { answer, sent } = await startLists();
  const { errors } = await answer(asked, { first: 5 });
  expect(errors).toMatchObject([{ message: expect.stringContaining(`${argument}: `), ...badInput(argument) }]);
  expect(sent()).toEqual([]);
});

test.for(lists)('$list: between cursors that cross, or meet, there is an empty page', async (asked) => {
  const { page, callsOf } = await startLists();
  const { edges } = await page({ ...asked, withCursors: true }, { first: 20 });
  const cursors = edges.map(({ cursor }) => cursor);
  const pairs = [
    { after: cursors[10], before: cursors[4] },
    { after: cursors[4], before: cursors[4] },
    { after: cursors[4], before: cursors[5] },
  ];
  for (const pair of pairs) {
    const { result, calls } = await callsOf(() => page(asked, { first: 5, ...pair }));
    expect(result.edges).toEqual([]);
    expect(result.pageInfo).toMatchObject({ hasNextPage: false, endCursor: null });
    if (asked.list !== 'batchTasks') expect(calls).toEqual([]);
  }
});

test('pages of what belongs to a task are held to the same range', async () => {
  const { ask } = await startLists();
  const failures = (task: string, field: string) => ask(`{ task: ${task} { ${field}(first: 501) { totalCount } } }`);
  const dns = 'aliyunDnsBatchTask(source: "aliyun-dns", taskId: "123455")';
  for (const field of ['details', 'failures']) {
    expect((await failures(dns, field)).errors).toMatchObject([{ path: ['task', field], ...badInput('first') }]);
  }
  const polarDb = 'batchTask(source: "aliyun-polardb", taskId: "pcb-xxx")';
  expect(
    (await failures(polarDb, '... on AliyunPolarDbBatchTask { subTasks(first: 501) { totalCount } } failures')).errors,
  ).toMatchObject([{ path: ['task', 'subTasks'] }, { path: ['task', 'failures'] }]);
});
