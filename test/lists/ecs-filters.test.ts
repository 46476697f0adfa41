import { expect, test } from 'vitest';
import { ecsTasks } from '#src/sandbox/seed/aliyun-ecs.ts';
import { startLists, taskIdsOf } from './lists.ts';
import { providerLists } from './seeded.ts';
import { forwards } from './walking.ts';

const [ecs] = providerLists;
const tasks = ecsTasks('cn-hangzhou').map((task) => ({
  ...task,
  /** The provider tells times by the minute. */
  createdAt: Math.floor(task.createdAt / 60_000) * 60_000,
}));
const idsOf = (found: readonly { readonly id: string }[]): string[] => found.map(({ id }) => id);

const moment = (index: number): number => tasks[index]?.createdAt ?? 0;
const at = (time: number): string => new Date(time).toISOString();
const seconds = (time: number): string => at(time).replace('.000Z', 'Z');
const some = [3, 500, 20].map((index) => tasks[index]?.id ?? '');
const resources = [0, 1].map((index) => tasks[index]?.resourceId ?? '');

interface Filtering {
  readonly filter: object | null;
  /** The parameters that the filter must have become. */
  readonly sent: Readonly<Record<string, string>>;
  readonly passes: (task: (typeof tasks)[number]) => boolean;
}

const filterings: readonly Filtering[] = [
  { filter: null, sent: {}, passes: () => true },
  { filter: {}, sent: {}, passes: () => true },
  { filter: { action: null, taskIds: null, status: null }, sent: {}, passes: () => true },
  {
    filter: { action: 'ImportImage' },
    sent: { TaskAction: 'ImportImage' },
    passes: ({ action }) => action === 'ImportImage',
  },
  ...['Finished', 'Processing', 'Failed'].map((word) => ({
    filter: { status: word.toUpperCase() },
    sent: { TaskStatus: word },
    passes: ({ status }: { status: string }) => status === word,
  })),
  { filter: { taskIds: some }, sent: { TaskIds: some.join(',') }, passes: ({ id }) => some.includes(id) },
  {
    filter: { resourceIds: resources },
    sent: { 'ResourceIds.1': resources[0] ?? '', 'ResourceIds.2': resources[1] ?? '' },
    passes: ({ resourceId }) => resources.includes(resourceId),
  },
  {
    filter: { createdAfter: at(moment(40)) },
    sent: { StartTime: seconds(moment(40)) },
    passes: ({ createdAt }) => createdAt >= moment(40),
  },
  {
    filter: { createdAfter: at(moment(40) + 1) },
    sent: { StartTime: seconds(moment(40) + 60_000) },
    passes: ({ createdAt }) => createdAt > moment(40),
  },
  {
    filter: { createdBefore: at(moment(990)) },
    sent: { EndTime: seconds(moment(990) - 1_000) },
    passes: ({ createdAt }) => createdAt < moment(990),
  },
  {
    filter: { createdBefore: at(moment(990) + 1) },
    sent: { EndTime: seconds(moment(990) + 59_000) },
    passes: ({ createdAt }) => createdAt <= moment(990),
  },
  {
    filter: {
      action: 'ModifyDiskSpec',
      status: 'FAILED',
      createdAfter: at(moment(900)),
      createdBefore: at(moment(100)),
    },
    sent: {
      TaskAction: 'ModifyDiskSpec',
      TaskStatus: 'Failed',
      StartTime: seconds(moment(900)),
      EndTime: seconds(moment(100) - 1_000),
    },
    passes: ({ action, status, createdAt }) =>
      action === 'ModifyDiskSpec' && status === 'Failed' && createdAt >= moment(900) && createdAt < moment(100),
  },
];

const named = ['TaskAction', 'TaskStatus', 'TaskIds', 'StartTime', 'EndTime', 'ResourceIds.1', 'ResourceIds.2'];

