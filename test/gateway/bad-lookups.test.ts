import { expect, test } from 'vitest';
import type { SourceConfig } from '#src/config/source.ts';
import { credentials, ecs, startGateway } from '#test/discipline/gateway.ts';
import { everyTask, startFaultyUpstream } from '#test/faulty-upstream.ts';

type Rows = Record<string, unknown>[];

/** An ECS that alters the row of one id, and a gateway over it. */
async function startWithBadRow(change: (row: Rows[number]) => unknown) {
  const upstream = await startFaultyUpstream({
    answer(call) {
      const { TaskSet } = everyTask(call) as { TaskSet: { Task: Rows } };
      return { TaskSet: { Task: TaskSet.Task.map((row) => (row['TaskId'] === 't-bad' ? change(row) : row)) } };
    },
  });
  return { ...(await startGateway([ecs(upstream.url)])), calls: upstream.calls };
}

const lookups = `{
  good: batchTask(source: "ecs", taskId: "t-1") { taskId }
  bad: batchTask(source: "ecs", taskId: "t-bad") { taskId operation }
  other: batchTask(source: "ecs", taskId: "t-2") { taskId }
}`;

test.for([
  { kind: 'null', change: () => null },
  { kind: 'without an id', change: (row: Rows[number]) => ({ ...row, TaskId: null }) },
  { kind: 'no object', change: () => 5 },
])('a row $kind fails its own lookup, and none that came in the same call', async ({ change }) => {
  const { ask, calls, logged } = await startWithBadRow(change);
  const { data, errors } = await ask(lookups);
  expect(data).toEqual({ good: { taskId: 't-1' }, bad: null, other: { taskId: 't-2' } });
  expect(errors).toMatchObject([{ path: ['bad'], extensions: { code: 'UPSTREAM_BAD_RESPONSE' } }]);
  expect(calls).toHaveLength(1);
  expect(logged().match(/left out/g)).toHaveLength(1);
});

test('a row with an object for a text is found without it', async () => {
  const { ask } = await startWithBadRow((row) => ({ ...row, TaskAction: { en: 'Import' } }));
  const { data, errors } = await ask(lookups);
  expect(errors).toBeUndefined();
  expect(data).toMatchObject({ bad: { taskId: 't-bad', operation: null } });
});

const odd = { zh: 'odd' };

/** What a provider answers for a task by its id, of which a text and some of its parts are bad; what is shown of it. */
const whole: readonly {
  readonly source: Partial<SourceConfig> & Pick<SourceConfig, 'provider'>;
  readonly answer: object;
  readonly fields: string;
  readonly shown: object;
}[] = [
  {
    source: { provider: 'ALIYUN_IMM', region: 'r', project: 'p' },
    answer: { Batch: { Id: '5', Error: odd, State: 'Failed', Actions: [null, { Name: odd }, 'no', { Name: 'a' }] } },
    fields: 'status failureReason ... on AliyunImmBatch { actions { name } }',
    shown: { status: 'FAILED', failureReason: null, actions: [{ name: null }, { name: 'a' }] },
  },
  {
    source: { provider: 'ALIYUN_POLARDB', region: 'cn-hangzhou' },
    answer: {
      BatchId: '5',
      TaskType: odd,
      Status: 'FAILED',
      SubTasks: [null, 'no', { Status: 'FAILED', ErrorMsg: odd }],
    },
    fields: 'status operation ... on AliyunPolarDbBatchTask { subTasks { nodes { status errorMessage } } }',
    shown: { status: 'FAILED', operation: null, subTasks: { nodes: [{ status: 'FAILED', errorMessage: null }] } },
  },
  {
    source: { provider: 'ALIYUN_DNS' },
    answer: { TaskId: '5', Status: 0, BatchType: odd },
    fields: 'status operation',
    shown: { status: 'RUNNING', operation: null },
  },
  {
    source: { provider: 'HUAWEI_DNS', region: 'cn-north-4' },
    answer: {
      id: '5',
      type: odd,
      status: 'PENDING',
      error_count: 1,
      error_items: [[], { item: 'a', error_message: odd }],
    },
    fields: 'status operation failures { nodes { item message } }',
    shown: { status: 'RUNNING', operation: null, failures: { nodes: [{ item: 'a', message: null }] } },
  },
  {
    source: { provider: 'TENCENT_DNSPOD' },
    answer: { Response: { JobType: odd, TotalCount: 1, DetailList: [null, 'no', { Domain: 'a.cn', Status: odd }] } },
    fields: 'operation ... on TencentDnsPodBatchTask { details { nodes { domain status } } }',
    shown: { operation: null, details: { nodes: [{ domain: 'a.cn', status: 'UNKNOWN' }] } },
  },
];

