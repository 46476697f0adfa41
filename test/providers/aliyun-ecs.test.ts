import { expect, test } from 'vitest';
import { aliyunEcs } from '#src/providers/aliyun-ecs/index.ts';
import { toTask } from '#src/providers/aliyun-ecs/task.ts';
import { describeTasks, task } from '#src/providers/aliyun-ecs/wire.ts';
import { answering, caller, refusal, sample, source } from './answering.ts';
import { faultsIn, parsed } from '#test/shapes.ts';

const settings = { key: 'here', region: 'cn-hangzhou' };
const read = (row: Record<string, unknown>) => toTask(source, parsed(task, { TaskId: 't-1', ...row }));

test("reads the documentation's own task", async () => {
  const { upstream } = answering(sample('ecs-DescribeTasks'));
  const [found] = await aliyunEcs.connect(source, settings, upstream).getMany(['t-bp1hvgwromzv32iq****'], caller);
  expect(found).toEqual({
    source,
    taskId: 't-bp1hvgwromzv32iq****',
    operation: 'ImportImage',
    status: 'SUCCEEDED',
    providerStatus: 'Finished',
    createdAt: Date.parse('2020-11-24T12:50:00Z'),
    updatedAt: null,
    finishedAt: Date.parse('2020-11-24T12:50:00Z'),
    counts: { total: null, succeeded: null, failed: null, skipped: null },
    progress: 1,
    failureReason: null,
    action: 'ImportImage',
    resourceId: 'm-bp1i8huqm5u7****',
    supportsCancel: true,
  });
});

test('asks for many tasks in one call, with room for all of them', async () => {
  const { upstream, sent } = answering({ TaskSet: { Task: [{ TaskId: 't-3' }, { TaskId: 't-1' }] } });
  const found = await aliyunEcs.connect(source, settings, upstream).getMany(['t-1', 't-2', 't-3'], caller);
  expect(found).toMatchObject([{ taskId: 't-1' }, null, { taskId: 't-3' }]);
  expect(sent).toEqual([
    {
      operation: 'DescribeTasks',
      method: 'POST',
      path: '/',
      query: [
        ['RegionId', 'cn-hangzhou'],
        ['TaskIds', 't-1,t-2,t-3'],
        ['PageSize', '100'],
      ],
      headers: { 'x-acs-action': 'DescribeTasks', 'x-acs-version': '2014-05-26' },
      shape: describeTasks([]).shape,
    },
  ]);
});

test('a task that did not come, though more are counted, is not taken for none', async () => {
  const { upstream } = answering({ TotalCount: 2, TaskSet: { Task: [{ TaskId: 't-3' }] } });
  const found = await aliyunEcs.connect(source, settings, upstream).getMany(['t-1', 't-3'], caller);
  expect(found).toMatchObject([{ code: 'UPSTREAM_BAD_RESPONSE', operation: 'DescribeTasks' }, { taskId: 't-3' }]);
});

test('asks nothing for no ids', async () => {
  const { upstream, sent } = answering();
  expect(await aliyunEcs.connect(source, settings, upstream).getMany([], caller)).toEqual([]);
  expect(sent).toEqual([]);
});

test('passes a failure on', async () => {
  const error = refusal('InvalidRegionId.NotFound');
  const provider = aliyunEcs.connect(source, settings, answering(error).upstream);
  await expect(provider.getMany(['t-1'], caller)).rejects.toBe(error);
});

test.for([
  { word: 'Processing', status: 'RUNNING', progress: null, finished: false },
  { word: 'PROCESSING ', status: 'RUNNING', progress: null, finished: false },
  { word: 'Finished', status: 'SUCCEEDED', progress: 1, finished: true },
  { word: 'FINISHED', status: 'SUCCEEDED', progress: 1, finished: true },
  { word: ' failed', status: 'FAILED', progress: 1, finished: true },
  { word: 'Cancelling', status: 'CANCELED', progress: null, finished: false },
  { word: 'CANCELING', status: 'CANCELED', progress: null, finished: false },
  { word: 'Cancelled', status: 'CANCELED', progress: 1, finished: true },
  { word: ' canceled', status: 'CANCELED', progress: 1, finished: true },
  { word: 'Waiting', status: 'UNKNOWN', progress: null, finished: false },
  { word: null, status: 'UNKNOWN', progress: null, finished: false },
])('reads $word as $status', ({ word, status, progress, finished }) => {
  const found = read({ TaskStatus: word, FinishedTime: '2020-11-24T12:50Z' });
  expect(found).toMatchObject({ status, progress, providerStatus: word?.trim() ?? null });
  expect(found.finishedAt !== null).toBe(finished);
});

test('reads a task of which nothing but the id is told', () => {
  const bare = { status: 'UNKNOWN', operation: null, createdAt: null, finishedAt: null, supportsCancel: null };
  expect(read({})).toMatchObject({ taskId: 't-1', ...bare });
});

test.for([
  { answer: { TaskSet: { Task: [{ TaskId: 't-1' }, {}] } }, path: ['TaskSet', 'Task', 1, 'TaskId'] },
  { answer: { TaskSet: { Task: { TaskId: 't-1' } } }, path: ['TaskSet', 'Task'] },
  { answer: { TaskSet: [] }, path: ['TaskSet'] },
  { answer: { TotalCount: 0 }, path: ['TaskSet'] },
  { answer: { TotalCount: 3, TaskSet: {} }, path: ['TaskSet', 'Task'] },
  { answer: { TaskSet: {} }, path: ['TaskSet', 'Task'] },
  { answer: null, path: [] },
])('names $path in $answer', ({ answer, path }) => {
  expect(faultsIn(describeTasks([]).shape, answer)).toMatchObject([{ path }]);
});

test('reads a page of no tasks', () => {
  expect(parsed(describeTasks([]).shape, { TotalCount: '0', TaskSet: {} })).toEqual({
    TotalCount: 0,
    PageNumber: null,
    PageSize: null,
    TaskSet: { Task: [] },
  });
});
