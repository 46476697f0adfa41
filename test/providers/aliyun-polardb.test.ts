import { expect, test } from 'vitest';
import { aliyunPolarDb } from '#src/providers/aliyun-polardb/index.ts';
import { toFailure, toSubTask } from '#src/providers/aliyun-polardb/sub-task.ts';
import { toTask, withFailuresOf } from '#src/providers/aliyun-polardb/task.ts';
import { batchTask, describeBatchTask, describeBatchTasks, subTask } from '#src/providers/aliyun-polardb/wire.ts';
import { answering, caller, refusal, sample, source } from './answering.ts';
import { faultsIn, parsed } from '#test/shapes.ts';

const settings = { key: 'here', region: 'cn-hangzhou' };
const told = (row: Record<string, unknown>) =>
  toTask(source, parsed(describeBatchTask([]).shape, { BatchId: 'pcb-1', ...row }));
const listed = (row: Record<string, unknown>) => toTask(source, parsed(batchTask, { BatchId: 'pcb-1', ...row }));

test("reads the documentation's own batch: its blank, its slashes, its end before its beginning", () => {
  const begin = Date.parse('2026-05-28T16:38:20Z');
  expect(told(sample('polardb-DescribeBatchTask'))).toEqual({
    source,
    taskId: 'pcb-xxx',
    operation: 'polarclaw_install_skills',
    status: 'RUNNING',
    providerStatus: 'RUNNING',
    createdAt: begin,
    updatedAt: null,
    finishedAt: null,
    counts: { total: 10, succeeded: 8, failed: 0, skipped: null },
    progress: 0.8,
    failureReason: null,
    name: 'batch_task_test',
    taskType: 'polarclaw_install_skills',
    applicationType: null,
    startedAt: begin,
    allSubTasks: [
      {
        taskId: '629271331',
        instanceId: 'pc-pz5f6mvi1p84t35d7',
        status: 'SUCCEEDED',
        providerStatus: 'COMPLETED',
        startedAt: Date.parse('2026-05-28T17:38:20Z'),
        finishedAt: Date.parse('2026-05-28T20:38:20Z'),
        errorMessage: expect.stringMatching(/^aliuid:1422133474238823 assumeOssRole not exist/),
      },
    ],
  });
});

const counted = { TotalCount: 4, SuccessCount: 1, TaskEnd: '2026-04-06 20:51:44' };
const SubTasks = [{ Status: 'FAILED' }, { Status: 'failed ' }, { Status: 'RUNNING' }, { Status: 'COMPLETED' }];

test.for([
  { row: { ...counted, Status: 'DISPATCHING' }, status: 'PENDING', failed: null },
  { row: { ...counted, Status: 'RUNNING ' }, status: 'RUNNING', failed: null },
  { row: { ...counted, Status: 'RUNNING', SubTasks }, status: 'RUNNING', failed: 2 },
  { row: { ...counted, Status: 'PAUSE', SubTasks }, status: 'SUSPENDED', failed: 2 },
  { row: { ...counted, Status: 'COMPLETED' }, status: 'PARTIALLY_FAILED', failed: 3 },
  { row: { ...counted, Status: 'completed', SuccessCount: 4 }, status: 'SUCCEEDED', failed: 0 },
  { row: { ...counted, Status: 'COMPLETED', SuccessCount: 5 }, status: 'SUCCEEDED', failed: 0 },
  { row: { ...counted, Status: 'COMPLETED', SuccessCount: 0 }, status: 'FAILED', failed: 4 },
  { row: { ...counted, Status: 'COMPLETED', TotalCount: null }, status: 'SUCCEEDED', failed: null },
  { row: { ...counted, Status: 'FAILED' }, status: 'FAILED', failed: 3 },
  { row: { ...counted, Status: 'TEMP_TERMINATED' }, status: 'UNKNOWN', failed: null },
  { row: { Status: null }, status: 'UNKNOWN', failed: null },
])('reads $row as $status with $failed failed', ({ row, status, failed }) => {
  expect(told(row)).toMatchObject({ status, counts: { failed } });
});

test.for(['DISPATCHING', 'RUNNING', 'PAUSE', 'COMPLETED', 'FAILED', 'else'])(
  'gives %s one status, by id and in a list',
  (Status) => {
    expect(told({ ...counted, Status, SubTasks }).status).toBe(listed({ ...counted, Status }).status);
  },
);

