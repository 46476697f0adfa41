import { expect, test } from 'vitest';
import { ecsTasks } from '#src/sandbox/seed/aliyun-ecs.ts';
import { immBatches } from '#src/sandbox/seed/aliyun-imm.ts';
import { failedItem, huaweiTasks, type HuaweiTask } from '#src/sandbox/seed/huawei-dns.ts';
import { startLists, type Lists } from './lists.ts';

interface Failures {
  readonly nodes: readonly { readonly item: string; readonly message: string; readonly code: string | null }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly totalCount: number | null;
}

const failuresOfTask = `query ($source: String!, $taskId: String!, $first: Int, $after: String) {
  batchTask(source: $source, taskId: $taskId) {
    failures(first: $first, after: $after) { nodes { item code message } pageInfo { hasNextPage endCursor } totalCount }
  }
}`;

async function failures(lists: Lists, source: string, taskId: string, page: object): Promise<Failures> {
  const { data, errors } = await lists.ask<{ batchTask: { failures: Failures } }>(failuresOfTask, {
    source,
    taskId,
    ...page,
  });
  expect(errors).toBeUndefined();
  return data?.batchTask.failures as Failures;
}

const tasks = huaweiTasks();
const documentedId = '9a186e66977dd48f01977e021c480cac';
const itemsOf = (task: HuaweiTask, start: number, end: number) =>
  Array.from({ length: Math.min(end, task.failed) - start }, (_, index) => failedItem(task, start + index)).map(
    ({ item, error_message }) => ({ item, code: null, message: error_message }),
  );
const found = (task: HuaweiTask | undefined): HuaweiTask => task as HuaweiTask;
const documented = found(tasks.find(({ id }) => id === documentedId));

test.for([{ first: 50 }, { first: 120 }, { first: 500 }])(
  'Huawei: a task with its $first first failures is one call',
  async (page) => {
    const lists = await startLists();
    const { nodes, pageInfo, totalCount } = await failures(lists, 'huawei-dns', documentedId, page);
    expect(nodes).toEqual(itemsOf(documented, 0, page.first));
    expect({ totalCount, more: pageInfo.hasNextPage }).toEqual({ totalCount: 120, more: page.first < 120 });
    expect(lists.sent().map(({ operation }) => operation)).toEqual(['ShowBatchOperationTask']);
  },
);

test('Huawei: more than 500 failures are paged through', async () => {
  const lists = await startLists();
  const task = found(tasks.find(({ failed }) => failed > 1_000));
  const nodes = [];
  let after: string | null = null;
  do {
    const page = await failures(lists, 'huawei-dns', task.id, { first: 300, after });
    expect(page.totalCount).toBe(task.failed);
    nodes.push(...page.nodes);
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  } while (after !== null);
  expect(nodes).toEqual(itemsOf(task, 0, task.failed));
});

test('Huawei: the failures of listed tasks cost a call each, and none where nothing failed', async () => {
  const { ask, sent } = await startLists();
  const query = `{ huaweiDnsBatchTasks(source: "huawei-dns", first: 30) { nodes { taskId failures(first: 3) { nodes { item } totalCount } } } }`;
  const { data } = await ask(query);
  const listed = tasks.slice(0, 30);
  expect(data).toEqual({
    huaweiDnsBatchTasks: {
      nodes: listed.map((task) => ({
        taskId: task.id,
        failures: { nodes: itemsOf(task, 0, 3).map(({ item }) => ({ item })), totalCount: task.failed },
      })),
    },
  });
  const failing = listed.filter(({ failed }) => failed > 0);
  expect(failing.length).toBeLessThan(30);
  const asked = sent().slice(1);
  expect(asked).toHaveLength(failing.length);
  expect(new Set(asked.map(({ parameters }) => parameters['task_id']))).toEqual(new Set(failing.map(({ id }) => id)));
});

test('Huawei: the last change and the failures of a listed task cost one call together', async () => {
  const { ask, callsOf } = await startLists();
  const { calls } = await callsOf(() => ask(firstSeven('updatedAt failures(first: 3) { nodes { item } }')));
  expect(calls).toHaveLength(1 + 7);
});

const firstSeven = (fields: string): string =>
  `{ huaweiDnsBatchTasks(source: "huawei-dns", first: 7) { nodes { ${fields} } } }`;

test('Huawei: listed tasks are asked for by their ids only where the time of their change is selected', async () => {
  const { ask, callsOf } = await startLists();
  const without = await callsOf(() => ask(firstSeven('taskId createdAt status counts { failed }')));
  expect(without.calls).toHaveLength(1);
  const { result, calls } = await callsOf(() => ask(firstSeven('updatedAt changed: updatedAt')));
  const times = tasks.slice(0, 7).map(({ updatedAt, hasBlankDates }) => {
    const time = new Date(hasBlankDates ? Math.floor(updatedAt / 1000) * 1000 : updatedAt).toISOString();
    return { updatedAt: time, changed: time };
  });
  expect(result.data).toEqual({ huaweiDnsBatchTasks: { nodes: times } });
  expect(calls).toHaveLength(1 + 7);
});

test.for([
  { source: 'aliyun-ecs-hangzhou', task: ecsTasks('cn-hangzhou').find(({ status }) => status === 'Failed') },
  { source: 'aliyun-imm', task: immBatches('test-project').find(({ failed }) => failed > 0) },
])('$source does not tell what failed: an empty page without a total, and no call', async ({ source, task }) => {
  const lists = await startLists();
  const page = await failures(lists, source, task?.id ?? '', {});
  expect(page).toEqual({ nodes: [], pageInfo: { hasNextPage: false, endCursor: null }, totalCount: null });
  expect(lists.sent()).toHaveLength(1);
});
