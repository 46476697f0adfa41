import { dnspodTasks, jobTypes } from '#src/sandbox/seed/tencent-dnspod.ts';
import { startSandbox } from '#src/sandbox/start.ts';
import { afterAll, expect, test } from 'vitest';
import { tencent, type TencentManner } from './call-tencent.ts';
import sample from '../fixtures/samples/dnspod-DescribeBatchTask.json' with { type: 'json' };

interface Line {
  readonly Status: string;
  readonly ErrMsg: string | null;
}
interface Detail extends Line {
  readonly RecordList: readonly Line[] | null;
}
interface Task {
  readonly Error?: { readonly Code: string };
  readonly DetailList: readonly Detail[];
  readonly TotalCount: number;
  readonly SuccessCount: number;
  readonly FailCount: number;
  readonly JobType: string;
  readonly CreatedAt: string;
}

let now = new Date('2026-06-02T00:00:00Z');
const { url, close } = await startSandbox({ now: () => now });
afterAll(close);

const describe = (body: string, manner: TencentManner = {}) =>
  tencent<{ Response: Task }>(url, 'DescribeBatchTask', {}, { now, body, ...manner });
const taskOf = async (id: string): Promise<Task> => (await describe(`{"JobId":${id}}`)).body.Response;
const everyTask = () => Promise.all(dnspodTasks().map(({ id }) => taskOf(id)));

test('answers the documented example', async () => {
  const { body } = await describe('{"JobId":69}');
  expect(body.Response).toEqual({ ...sample.Response, RequestId: expect.stringMatching(/^[0-9a-f-]{36}$/) });
});

test.for([
  { body: '{}', code: 'MissingParameter' },
  { body: '', code: 'MissingParameter' },
  { body: '[69]', code: 'MissingParameter' },
  { body: '{"JobId":null}', code: 'MissingParameter' },
  { body: '{"JobId":"69"}', code: 'InvalidParameter' },
  { body: '{"JobId":6.9}', code: 'InvalidParameter' },
  { body: '{"JobId":-69}', code: 'InvalidParameter' },
  { body: '{"JobId":[69]}', code: 'InvalidParameter' },
  { body: '{"JobId":18446744073709551616}', code: 'InvalidParameter' },
  { body: '{"JobId":18446744073709551615}', code: 'InvalidParameter.BatchTaskNotExist' },
  { body: '{"JobId":0}', code: 'InvalidParameter.ParamsIllegal' },
  { body: '{"JobId":70}', code: 'InvalidParameter.BatchTaskNotExist' },
  { body: '{"JobId":68}', code: 'FailedOperation.NotBatchTaskOwner' },
  { body: '{"JobId":69,"Offset":0}', code: 'UnknownParameter' },
])('refuses $body with $code', async ({ body, code }) => {
  const answer = await describe(body);
  expect([answer.status, answer.body.Response.Error?.Code]).toEqual([200, code]);
});

test('has no other operation', async () => {
  const { body } = await tencent<{ Response: Task }>(url, 'DescribeDomainList', {}, { now });
  expect(body.Response.Error?.Code).toBe('InvalidAction');
});

test('details agree with the counts, and failed ones say why, themselves or by a record', async () => {
  const tasks = await everyTask();
  for (const { DetailList, TotalCount, SuccessCount, FailCount } of tasks) {
    const having = (status: string) => DetailList.filter(({ Status }) => Status === status);
    expect(DetailList).toHaveLength(TotalCount);
    expect([having('ok').length, having('error').length]).toEqual([SuccessCount, FailCount]);
    expect(having('waiting')).toHaveLength(TotalCount - SuccessCount - FailCount);
    const told = having('error').map((detail) => [detail, ...(detail.RecordList ?? [])].map(({ ErrMsg }) => ErrMsg));
    expect(told.every((texts) => texts.filter((text) => text !== null).length === 1)).toBe(true);
  }
  expect(new Set(tasks.map(({ JobType }) => JobType))).toEqual(new Set(jobTypes));
});

test('tasks are running, done, partly failed and failed', async () => {
  const outcomes = (await everyTask()).map(({ TotalCount, SuccessCount, FailCount }) => {
    if (SuccessCount + FailCount < TotalCount) return 'running';
    return FailCount === 0 ? 'done' : FailCount === TotalCount ? 'failed' : 'partly failed';
  });
  expect(new Set(outcomes)).toEqual(new Set(['running', 'done', 'partly failed', 'failed']));
});

test('dates are in China’s time, and ids each of one task, some beyond what a double holds', async () => {
  const seeded = dnspodTasks();
  expect(new Set(seeded.map(({ id }) => id)).size).toBe(60);
  expect(seeded.filter(({ id }) => BigInt(id) > 2n ** 53n).length).toBeGreaterThan(2);
  for (const [index, { CreatedAt }] of (await everyTask()).entries()) {
    expect(Date.parse(`${CreatedAt.replace(' ', 'T')}+08:00`)).toBe(seeded[index]?.createdAt);
  }
});

/** What time does not change of a task. */
const still = ({ TotalCount, FailCount, JobType, CreatedAt }: Task) => ({ TotalCount, FailCount, JobType, CreatedAt });
const requestIdAside = (task: Task) => ({ ...task, RequestId: null });

test('time changes nothing but how much of running tasks is done, up to all', async () => {
  const early = await everyTask();
  expect((await everyTask()).map(requestIdAside)).toEqual(early.map(requestIdAside));
  now = new Date(now.getTime() + 86_400_000);
  const late = await everyTask();
  expect(late.map(still)).toEqual(early.map(still));
  for (const { TotalCount, SuccessCount, FailCount } of late) expect(SuccessCount + FailCount).toBe(TotalCount);
  expect(late.map(requestIdAside)).not.toEqual(early.map(requestIdAside));
});