test.for(whole)(
  '$source.provider: what is bad in a task is left out of it',
  async ({ source, answer, fields, shown }) => {
    const upstream = await startFaultyUpstream({ answer: () => answer });
    const { ask } = await startGateway([{ key: 'here', endpoint: upstream.url, credentials, ...source }]);
    const { data, errors } = await ask(`{ task: batchTask(source: "here", taskId: "5") { ${fields} } }`);
    expect(errors).toBeUndefined();
    expect(data).toEqual({ task: shown });
  },
);

/** Tasks by their ids with things that stand where an object or a list belongs, and what is shown of them. */
const misplaced: readonly {
  readonly source: (typeof whole)[number]['source'];
  readonly answer: object;
  readonly fields: string;
  readonly shown: object;
  readonly failed: readonly string[];
}[] = [
  {
    source: { provider: 'ALIYUN_IMM', region: 'r', project: 'p' },
    answer: { Batch: { Id: '5', State: 'Failed', Actions: 'no', Input: [], Notification: '', Statistic: 'no' } },
    fields:
      'status ... on AliyunImmBatch { actions { name } input { bucket } notification { topic } statistic { skipFiles } }',
    shown: { status: 'FAILED', actions: [], input: null, notification: null, statistic: null },
    failed: [],
  },
  {
    source: { provider: 'ALIYUN_POLARDB', region: 'cn-hangzhou' },
    answer: { BatchId: '5', Status: 'FAILED', SubTasks: 'no' },
    fields: 'status ... on AliyunPolarDbBatchTask { subTasks { nodes { status } } } failures { nodes { item } }',
    shown: { status: 'FAILED', subTasks: null, failures: null },
    failed: ['subTasks', 'failures'],
  },
  {
    source: { provider: 'HUAWEI_DNS', region: 'cn-north-4' },
    answer: { id: '5', status: 'PENDING', error_items: {} },
    fields: 'status failures { nodes { item } }',
    shown: { status: 'RUNNING', failures: null },
    failed: ['failures'],
  },
];

test.for(misplaced)(
  '$source.provider: what stands where an object or a list belongs costs that member only',
  async ({ source, answer, fields, shown, failed }) => {
    const upstream = await startFaultyUpstream({ answer: () => structuredClone(answer) });
    const { ask, logged } = await startGateway([{ key: 'here', endpoint: upstream.url, credentials, ...source }]);
    const { data, errors = [] } = await ask(`{ task: batchTask(source: "here", taskId: "5") { ${fields} } }`);
    expect(data).toEqual({ task: shown });
    expect(errors.map(({ path, extensions }) => [path?.[1], extensions?.['code']])).toEqual(
      failed.map((field) => [field, 'UPSTREAM_BAD_RESPONSE']),
    );
    expect(logged()).toContain('left out');
  },
);

test('ECS: what nobody asked for tells nothing of what was asked for', async () => {
  const upstream = await startFaultyUpstream({
    answer: () => ({ TotalCount: 1, TaskSet: { Task: [{ TaskId: 'another' }] } }),
  });
  const { ask } = await startGateway([ecs(upstream.url)]);
  const { data, errors } = await ask('{ task: batchTask(source: "ecs", taskId: "t-1") { taskId } }');
  expect(data).toEqual({ task: null });
  expect(errors).toMatchObject([{ extensions: { code: 'UPSTREAM_BAD_RESPONSE' } }]);
});

