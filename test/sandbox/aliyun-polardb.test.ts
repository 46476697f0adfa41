import { startSandbox } from '#src/sandbox/start.ts';
import { afterAll, expect, test } from 'vitest';
import { alibaba, type Sent } from './call.ts';
import sample from '../fixtures/samples/polardb-DescribeBatchTask.json' with { type: 'json' };

interface SubTask {
  readonly TaskId: string;
  readonly Status: string;
  readonly ErrorMsg: string;
}
interface Batch {
  readonly BatchId: string;
  readonly TaskType: string;
  readonly Status: string;
  readonly TotalCount: number;
  readonly SuccessCount: number;
  readonly TaskBegin: string;
  readonly TaskEnd: string;
  readonly SubTasks: readonly SubTask[];
}
interface Answer extends Batch {
  readonly Code?: string;
  readonly TaskList: readonly Batch[];
}

const { url, close } = await startSandbox();
afterAll(close);

const describeBatchTask = (parameters: Sent) => alibaba<Answer>(url, 'polardb', 'DescribeBatchTask', parameters);
const describeBatchTasks = (parameters: Sent = {}) => alibaba<Answer>(url, 'polardb', 'DescribeBatchTasks', parameters);

async function everyBatch(): Promise<readonly Batch[]> {
  const pages = await Promise.all([1, 2].map((PageNumber) => describeBatchTasks({ PageSize: 100, PageNumber })));
  return pages.flatMap(({ body }) => body.TaskList);
}

test('answers the documented example, with ten sub-tasks', async () => {
  const { body } = await describeBatchTask({ BatchId: 'pcb-xxx' });
  const { SubTasks, ...rest } = body;
  expect({ ...rest, SubTasks: SubTasks.slice(0, 1) }).toEqual({ ...sample, RequestId: expect.any(String) });
  expect(SubTasks.map(({ Status }) => Status)).toEqual([...Array<string>(8).fill('COMPLETED'), 'RUNNING', 'RUNNING']);
});

test.for([
  { action: 'DescribeBatchTask', parameters: {}, status: 400, code: 'MissingParameter' },
  { action: 'DescribeBatchTask', parameters: { BatchId: 'pcb-0' }, status: 404, code: 'InvalidBatchId.NotFound' },
  { action: 'DescribeBatchTasks', parameters: { PageSize: 31 }, status: 400, code: 'InvalidParameter' },
  { action: 'DescribeBatchTasks', parameters: { PageSize: 10 }, status: 400, code: 'InvalidParameter' },
  { action: 'DescribeBatchTasks', parameters: { PageNumber: 0 }, status: 400, code: 'InvalidParameter' },
  { action: 'DescribeBatchTasks', parameters: { Status: 'RUNNING' }, status: 400, code: 'InvalidParameter' },
  { action: 'DescribeBatchTasks', parameters: { Status: '[1]' }, status: 400, code: 'InvalidParameter' },
  {
    action: 'DescribeBatchTasks',
    parameters: { StartTime: '2026-04-06 20:51:44' },
    status: 400,
    code: 'InvalidParameter',
  },
  { action: 'DescribeTasks', parameters: {}, status: 404, code: 'InvalidAction.NotFound' },
])('$action refuses $parameters with $code', async ({ action, parameters, status, code }) => {
  const answer = await alibaba<Answer>(url, 'polardb', action, parameters);
  expect([answer.status, answer.body.Code]).toEqual([status, code]);
});

test.for([
  { parameters: {}, rows: 30, total: 130 },
  { parameters: { PageSize: 50, PageNumber: 3 }, rows: 30, total: 130 },
  { parameters: { PageSize: 100 }, rows: 100, total: 130 },
  { parameters: { Status: '[]' }, rows: 30, total: 130 },
  { parameters: { Status: '["NONE"]' }, rows: 0, total: 0 },
  { parameters: { StartTime: '2026-05-28T16:38:20Z', EndTime: '2026-05-28T16:38:20Z' }, rows: 1, total: 1 },
  { parameters: { StartTime: '2026-05-28T16:38:20Z', EndTime: '2026-05-28T16:38:19Z' }, rows: 0, total: 0 },
])('pages $parameters: $rows of $total', async ({ parameters, rows, total }) => {
  const { body } = await describeBatchTasks(parameters);
  expect([body.TaskList.length, body.TotalCount]).toEqual([rows, total]);
});

test('the list is newest first, in dates of its own, without sub-tasks', async () => {
  const batches = await everyBatch();
  const times = batches.map(({ TaskBegin }) => TaskBegin);
  expect(times).toEqual(times.toSorted().toReversed());
  expect(new Set(batches.map(({ BatchId }) => BatchId)).size).toBe(130);
  for (const batch of batches) {
    expect(batch.TaskBegin).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
    expect(batch).not.toHaveProperty('SubTasks');
  }
  expect(new Set(batches.map(({ Status }) => Status))).toEqual(
    new Set(['COMPLETED', 'FAILED', 'RUNNING', 'RUNNING ', 'DISPATCHING', 'PAUSE', 'ROLLING_BACK']),
  );
});

test('filters by status, blanks aside, and by type', async () => {
  const batches = await everyBatch();
  const TaskType = 'polarclaw_uninstall_skills';
  const { body } = await describeBatchTasks({ Status: '["RUNNING","PAUSE"]', TaskType, PageSize: 100 });
  const expected = batches.filter((batch) => batch.TaskType === TaskType && /RUNNING|PAUSE/.test(batch.Status));
  expect(body.TaskList.map(({ BatchId }) => BatchId)).toEqual(expected.map(({ BatchId }) => BatchId));
});

test('sub-tasks agree with the counts; failed ones say why; some ids are beyond a double', async () => {
  const batches = await everyBatch();
  const answers = await Promise.all(batches.map(({ BatchId }) => describeBatchTask({ BatchId })));
  for (const { body } of answers) {
    const failed = body.SubTasks.filter(({ Status }) => Status === 'FAILED');
    expect(body.SubTasks).toHaveLength(body.TotalCount);
    expect(body.SubTasks.filter(({ Status }) => Status === 'COMPLETED').length).toBe(body.SuccessCount);
    expect(failed.every(({ ErrorMsg }) => ErrorMsg !== '')).toBe(true);
    expect(failed.length > 0 || body.Status !== 'FAILED').toBe(true);
  }
  const ids = answers.flatMap(({ body }) => body.SubTasks.map(({ TaskId }) => TaskId));
  expect(ids.some((id) => id.length === 19)).toBe(true);
});