test.for([
  { Status: 'COMPLETED', finishedAt: Date.parse('2026-04-06T20:51:44Z') },
  { Status: 'RUNNING', finishedAt: null },
])('is finished, when $Status, at $finishedAt', ({ Status, finishedAt }) => {
  expect(listed({ ...counted, Status })).toMatchObject({ finishedAt, allSubTasks: null });
});

test('a listed batch is as far as its list and its own sub-tasks say, and below 1 while the list has it go on', () => {
  const row = { ...counted, Status: 'RUNNING', SuccessCount: 2 };
  const inList = listed(row);
  expect(inList).toMatchObject({ progress: null, counts: { failed: null } });
  const failing = told({ ...row, SubTasks: [{ Status: 'FAILED' }, { Status: 'RUNNING' }] });
  expect(withFailuresOf(inList, failing)).toMatchObject({ progress: 0.75, counts: { failed: 1 } });
  const finished = told({ ...counted, Status: 'COMPLETED', SuccessCount: 2, SubTasks: [{ Status: 'FAILED' }] });
  expect(withFailuresOf(inList, finished)).toMatchObject({ status: 'RUNNING', progress: 0.99, counts: { failed: 2 } });
  expect(withFailuresOf(inList, null)).toMatchObject({ progress: null, counts: { failed: null } });
});

test.for([
  {
    row: { Status: 'FAILED', InstanceId: 'pc-1', ErrorMsg: 'no' },
    failure: { item: 'pc-1', code: null, message: 'no' },
  },
  { row: { Status: 'COMPLETED', InstanceId: 'pc-1', ErrorMsg: 'no' }, failure: null },
  { row: {}, failure: null },
])('tells $failure of $row', ({ row, failure }) => {
  expect(toFailure(toSubTask(parsed(subTask, row)))).toEqual(failure);
});

test('reads a sub-task that goes on, its number of an id as text', () => {
  const row = { TaskId: 629271331, Status: 'RUNNING', TaskEnd: '2026/05/28T20:38:20Z' };
  expect(toSubTask(parsed(subTask, row))).toMatchObject({ taskId: '629271331', status: 'RUNNING', finishedAt: null });
});

test('asks for a batch by its id as it is', async () => {
  const { upstream, sent } = answering(sample('polardb-DescribeBatchTask'));
  const provider = aliyunPolarDb.connect(source, settings, upstream);
  expect(await provider.getMany(['pcb-xxx'], caller)).toMatchObject([{ taskId: 'pcb-xxx' }]);
  expect(sent).toMatchObject([
    {
      operation: 'DescribeBatchTask',
      query: [['BatchId', 'pcb-xxx']],
      headers: { 'x-acs-action': 'DescribeBatchTask', 'x-acs-version': '2017-08-01' },
    },
  ]);
});

test.for(['InvalidBatchId.NotFound', 'ResourceNotFound'])('finds no batch where the answer is %s', async (code) => {
  const provider = aliyunPolarDb.connect(source, settings, answering(refusal(code)).upstream);
  expect(await provider.getMany(['pcb-1'], caller)).toEqual([null]);
});

test('passes another refusal on', async () => {
  const error = refusal('InvalidParameter');
  const provider = aliyunPolarDb.connect(source, settings, answering(error).upstream);
  await expect(provider.getMany(['pcb-1'], caller)).rejects.toBe(error);
});

test.for([
  { operation: describeBatchTask, answer: {}, path: ['BatchId'] },
  { operation: describeBatchTask, answer: { BatchId: 'b', SubTasks: {} }, path: ['SubTasks'] },
  {
    operation: describeBatchTask,
    answer: { BatchId: 'b', SubTasks: [{}, { Status: [] }] },
    path: ['SubTasks', 1, 'Status'],
  },
  { operation: describeBatchTasks, answer: { TaskList: [{ BatchId: '' }] }, path: ['TaskList', 0, 'BatchId'] },
  { operation: describeBatchTasks, answer: { TotalCount: 0 }, path: ['TaskList'] },
  { operation: describeBatchTasks, answer: { TaskList: 'none' }, path: ['TaskList'] },
])('names $path in $answer', ({ operation, answer, path }) => {
  expect(faultsIn(operation([]).shape, answer)).toMatchObject([{ path }]);
});