test.for(filterings)('$filter is sent, and gives what filtering the whole list gives', async (filtering) => {
  const lists = await startLists();
  const { result: pages, calls } = await lists.callsOf(() =>
    forwards(lists, { ...ecs, filter: filtering.filter }, { size: 30 }),
  );
  const passing = tasks.filter(filtering.passes);
  expect(pages.flatMap(taskIdsOf)).toEqual(idsOf(passing));
  expect(pages.map(({ totalCount }) => totalCount)).toEqual(pages.map(() => passing.length));
  expect(calls).toHaveLength(Math.max(1, Math.ceil(passing.length / 30)));
  const parameters = Object.entries(calls[0]?.parameters ?? {});
  expect(Object.fromEntries(parameters.filter(([name]) => named.includes(name)))).toEqual(filtering.sent);
});

test.for([
  { filter: { taskIds: [] } },
  { filter: { resourceIds: [] } },
  { filter: { createdAfter: at(moment(40)), createdBefore: at(moment(900)) } },
  { filter: { createdAfter: at(moment(40)), createdBefore: at(moment(40)) } },
])('$filter matches nothing, and costs no call', async ({ filter }) => {
  const { page, sent } = await startLists();
  for (const wanted of [{ first: 5 }, { last: 5 }]) {
    const { edges, pageInfo, totalCount } = await page({ ...ecs, filter }, wanted);
    expect({ edges, totalCount }).toEqual({ edges: [], totalCount: 0 });
    expect(pageInfo).toEqual({ hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null });
  }
  expect(sent()).toEqual([]);
});

test('a cursor is good for the same filter said otherwise; a hundred ids are taken', async () => {
  const { page } = await startLists();
  const { pageInfo } = await page({ ...ecs, filter: { action: null } }, { first: 5 });
  const after = pageInfo.endCursor;
  for (const filter of [{}, null, { resourceIds: null }]) {
    expect(taskIdsOf(await page({ ...ecs, filter }, { first: 5, after }))).toEqual(idsOf(tasks.slice(5, 10)));
  }
  const hundred = idsOf(tasks.slice(0, 100));
  expect(taskIdsOf(await page({ ...ecs, filter: { taskIds: hundred } }, { first: 100 }))).toEqual(hundred);
});

/** Ids of which each may be sent: so many, of so many characters. */
const idsOfLength = (count: number, length: number, letter = 'x'): string[] =>
  Array.from({ length: count }, (_, index) => `${index}-`.padEnd(length, letter));

test.for([
  { filter: { taskIds: idsOfLength(100, 256) }, argument: 'filter.taskIds' },
  { filter: { resourceIds: idsOfLength(100, 256) }, argument: 'filter.resourceIds' },
  // Of a letter that takes nine characters in a URL.
  { filter: { taskIds: idsOfLength(4, 256, '任') }, argument: 'filter.taskIds' },
  { filter: { taskIds: idsOfLength(70, 60), resourceIds: idsOfLength(45, 60) }, argument: 'filter.taskIds' },
  { filter: { taskIds: idsOfLength(49, 60), resourceIds: idsOfLength(60, 60) }, argument: 'filter.resourceIds' },
])('a filter too long for a URL is refused as $argument, without a call', async ({ filter, argument }) => {
  const { answer, sent } = await startLists();
  const { errors } = await answer({ ...ecs, filter }, { first: 5 });
  expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', argument } }]);
  expect(errors?.[0]?.message).toContain('has room for 7000 characters');
  expect(sent()).toEqual([]);
});

test('a hundred ids of each kind have room', async () => {
  const { page, callsOf } = await startLists();
  const filter = { taskIds: idsOf(tasks.slice(0, 100)), resourceIds: idsOfLength(100, 22), action: 'ImportImage' };
  const { calls } = await callsOf(() => page({ ...ecs, filter }, { first: 5 }));
  expect(Object.keys(calls[0]?.parameters ?? {})).toContain('ResourceIds.100');
});