test.for([
  { TotalCount: { toString: 1 }, TaskSet: { Task: [] } },
  { TotalCount: '0', TaskSet: {} },
  { TotalCount: 0, TaskSet: null },
])('ECS: %j has no task', async (answer) => {
  const upstream = await startFaultyUpstream({ answer: () => answer });
  const { ask } = await startGateway([ecs(upstream.url)]);
  const { data, errors } = await ask('{ task: batchTask(source: "ecs", taskId: "t-1") { taskId } }');
  expect([data, errors]).toEqual([{ task: null }, undefined]);
});

test('Huawei: an id of a list that cannot be a part of a path is shown, and never asked for', async () => {
  const ids = ['../../v2/zones?x=', 'a b', '\u4efb', 'good'];
  const upstream = await startFaultyUpstream({
    answer: ({ target }) =>
      target.includes('limit=')
        ? { tasks: ids.map((id) => ({ id, error_count: 1 })), metadata: { total_count: ids.length } }
        : { id: 'good', updated_at: '2026-01-01T00:00:00Z' },
  });
  const source = { provider: 'HUAWEI_DNS', region: 'cn-north-4' } as const;
  const { ask } = await startGateway([{ key: 'here', endpoint: upstream.url, credentials, ...source }]);
  const { data, errors } = await ask('{ page: huaweiDnsBatchTasks(source: "here") { nodes { taskId updatedAt } } }');
  const updated = '2026-01-01T00:00:00.000Z';
  expect(data).toMatchObject({
    page: { nodes: ids.map((taskId) => ({ taskId, updatedAt: taskId === 'good' ? updated : null })) },
  });
  expect(errors?.map(({ extensions }) => extensions?.['code'])).toEqual(
    ids.slice(1).map(() => 'UPSTREAM_BAD_RESPONSE'),
  );
  expect(upstream.calls.map(({ target }) => target)).toEqual([
    expect.stringContaining('limit='),
    expect.stringMatching(/\/good$/),
  ]);
});

test.for([
  { subTasks: undefined, nodes: null, code: 'UPSTREAM_BAD_RESPONSE' },
  { subTasks: null, nodes: [], code: undefined },
])('PolarDB: sub-tasks told as $subTasks are $nodes', async ({ subTasks, nodes, code }) => {
  const upstream = await startFaultyUpstream({ answer: () => ({ BatchId: '5', SubTasks: subTasks }) });
  const source = { provider: 'ALIYUN_POLARDB', region: 'cn-hangzhou' } as const;
  const { ask } = await startGateway([{ key: 'here', endpoint: upstream.url, credentials, ...source }]);
  const { data, errors } = await ask(`{ task: batchTask(source: "here", taskId: "5") {
    taskId ... on AliyunPolarDbBatchTask { subTasks { nodes { status } } }
  } }`);
  expect(data).toEqual({ task: { taskId: '5', subTasks: nodes && { nodes } } });
  expect(errors?.[0]?.extensions?.['code']).toBe(code);
  expect(upstream.calls).toHaveLength(1);
});

test.for(whole)('$source.provider: an answer of nothing is no task, and not none', async ({ source }) => {
  const upstream = await startFaultyUpstream({ answer: () => ({ RequestId: 'R', Response: { RequestId: 'R' } }) });
  const { ask } = await startGateway([{ key: 'here', endpoint: upstream.url, credentials, ...source }]);
  const { data, errors } = await ask('{ task: batchTask(source: "here", taskId: "5") { status } }');
  expect(data).toEqual({ task: null });
  expect(errors).toMatchObject([{ extensions: { code: 'UPSTREAM_BAD_RESPONSE' } }]);
});
