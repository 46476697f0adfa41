import { expect, test } from 'vitest';
import { startLists, type ListedTask, type Lists } from './lists.ts';
import { fewerSources, seeded } from './seeded.ts';
import { forwards } from './walking.ts';

const timeline = { list: 'batchTasks' } as const;

const tasksOf = async (lists: Lists, filter: object | null): Promise<ListedTask[]> =>
  (await forwards(lists, { ...timeline, filter }, { size: 500 })).flatMap(({ edges }) => edges.map(({ node }) => node));

const timeIn = (source: keyof typeof seeded, index: number): string =>
  new Date(seeded[source][index]?.time ?? 0).toISOString();
const late = timeIn('aliyun-ecs-hangzhou', 30);
const early = timeIn('huawei-dns', 200);
const from = (time: string) => (task: ListedTask) => task.createdAt !== null && task.createdAt >= time;
const until = (time: string) => (task: ListedTask) => task.createdAt !== null && task.createdAt < time;

interface Filtering {
  readonly filter: Readonly<Record<string, unknown>> | null;
  readonly passes: (task: ListedTask) => boolean;
}

const statuses = ['PENDING', 'RUNNING', 'SUSPENDED', 'SUCCEEDED', 'PARTIALLY_FAILED', 'FAILED', 'CANCELED', 'UNKNOWN'];
const all: readonly Filtering[] = [
  { filter: { sources: null, statuses: null }, passes: () => true },
  { filter: { sources: ['huawei-dns', 'aliyun-dns'] }, passes: ({ source }) => source.key.endsWith('dns') },
  { filter: { providers: ['ALIYUN_ECS'] }, passes: ({ source }) => source.provider === 'ALIYUN_ECS' },
  {
    filter: { sources: ['aliyun-imm', 'aliyun-ecs-hangzhou'], providers: ['ALIYUN_ECS', 'ALIYUN_DNS'] },
    passes: ({ source }) => source.key === 'aliyun-ecs-hangzhou',
  },
  ...statuses.map((status) => ({
    filter: { statuses: [status] },
    passes: (task: ListedTask) => task.status === status,
  })),
  {
    filter: { statuses: ['FAILED', 'PARTIALLY_FAILED', 'UNKNOWN'] },
    passes: ({ status }) => ['FAILED', 'PARTIALLY_FAILED', 'UNKNOWN'].includes(status),
  },
  {
    filter: { operations: ['ImportImage', 'doc/convert', 'create', 'RR_ADD'] },
    passes: ({ operation }) => ['ImportImage', 'doc/convert', 'create', 'RR_ADD'].includes(operation ?? ''),
  },
  {
    filter: { operations: ['polarclaw_install_skills'] },
    passes: ({ operation }) => operation === 'polarclaw_install_skills',
  },
  { filter: { createdAfter: early }, passes: from(early) },
  { filter: { createdBefore: late }, passes: until(late) },
  {
    filter: { createdAfter: early, createdBefore: late, statuses: ['FAILED', 'RUNNING'], operations: null },
    passes: (task) => from(early)(task) && until(late)(task) && ['FAILED', 'RUNNING'].includes(task.status),
  },
];

test('every filter gives what filtering the whole timeline gives', async () => {
  const lists = await startLists({ sources: fewerSources });
  const whole = await tasksOf(lists, null);
  for (const { filter, passes } of all) {
    expect(await tasksOf(lists, filter), JSON.stringify(filter)).toEqual(whole.filter(passes));
  }
});

test.for([
  { filter: { sources: [] } },
  { filter: { providers: [] } },
  { filter: { statuses: [] } },
  { filter: { operations: [] } },
  { filter: { createdAfter: late, createdBefore: early } },
  { filter: { createdAfter: late, createdBefore: late } },
  { filter: { sources: ['aliyun-imm'], providers: ['HUAWEI_DNS'] } },
  { filter: { statuses: ['CANCELED'], providers: ['HUAWEI_DNS', 'ALIYUN_IMM'] } },
])('$filter matches nothing, and costs no call', async ({ filter }) => {
  const { page, sent } = await startLists();
  const { edges, pageInfo } = await page({ ...timeline, filter }, { first: 5 });
  expect(edges).toEqual([]);
  expect(pageInfo).toEqual({ hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null });
  expect(sent()).toEqual([]);
});

test('what an upstream filters by is sent to it', async () => {
  const { page, sent } = await startLists();
  const filter = { statuses: ['RUNNING'], createdAfter: early, createdBefore: late };
  await page({ ...timeline, filter }, { first: 5 });
  const sentTo = (name: string) => sent().find(({ provider }) => provider === name)?.parameters;
  expect(sentTo('ALIYUN_ECS')).toMatchObject({ TaskStatus: 'Processing', EndTime: expect.any(String) });
  expect(sentTo('ALIYUN_IMM')).toMatchObject({ State: 'Running' });
  expect(sentTo('ALIYUN_POLARDB')).toMatchObject({ Status: '["RUNNING"]', StartTime: expect.any(String) });
  expect(sentTo('ALIYUN_DNS')).toBeUndefined();
});

test('the sources of a page are those of the filter, in the order of the configuration', async () => {
  const { page } = await startLists();
  const { sources } = await page(
    { ...timeline, filter: { sources: ['huawei-dns', 'aliyun-imm', 'huawei-dns'] } },
    { first: 5 },
  );
  expect(sources?.map(({ source }) => source.key)).toEqual(['aliyun-imm', 'huawei-dns']);
});

test('a source that is not known is refused by its place in the filter, and nothing is asked', async () => {
  const { answer, sent } = await startLists();
  const { data, errors } = await answer({ ...timeline, filter: { sources: ['aliyun-imm', 'nowhere'] } }, { first: 5 });
  expect(data).toBeNull();
  expect(errors).toMatchObject([
    {
      message: expect.stringMatching(/^filter\.sources\[1\]: /),
      extensions: { code: 'BAD_USER_INPUT', argument: 'filter.sources[1]' },
    },
  ]);
  expect(sent()).toEqual([]);
});
