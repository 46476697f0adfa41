import { expect, test } from 'vitest';
import { polardbBatches } from '#src/sandbox/seed/aliyun-polardb.ts';
import { startLists } from './lists.ts';

const batches = polardbBatches();
const listed = batches.slice(0, 12);

interface SubTask {
  readonly taskId: string;
  readonly instanceId: string;
  readonly status: string;
}

const list = (fields: string) =>
  `{ aliyunPolarDbBatchTasks(source: "aliyun-polardb", first: 12) { nodes { taskId ${fields} } } }`;

test('listed batches are not asked for by their ids unless something selected needs it', async () => {
  const { ask, sent } = await startLists();
  const { errors } = await ask(list('name taskType status createdAt counts { total succeeded }'));
  expect(errors).toBeUndefined();
  expect(sent().map(({ operation }) => operation)).toEqual(['DescribeBatchTasks']);
});

test('sub-tasks, failures and the application of listed batches cost one call a batch together', async () => {
  const { ask, sent } = await startLists();
  const { data } = await ask<{ aliyunPolarDbBatchTasks: { nodes: readonly object[] } }>(
    list(
      'applicationType subTasks(first: 3) { nodes { taskId } totalCount } failures(first: 2) { nodes { item } totalCount }',
    ),
  );
  expect(data?.aliyunPolarDbBatchTasks.nodes).toMatchObject(
    listed.map((batch) => ({
      taskId: batch.id,
      subTasks: {
        nodes: [0, 1, 2].slice(0, batch.total).map((index) => ({ taskId: String(batch.firstSubTask + BigInt(index)) })),
        totalCount: batch.total,
      },
      failures: { totalCount: batch.failed },
    })),
  );
  const [first, ...others] = sent();
  expect(first?.operation).toBe('DescribeBatchTasks');
  expect(others).toHaveLength(listed.length);
  expect(new Set(others.map(({ parameters }) => parameters['BatchId']))).toEqual(new Set(listed.map(({ id }) => id)));
});

test('sub-tasks are paged both ways, and those that failed are told apart', async () => {
  const { ask } = await startLists();
  const batch = batches.find(({ status, failed, total }) => status === 'FAILED' && failed > 2 && total > failed + 2);
  const read = async (page: object) => {
    const query = `query ($taskId: String!, $first: Int, $after: String, $last: Int) {
      batchTask(source: "aliyun-polardb", taskId: $taskId) { ... on AliyunPolarDbBatchTask {
        subTasks(first: $first, after: $after, last: $last) {
          nodes { taskId instanceId status } pageInfo { endCursor hasNextPage }
        }
        failures(first: 500) { nodes { item message } totalCount }
      } }
    }`;
    type Data = {
      batchTask: {
        subTasks: { nodes: SubTask[]; pageInfo: { endCursor: string | null; hasNextPage: boolean } };
        failures: { nodes: { item: string; message: string }[]; totalCount: number };
      };
    };
    const { data, errors } = await ask<Data>(query, { taskId: batch?.id, ...page });
    expect(errors).toBeUndefined();
    return data?.batchTask as Data['batchTask'];
  };
  const { subTasks: whole, failures } = await read({ first: 500 });
  const start = await read({ first: 2 });
  const rest = await read({ first: 500, after: start.subTasks.pageInfo.endCursor });
  expect(whole.nodes).toHaveLength(batch?.total ?? 0);
  expect([...start.subTasks.nodes, ...rest.subTasks.nodes]).toEqual(whole.nodes);
  expect((await read({ last: 2 })).subTasks.nodes).toEqual(whole.nodes.slice(-2));
  const failed = whole.nodes.filter(({ status }) => status === 'FAILED');
  expect(failed).toHaveLength(batch?.failed ?? 0);
  expect(failures.nodes.map(({ item }) => item)).toEqual(failed.map(({ instanceId }) => instanceId));
  expect(failures.nodes[0]?.message).toMatch(/^instance \d+ is locked$/);
});
