import { expect, test } from 'vitest';
import { taskGlobalId } from '#src/request/global-id.ts';
import type { Fault } from '#src/sandbox/faults.ts';
import { dnspodTasks, foreignId } from '#src/sandbox/seed/tencent-dnspod.ts';
import { sandboxSources } from '#src/sandbox/sources.ts';
import { BatchTaskDocument, DnsPodBatchTaskDocument, NodeDocument } from '#test/gql/graphql.ts';
import { expectNoLeak, startTestTaskline } from '#test/taskline.ts';

const source = 'tencent-dnspod';
const everything = { first: 120, recordsFirst: 3, failuresFirst: 120 };

type Taskline = Awaited<ReturnType<typeof startTestTaskline>>;

/** A task of DNSPod by its id, with a page of what it has. */
async function read({ ask }: Taskline, variables: { taskId: string; [name: string]: unknown }) {
  const { data, errors } = await ask(DnsPodBatchTaskDocument, variables);
  expect(errors).toBeUndefined();
  const task = data?.batchTask;
  if (!task || !('details' in task)) throw new Error(`${variables.taskId} is no task of DNSPod`);
  return task;
}

test('finds the documented task as it is documented, by one call', async () => {
  const taskline = await startTestTaskline();
  const task = await read(taskline, { taskId: '69' });
  expect(task).toMatchObject({
    taskId: '69',
    operation: 'record_modify',
    jobType: 'record_modify',
    status: 'SUCCEEDED',
    providerStatus: null,
    createdAt: '2021-04-07T07:28:31.000Z',
    finishedAt: null,
    progress: 1,
    counts: { total: 1, succeeded: 1, failed: 0, skipped: null },
    source: { key: source, provider: 'TENCENT_DNSPOD' },
    failures: { nodes: [], totalCount: 0 },
  });
  expect(task.details).toEqual({
    nodes: [
      {
        domain: 'dnsapi1.cn',
        domainId: '49',
        domainGrade: 'DP_FREE',
        operation: null,
        status: 'SUCCEEDED',
        providerStatus: 'ok',
        errorMessage: null,
        records: {
          nodes: [
            {
              recordId: '178',
              subDomain: 'test',
              type: 'MX',
              line: '默认',
              value: 'test.aaaaaaa.com.',
              ttl: 600,
              priority: 23,
              weight: null,
              enabled: true,
              remark: null,
              operation: 'edit',
              status: 'SUCCEEDED',
              providerStatus: 'ok',
              errorMessage: null,
            },
          ],
          pageInfo: { hasNextPage: false, endCursor: expect.any(String) },
          totalCount: 1,
        },
      },
    ],
    pageInfo: { hasNextPage: false, endCursor: expect.any(String) },
    totalCount: 1,
  });
  expect(taskline.sent()).toEqual([
    { provider: 'TENCENT_DNSPOD', operation: 'DescribeBatchTask', parameters: { JobId: '69' }, status: 200 },
  ]);
});

const seeded = dnspodTasks();

/** Tasks by how they stand at the start, and what is asked of such a task's failures. */
const standings = [
  { title: 'running', status: 'RUNNING', find: seeded.find(({ succeeded }) => succeeded.rate > 0) },
  {
    title: 'partly failed, by records',
    status: 'PARTIALLY_FAILED',
    find: seeded.find(
      ({ type, total, failed, succeeded }) =>
        type === 'record_create' && failed > 0 && failed < total && !succeeded.rate,
    ),
  },
  {
    title: 'failed, by domains',
    status: 'FAILED',
    find: seeded.find(({ type, total, failed }) => type === 'domain_create' && failed === total),
  },
  { title: 'of a long id', status: undefined, find: seeded.find(({ id }) => BigInt(id) > 2n ** 53n) },
];

test.for(standings)('tells of a task that is $title what the sandbox has', async ({ status, find }) => {
  // With a clock that stands, running tasks stay where they began.
  const now = new Date();
  const taskline = await startTestTaskline({ now: () => now });
  const { id, type, total, failed, succeeded } = find!;
  const task = await read(taskline, { taskId: id, ...everything });
  expect(task).toMatchObject({ taskId: id, jobType: type });
  expect(task.counts).toEqual({ total, succeeded: succeeded.atStart, failed, skipped: null });
  if (status !== undefined) expect(task.status).toBe(status);
  const { nodes, totalCount } = task.details!;
  expect([nodes.length, totalCount]).toEqual([total, total]);
  const having = (wanted: string) => nodes.filter((node) => node.status === wanted).length;
  expect([having('SUCCEEDED'), having('FAILED')]).toEqual([succeeded.atStart, failed]);
  expect(task.failures?.totalCount).toBe(failed);
  for (const failure of task.failures?.nodes ?? []) {
    expect(failure).toEqual({ item: expect.stringMatching(/\.example$/), code: null, message: expect.any(String) });
  }
});

test('details and records are paged without further calls, each once', async () => {
  const taskline = await startTestTaskline();
  const { id, total } = seeded.find((task) => task.total > 20 && task.type === 'record_create')!;
  const { details: whole } = await read(taskline, { taskId: id, ...everything });
  const domains = [];
  for (let after: string | null = null, more = true; more;) {
    const { details }: Awaited<ReturnType<typeof read>> = await read(taskline, { taskId: id, first: 7, after });
    domains.push(...details!.nodes.map(({ domain }) => domain));
    [after, more] = [details!.pageInfo.endCursor, details!.pageInfo.hasNextPage];
  }
  expect(domains).toEqual(whole?.nodes.map(({ domain }) => domain));
  expect(new Set(domains).size).toBe(total);
  const start = await read(taskline, { taskId: id, first: 3, recordsFirst: 1 });
  const [, , third] = start.details!.nodes;
  expect([third?.records?.totalCount, third?.records?.pageInfo.hasNextPage]).toEqual([3, true]);
  const recordsAfter = third?.records?.pageInfo.endCursor;
  // A cursor of one domain's records is none of another's.
  const { errors } = await taskline.ask(DnsPodBatchTaskDocument, { taskId: id, first: 3, recordsAfter });
  expect(errors).toMatchObject([
    { extensions: { code: 'INVALID_CURSOR' } },
    { extensions: { code: 'INVALID_CURSOR' } },
  ]);
  expect(taskline.sent()).toHaveLength(1);
});

