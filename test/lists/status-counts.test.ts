import { expect, test } from 'vitest';
import { taskStatuses } from '#src/tasks/task.ts';
import { providerModules } from '#src/providers/modules.ts';
import type { StatusCount } from '#src/request/status-counts.ts';
import { post } from '../access/tenants.ts';
import { startLists, type ListedTask, type Lists } from './lists.ts';
import { fewerSources, seeded } from './seeded.ts';
import { forwards } from './walking.ts';

const query = `query ($filter: BatchTaskFilter) {
  batchTasks(first: 0, filter: $filter) { statusCounts { status count uncounted { source { key } error { code message retryable } } } sources { ok } }
}`;

/** A count as it is told. */
interface ToldCount extends Pick<StatusCount, 'status' | 'count'> {
  readonly uncounted: readonly {
    readonly source: { readonly key: string };
    readonly error: { readonly code: string; readonly message: string } | null;
  }[];
}

interface Data {
  readonly batchTasks: { readonly statusCounts: readonly ToldCount[] };
}

/** The counts that are told, by their statuses. */
async function countsOf({ ask, callsOf }: Lists, filter: object) {
  const { result, calls } = await callsOf(() => ask<Data>(query, { filter }));
  expect(result.errors).toBeUndefined();
  const counts = result.data?.batchTasks.statusCounts ?? [];
  // Where a count is null it is said why, and nowhere else.
  for (const { count, uncounted } of counts) expect(uncounted.length > 0).toBe(count === null);
  /** The sources that do not tell a count, each with the code of its error. */
  const uncounted = (name: string) =>
    counts
      .find(({ status }) => status === name)
      ?.uncounted.map(({ source, error }) => [source.key, error?.code ?? null] as const);
  return { calls, uncounted, counts: new Map(counts.map(({ status, count }) => [status as string, count])) };
}

const numberWith = (tasks: readonly ListedTask[], status: string): number =>
  tasks.filter((task) => task.status === status).length;

const sources = [
  { source: 'aliyun-dns', told: taskStatuses },
  { source: 'aliyun-ecs-hangzhou', told: ['RUNNING', 'SUCCEEDED', 'FAILED'] },
  { source: 'aliyun-imm', told: ['PENDING', 'RUNNING', 'SUSPENDED'] },
  { source: 'aliyun-polardb', told: taskStatuses },
  { source: 'huawei-dns', told: taskStatuses },
] as const;

const middle = new Date(seeded['huawei-dns'][300]?.time ?? 0).toISOString();
const oldest = new Date(seeded['aliyun-imm'].at(-2)?.time ?? 0).toISOString();
const everything = {};
const filters: readonly Readonly<Record<string, unknown> & { statuses?: readonly string[] }>[] = [
  everything,
  { statuses: ['RUNNING', 'FAILED'] },
  { createdAfter: middle },
  { operations: ['ImportImage'] },
  // Of a list that is filtered after the fact, the tasks that pass come last.
  { statuses: ['FAILED', 'SUCCEEDED'], createdBefore: oldest },
];

test('a count is what counting the whole list gives, or null, by no more calls than statuses', async () => {
  const lists = await startLists({ sources: fewerSources });
  for (const { source, told } of sources) {
    for (const filter of filters) {
      const own = { ...filter, sources: [source] };
      const pages = await forwards(lists, { list: 'batchTasks', filter: own }, { size: 500 });
      const tasks = pages.flatMap(({ edges }) => edges.map(({ node }) => node));
      const { counts, calls } = await countsOf(lists, own);
      const asked: readonly string[] = filter.statuses ?? taskStatuses;
      expect([...counts.keys()].toSorted()).toEqual([...asked].toSorted());
      for (const [status, count] of counts) {
        const isTold = filter === everything && (told as readonly string[]).includes(status);
        if (count !== null || isTold)
          expect({ source, filter, status, count }).toMatchObject({ count: numberWith(tasks, status) });
      }
      expect(calls.length).toBeLessThanOrEqual(source === 'aliyun-dns' ? 4 : asked.length);
    }
  }
});

