import { expect, test } from 'vitest';
import { polardbBatches } from '#src/sandbox/seed/aliyun-polardb.ts';
import { huaweiTasks } from '#src/sandbox/seed/huawei-dns.ts';
import { startLists } from './lists.ts';

interface Node {
  readonly id: string;
  readonly taskId: string;
  readonly status: string;
  readonly progress: number | null;
  readonly counts: { readonly total: number | null; readonly failed: number | null };
}

const hasFinished = (status: string): boolean => /^(DONE|COMPLETED|FAILED) ?$/.test(status);

/** The lists that leave something out of what goes on: which of the first tasks, and what. */
const lists = [
  {
    list: 'huaweiDnsBatchTasks',
    source: 'huawei-dns',
    parameter: 'task_id',
    operation: 'ShowBatchOperationTask',
    count: 'total',
    leftOut: huaweiTasks()
      .slice(0, 30)
      .filter(({ status }) => !hasFinished(status))
      .map(({ id }) => id),
  },
  {
    list: 'aliyunPolarDbBatchTasks',
    source: 'aliyun-polardb',
    parameter: 'BatchId',
    operation: 'DescribeBatchTask',
    count: 'failed',
    leftOut: polardbBatches()
      .slice(0, 30)
      .filter(({ status }) => !hasFinished(status))
      .map(({ id }) => id),
  },
] as const;

const others = { total: 'failed', failed: 'total' } as const;

test.for(lists)(
  '$list: what it leaves out takes one call for each task that goes on, and only where it is selected',
  async (each) => {
    const { list, source, parameter, operation, count, leftOut } = each;
    const { ask, callsOf } = await startLists();
    const asking = (fields: string) => () => ask(`{ ${list}(source: "${source}", first: 30) { nodes { ${fields} } } }`);
    const plain = await callsOf(asking(`id status createdAt counts { succeeded ${others[count]} }`));
    expect(plain.calls).toHaveLength(1);
    expect(leftOut.length).toBeGreaterThan(3);
    const { calls, result } = await callsOf(asking(`taskId progress counts { ${count} } again: progress`));
    const filling = calls.filter((call) => call.operation === operation);
    expect(filling).toHaveLength(leftOut.length);
    expect(new Set(filling.map(({ parameters }) => parameters[parameter]))).toEqual(new Set(leftOut));
    expect(calls.length - filling.length).toBeLessThanOrEqual(1);
    const { nodes } = (result.data as Record<string, { nodes: Node[] }>)[list]!;
    for (const { progress, counts } of nodes) expect([progress, counts[count]]).not.toContain(null);
  },
);

test.for(lists)(
  '$list: what is remembered of a task takes no call',
  async ({ list, source, count, operation, leftOut }) => {
    const { askText, callsOf } = await startLists();
    const [taskId = '', ...left] = leftOut;
    await askText(`{ batchTask(source: "${source}", taskId: "${taskId}") { status } }`);
    const { calls } = await callsOf(() =>
      askText(`{ ${list}(source: "${source}", first: 30) { nodes { progress counts { ${count} } } } }`),
    );
    expect(calls.filter((call) => call.operation === operation)).toHaveLength(left.length);
  },
);

test.for(lists)(
  '$list: where a task cannot be read, what is left out is null with the error, and nothing else',
  async (each) => {
    const { list, source, operation, count, leftOut } = each;
    const { ask, spoil } = await startLists();
    const provider = source === 'huawei-dns' ? 'HUAWEI_DNS' : 'ALIYUN_POLARDB';
    await spoil({ provider, kind: 'denied', operation });
    const { data, errors } = await ask<Record<string, { nodes: Node[] }>>(
      `{ ${list}(source: "${source}", first: 30) { nodes { taskId status progress counts { ${count} succeeded } } } }`,
    );
    const { nodes } = data![list]!;
    expect(nodes).toHaveLength(30);
    const spoiled = nodes.filter(({ progress }) => progress === null);
    expect(spoiled.map(({ taskId }) => taskId)).toEqual(leftOut);
    for (const { counts } of spoiled) expect(counts).toMatchObject({ [count]: null, succeeded: expect.any(Number) });
    expect(errors).toHaveLength(2 * leftOut.length);
    expect(errors?.every(({ extensions }) => extensions?.['code'] === 'UPSTREAM_DENIED')).toBe(true);
  },
);
