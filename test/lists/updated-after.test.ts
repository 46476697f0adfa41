import { expect, test } from 'vitest';
import { schema } from '#src/schema/index.ts';
import { startLists, type Lists } from './lists.ts';
import { fewerSources } from './seeded.ts';

interface Task {
  readonly taskId: string;
  readonly createdAt: string | null;
  readonly updatedAt?: string | null;
  readonly finishedAt: string | null;
  readonly source: { readonly key: string };
}

interface Read {
  readonly nodes: readonly Task[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly sources: readonly { readonly source: { readonly key: string }; readonly updatesTold: string | null }[];
}

const query = `query ($filter: BatchTaskFilter, $after: String) { batchTasks(first: 500, after: $after, filter: $filter) {
  nodes { taskId createdAt finishedAt source { key } ... on AliyunImmBatch { updatedAt } }
  pageInfo { hasNextPage endCursor } sources { source { key } updatesTold }
} }`;

async function pageOf({ ask }: Lists, filter: object | null, after: string | null = null): Promise<Read> {
  const { data, errors } = await ask<{ batchTasks: Read }>(query, { filter, after });
  expect(errors).toBeUndefined();
  return data!.batchTasks;
}

/** All tasks of a filter, by as many pages as it takes. */
async function tasksOf(lists: Lists, filter: object | null): Promise<Task[]> {
  const tasks: Task[] = [];
  let after: string | null = null;
  for (;;) {
    const page: Read = await pageOf(lists, filter, after);
    tasks.push(...page.nodes);
    if (!page.pageInfo.hasNextPage) return tasks;
    after = page.pageInfo.endCursor;
  }
}

/** In which units the sources tell times, in milliseconds. */
const unitsMs: Readonly<Record<string, number>> = {
  'aliyun-ecs-hangzhou': 60_000,
  'aliyun-imm': 1_000,
  'aliyun-polardb': 1_000,
  'huawei-dns': 1,
};

/** Whether a time that is told of a task is in a unit that holds the time asked for, or later. */
function isSince({ source: { key }, createdAt, updatedAt = null, finishedAt }: Task, time: number): boolean {
  const unit = unitsMs[key] ?? 1;
  const from = Math.floor(time / unit) * unit;
  return [createdAt, updatedAt, finishedAt].some((told) => told !== null && Date.parse(told) >= from);
}

test('the filter finds the tasks that were created, changed or finished since, as far as their lists tell', async () => {
  const lists = await startLists({ sources: fewerSources });
  const whole = await tasksOf(lists, null);
  const times = whole.flatMap(({ finishedAt }) => (finishedAt === null ? [] : [finishedAt])).toSorted();
  const withOlder = new Set<string>();
  for (const share of [0.02, 0.3, 0.6, 0.99]) {
    // In the middle of a minute: what finished in it may have done so later.
    const time = Date.parse(times[Math.floor(times.length * share)]!) + 30_500;
    const filter = { updatedAfter: new Date(time).toISOString() };
    const expected = whole.filter((task) => isSince(task, time));
    const found = await tasksOf(lists, filter);
    expect(found.map(({ taskId }) => taskId)).toEqual(expected.map(({ taskId }) => taskId));
    for (const { source, createdAt } of found) {
      if (createdAt !== null && Date.parse(createdAt) < time) withOlder.add(source.key);
    }
    const finished = {
      ...filter,
      statuses: ['SUCCEEDED'],
      createdAfter: new Date(time - 86_400_000 * 30).toISOString(),
    };
    expect((await tasksOf(lists, finished)).length).toBeLessThan(found.length);
  }
  // Tasks that are not new, and have changed or finished since.
  expect([...withOlder].toSorted()).toEqual(['aliyun-ecs-hangzhou', 'aliyun-imm', 'aliyun-polardb']);
});

test('each source says what can be found of it, and one without times is not asked', async () => {
  const lists = await startLists({ sources: fewerSources });
  const { result, calls } = await lists.callsOf(() => pageOf(lists, { updatedAfter: '2026-05-01T00:00:00Z' }));
  expect(Object.fromEntries(result.sources.map(({ source, updatesTold }) => [source.key, updatesTold]))).toEqual({
    'aliyun-dns': 'NONE',
    'aliyun-ecs-hangzhou': 'NEW_AND_FINISHED',
    'aliyun-imm': 'EVERY_CHANGE',
    'aliyun-polardb': 'NEW_AND_FINISHED',
    'huawei-dns': 'NEW',
  });
  expect(calls.map(({ provider }) => provider)).not.toContain('ALIYUN_DNS');
  const { sources } = await pageOf(lists, { createdAfter: '2026-05-01T00:00:00Z' });
  expect(new Set(sources.map(({ updatesTold }) => updatesTold))).toEqual(new Set([null]));
});

test('a cursor is bound to the time, and one of a filter without it to that', async () => {
  const { answer, page } = await startLists({ sources: fewerSources });
  const [since, later] = ['2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z'];
  const codeOf = async (made: object, used: object) => {
    const { pageInfo } = await page({ list: 'batchTasks', filter: { ...made } }, { first: 3 });
    const { errors } = await answer(
      { list: 'batchTasks', filter: { ...used } },
      { first: 3, after: pageInfo.endCursor },
    );
    return errors?.[0]?.extensions?.['code'];
  };
  expect(await codeOf({ updatedAfter: since }, { updatedAfter: since })).toBeUndefined();
  expect(await codeOf({}, { updatedAfter: null })).toBeUndefined();
  expect(await codeOf({ updatedAfter: since }, { updatedAfter: later })).toBe('INVALID_CURSOR');
  expect(await codeOf({ updatedAfter: since }, {})).toBe('INVALID_CURSOR');
  expect(await codeOf({}, { updatedAfter: since })).toBe('INVALID_CURSOR');
});

const keys = ['aliyun-ecs-hangzhou', 'aliyun-polardb', 'aliyun-imm', 'huawei-dns'];

test.for(keys)(
  '%s: tasks that join are on the next first page, and not before the start of the last',
  async (source) => {
    const description = schema.getType('PageInfo')?.toConfig() as { fields?: Record<string, { description?: string }> };
    expect(description.fields?.['startCursor']?.description).toContain(
      'Items that join a list are not found before a page',
    );
    const lists = await startLists({ sources: fewerSources });
    const asked = { list: 'batchTasks', filter: { sources: [source] } } as const;
    const first = await lists.page(asked, { first: 5 });
    await lists.drift(3, 0);
    await lists.page(asked, { first: 5 });
    await lists.drift(0, 0);
    expect((await lists.page(asked, { last: 5, before: first.pageInfo.startCursor })).edges).toEqual([]);
    const again = await lists.page(asked, { first: 5 });
    expect(again.nodes[0]).not.toEqual(first.nodes[0]);
  },
);