test('a status that the provider filters by is asked for by its filter, and no other', async () => {
  const lists = await startLists({ sources: fewerSources });
  const filter = { sources: ['aliyun-ecs-hangzhou', 'aliyun-polardb'], statuses: ['RUNNING'], createdAfter: middle };
  const { counts, calls } = await countsOf(lists, filter);
  expect(counts.get('RUNNING')).toBeGreaterThan(0);
  expect(calls.map(({ operation }) => operation).toSorted()).toEqual(['DescribeBatchTasks', 'DescribeTasks']);
  for (const { operation, parameters } of calls) {
    const word = operation === 'DescribeTasks' ? { TaskStatus: 'Processing' } : { Status: '["RUNNING"]' };
    expect(parameters).toMatchObject({ ...word, StartTime: expect.any(String) });
  }
});

test('the counts of several sources are their sums, and null where one of them does not tell', async () => {
  const lists = await startLists({ sources: fewerSources });
  const of = async (...keys: string[]) => (await countsOf(lists, { sources: keys })).counts;
  const [ecs, polarDb, imm] = [await of('aliyun-ecs-hangzhou'), await of('aliyun-polardb'), await of('aliyun-imm')];
  const both = await of('aliyun-ecs-hangzhou', 'aliyun-polardb');
  expect(both.get('FAILED')).toBe((ecs.get('FAILED') ?? NaN) + (polarDb.get('FAILED') ?? NaN));
  expect(both.get('SUSPENDED')).toBe(polarDb.get('SUSPENDED'));
  const all = await of('aliyun-ecs-hangzhou', 'aliyun-polardb', 'aliyun-imm');
  expect([all.get('FAILED'), all.get('CANCELED')]).toEqual([null, null]);
  expect(all.get('SUSPENDED')).toBe((polarDb.get('SUSPENDED') ?? NaN) + (imm.get('SUSPENDED') ?? NaN));
});

test('a source that fails leaves the counts of its statuses open: why is told beside them, and is no error', async () => {
  const lists = await startLists({ sources: fewerSources });
  await lists.spoil({ provider: 'ALIYUN_POLARDB', kind: 'denied' });
  const { counts, uncounted } = await countsOf(lists, { sources: ['aliyun-ecs-hangzhou', 'aliyun-polardb'] });
  expect([counts.get('RUNNING'), counts.get('SUSPENDED')]).toEqual([null, null]);
  // No task of PolarDB can be canceled, and ECS does not filter by it.
  expect(counts.get('CANCELED')).toBeNull();
  expect(uncounted('RUNNING')).toEqual([['aliyun-polardb', 'UPSTREAM_DENIED']]);
  expect(uncounted('CANCELED')).toEqual([['aliyun-ecs-hangzhou', null]]);
  const { counts: ecs } = await countsOf(lists, { sources: ['aliyun-ecs-hangzhou'] });
  expect(ecs.get('RUNNING')).toBeGreaterThan(0);
});

test.for([{ sources: [] }, { statuses: [] }, { statuses: ['CANCELED'], providers: ['HUAWEI_DNS'] }])(
  'of %o nothing is asked',
  async (filter) => {
    const { counts, calls } = await countsOf(await startLists(), filter);
    expect([...counts.values()].filter((count) => count !== 0)).toEqual([]);
    expect(calls).toEqual([]);
  },
);

test('counts that are not selected cost no call', async () => {
  const { ask, callsOf } = await startLists();
  const { calls } = await callsOf(() => ask('{ batchTasks(first: 0) { pageInfo { hasNextPage } } }'));
  expect(calls).toEqual([]);
});

const statusesOf = (name: keyof typeof providerModules): number => providerModules[name].statuses.length;

test('counts cost by the statuses of the sources that the filter of their list selects', async () => {
  const { url } = await startLists();
  const counted = 'statusCounts { count }';
  const costOf = async (text: string, variables: object = {}): Promise<number> => {
    const answer = await post(url, { query: text, variables }, { 'x-taskline-cost': '1' });
    return (answer as unknown as { extensions: { cost: number } }).extensions.cost;
  };
  const ofHuawei = 150 + 50 + 60 * statusesOf('HUAWEI_DNS') + 1;
  const inline = `{ batchTasks(filter: { sources: ["huawei-dns"] }) { ${counted} } }`;
  expect(await costOf(inline)).toBe(ofHuawei);
  const spread = `query ($filter: BatchTaskFilter) {
    one: batchTasks(filter: $filter) { ...f }
    other: batchTasks(filter: { providers: [ALIYUN_IMM] }) { ...f }
  } fragment f on BatchTaskConnection { ${counted} }`;
  const ofImm = 50 + 60 * statusesOf('ALIYUN_IMM') + 1;
  expect(await costOf(spread, { filter: { sources: ['huawei-dns'] } })).toBe(ofHuawei + ofImm);
});