test('is found by its global id', async () => {
  const { ask } = await startTestTaskline();
  const id = taskGlobalId('TENCENT_DNSPOD', source, '69');
  const { data } = await ask(NodeDocument, { id });
  expect(data?.node).toMatchObject({ __typename: 'TencentDnsPodBatchTask', id, taskId: '69' });
});

test.for(['987654321', '9223372036854775807', foreignId])('finds null where there is no task %s', async (taskId) => {
  const { ask, sent } = await startTestTaskline();
  expect(await ask(BatchTaskDocument, { source, taskId })).toEqual({ status: 200, data: { batchTask: null } });
  expect(sent()).toMatchObject([{ parameters: { JobId: taskId } }]);
});

test.for(['0', 'a', '9223372036854775808'])('refuses the id %s without a call', async (taskId) => {
  const { ask, sent } = await startTestTaskline();
  const { errors } = await ask(BatchTaskDocument, { source, taskId });
  expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', argument: 'taskId' } }]);
  expect(sent()).toEqual([]);
});

test('is in no timeline, and its source says so', async () => {
  const { askText, sent } = await startTestTaskline();
  const { data } = await askText<{ batchTasks: { sources: { source: { key: string } }[] }; source: object }>(
    '{ batchTasks(first: 1) { sources { source { key } } } source(key: "tencent-dnspod") { canList region } }',
  );
  expect(data?.source).toEqual({ canList: false, region: null });
  expect(data?.batchTasks.sources.map((each) => each.source.key)).not.toContain(source);
  expect(sent().map(({ provider }) => provider)).not.toContain('TENCENT_DNSPOD');
});

const denied = { code: 'UPSTREAM_DENIED', retryable: false };
const throttled = { code: 'UPSTREAM_THROTTLED', retryable: true, providerCode: 'RequestLimitExceeded' };

test.for([
  { fault: { kind: 'throttle' }, error: throttled, calls: 3 },
  { fault: { kind: 'error' }, error: { code: 'UPSTREAM_UNAVAILABLE', providerCode: 'InternalError' }, calls: 3 },
  { fault: { kind: 'error', status: 503 }, error: { code: 'UPSTREAM_UNAVAILABLE' }, calls: 3 },
  { fault: { kind: 'denied' }, error: { ...denied, providerCode: 'UnauthorizedOperation' }, calls: 1 },
  { fault: { kind: 'skew' }, error: { ...denied, providerCode: 'AuthFailure.SignatureExpire' }, calls: 1 },
  { fault: { kind: 'expired-token' }, error: { ...denied, providerCode: 'AuthFailure.TokenFailure' }, calls: 1 },
  { fault: { kind: 'html', status: 200 }, error: { code: 'UPSTREAM_BAD_RESPONSE', retryable: true }, calls: 2 },
  { fault: { kind: 'truncate' }, error: { code: 'UPSTREAM_BAD_RESPONSE', retryable: true }, calls: 2 },
] satisfies { fault: Omit<Fault, 'provider'>; error: object; calls: number }[])(
  '$fault.kind is $error.code after $calls calls',
  async ({ fault, error, calls }) => {
    const limits = { attemptMs: 8_000, backoffMs: 5, throttledBackoffMs: 30 };
    const { ask, spoil, sent, logged } = await startTestTaskline({
      sources: (url) => sandboxSources(url).map((each) => ({ ...each, limits })),
    });
    await spoil({ provider: 'TENCENT_DNSPOD', ...fault });
    const { data, errors } = await ask(BatchTaskDocument, { source, taskId: '69' });
    expect(data).toEqual({ batchTask: null });
    expect(errors).toMatchObject([{ path: ['batchTask'], extensions: { ...error, source } }]);
    expect(sent()).toHaveLength(calls);
    expectNoLeak(logged());
  },
);

test.for([
  { credentials: { accessKeyId: 'sandbox', accessKeySecret: 'wrong' }, providerCode: 'AuthFailure.SignatureFailure' },
  { credentials: { accessKeyId: 'nobody', accessKeySecret: 'any' }, providerCode: 'AuthFailure.SecretIdNotFound' },
])('a key is refused with $providerCode, and not tried again', async ({ credentials, providerCode }) => {
  const { ask, sent, logged } = await startTestTaskline({
    sources: (url) => sandboxSources(url).map((each) => ({ ...each, credentials })),
  });
  const { errors } = await ask(BatchTaskDocument, { source, taskId: '69' });
  expect(errors).toMatchObject([{ extensions: { ...denied, providerCode } }]);
  expect(sent()).toHaveLength(1);
  expectNoLeak(logged());
});

test('a clock that is off is set by the answer’s date', async () => {
  const { ask, sent, logged } = await startTestTaskline({ now: () => new Date(Date.now() + 3_600_000) });
  const { data } = await ask(BatchTaskDocument, { source, taskId: '69' });
  expect(data?.batchTask).toMatchObject({ taskId: '69' });
  expect(sent()).toHaveLength(2);
  expect(logged()).toContain('behind its clock');
});
