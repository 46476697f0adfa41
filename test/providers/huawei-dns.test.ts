import { expect, test } from 'vitest';
import { huaweiDns } from '#src/providers/huawei-dns/index.ts';
import { toTask, withTotalOf } from '#src/providers/huawei-dns/task.ts';
import { listBatchOperationTasks, showBatchOperationTask, task } from '#src/providers/huawei-dns/wire.ts';
import { answering, caller, refusal, sample, source } from './answering.ts';
import { faultsIn, parsed } from '#test/shapes.ts';

const settings = { key: 'here', region: 'ap-southeast-3' };
const shown = (row: Record<string, unknown>) =>
  toTask(source, parsed(showBatchOperationTask({}).shape, { id: 'a1', ...row }));
const listed = (row: Record<string, unknown>) => toTask(source, parsed(task, { id: 'a1', ...row }));

const wrapped = sample('huawei-ShowBatchOperationTask');
const flat = (wrapped.tasks as unknown[])[0];

test.for([
  { shape: 'wrapped', answer: wrapped },
  { shape: 'flat', answer: flat },
])("reads the documentation's own task, $shape", ({ answer }) => {
  expect(toTask(source, parsed(showBatchOperationTask({}).shape, answer))).toEqual({
    source,
    taskId: '9a186e66977dd48f01977e021c480cac',
    operation: 'create',
    status: 'PARTIALLY_FAILED',
    providerStatus: 'DONE',
    createdAt: Date.parse('2025-06-17T13:09:15.214Z'),
    updatedAt: Date.parse('2025-06-17T13:11:26.968Z'),
    finishedAt: null,
    counts: { total: 2000, succeeded: 1880, failed: 120, skipped: null },
    progress: 1,
    failureReason: null,
    type: 'create',
    errorItems: [
      {
        item: 'test250611.nw.',
        code: null,
        message: "Attribute 'type' is invalid, type should be 'A, AAAA, CNAME, TXT, MX, SRV, PTR or NS'.",
      },
    ],
  });
});

test.for([
  { row: { status: 'PENDING', success_count: 1, error_count: 1 }, status: 'RUNNING', total: null, progress: null },
  {
    row: { status: 'PENDING', success_count: 1, error_count: 1, total_count: 8 },
    status: 'RUNNING',
    total: 8,
    progress: 0.25,
  },
  { row: { status: 'DONE', success_count: 3, error_count: 0 }, status: 'SUCCEEDED', total: 3, progress: 1 },
  { row: { status: 'done ', success_count: '2', error_count: '1' }, status: 'PARTIALLY_FAILED', total: 3, progress: 1 },
  { row: { status: 'DONE', success_count: 0, error_count: 3 }, status: 'FAILED', total: 3, progress: 1 },
  { row: { status: 'DONE' }, status: 'SUCCEEDED', total: null, progress: 1 },
  { row: { status: 'CANCELLING', success_count: 1, error_count: 1 }, status: 'UNKNOWN', total: null, progress: null },
  { row: {}, status: 'UNKNOWN', total: null, progress: null },
])('reads $row as $status of $total', ({ row, status, total, progress }) => {
  expect(shown(row)).toMatchObject({ status, progress, counts: { total }, errorItems: [] });
});

test.for([
  { success_count: 0, error_count: 120, total_count: 2000 },
  { success_count: 1880, error_count: 120, total_count: 2000 },
  { success_count: null, error_count: 5, total_count: 5 },
])('gives a finished task one status, by id and in a list: %j', ({ total_count, ...row }) => {
  const inList = listed({ status: 'DONE', ...row });
  expect(inList.errorItems).toBeNull();
  expect(shown({ status: 'DONE', total_count, ...row }).status).toBe(inList.status);
});

test.for([
  { success_count: 1880, error_count: 120, total_count: 2000, total: 2000 },
  { success_count: 3, error_count: 1, total_count: 9, total: 4 },
  { success_count: null, error_count: 5, total_count: 5, total: 5 },
])('gives a finished task one total, by id and in a list: %j', ({ total, total_count, ...row }) => {
  const whole = shown({ status: 'DONE', total_count, ...row });
  expect(whole.counts.total).toBe(total);
  expect(withTotalOf(listed({ status: 'DONE', ...row }), whole).counts.total).toBe(total);
});

test.for([
  { status: 'PENDING', done: 2, progress: 0.25 },
  { status: 'DONE', done: 8, progress: 0.25 },
])('a listed task is as far as its list says, where its own answer is of a later moment: $status', (later) => {
  const whole = shown({ status: later.status, success_count: later.done, error_count: 0, total_count: 8 });
  const filled = withTotalOf(listed({ status: 'PENDING', success_count: 2, error_count: 0 }), whole);
  expect(filled).toMatchObject({ status: 'RUNNING', progress: later.progress, counts: { total: 8, succeeded: 2 } });
});

test('a listed task that is no more has no total', () => {
  const filled = withTotalOf(listed({ status: 'PENDING', success_count: 2, error_count: 0 }), null);
  expect(filled).toMatchObject({ progress: null, counts: { total: null, succeeded: 2 } });
});

test.for([
  { created_at: '2025-06-17 13:09:15', createdAt: Date.parse('2025-06-17T13:09:15Z') },
  { created_at: '2025-06-17T13:09:15.214Z', createdAt: Date.parse('2025-06-17T13:09:15.214Z') },
  { created_at: 'yesterday', createdAt: null },
])('reads $created_at', ({ created_at, createdAt }) => {
  expect(shown({ created_at }).createdAt).toEqual(createdAt);
});

test.for([
  { answer: {}, path: ['id'] },
  { answer: [], path: [] },
  { answer: null, path: [] },
  { answer: { tasks: [] }, path: ['tasks'] },
  { answer: { tasks: [flat, flat] }, path: ['tasks'] },
  { answer: { tasks: {} }, path: ['tasks'] },
  { answer: { tasks: [{ type: 'create' }] }, path: ['tasks', 0, 'id'] },
  { answer: { tasks: [{ id: 'a1', error_items: [{}, 'b'] }] }, path: ['tasks', 0, 'error_items', 1] },
  { answer: { id: 'a1', error_items: {} }, path: ['error_items'] },
])('names $path in $answer', ({ answer, path }) => {
  expect(faultsIn(showBatchOperationTask({}).shape, answer)).toMatchObject([{ path }]);
});

test('reads a page of the list', () => {
  const page = { tasks: [{ id: 'a1', status: 'DONE' }], metadata: { total_count: '601' } };
  const { tasks, metadata } = parsed(listBatchOperationTasks({}).shape, page);
  expect(tasks.map((row) => row && toTask(source, row).taskId)).toEqual(['a1']);
  expect(metadata?.total_count).toBe(601);
  expect(parsed(listBatchOperationTasks({}).shape, { tasks: null })).toEqual({ tasks: [], metadata: null });
});

test('names the list that is absent', () => {
  const faults = faultsIn(listBatchOperationTasks({}).shape, { metadata: { total_count: 0 } });
  expect(faults).toMatchObject([{ path: ['tasks'] }]);
});

test('names the row of the list that has no id', () => {
  const faults = faultsIn(listBatchOperationTasks({}).shape, { tasks: [{ id: 'a1' }, {}] });
  expect(faults).toMatchObject([{ path: ['tasks', 1, 'id'] }]);
});

test.for([
  { projectId: undefined, headers: { 'content-type': 'application/json' } },
  { projectId: 'p1', headers: { 'content-type': 'application/json', 'x-project-id': 'p1' } },
])('asks for a task by its id, in project $projectId', async ({ projectId, headers }) => {
  const { upstream, sent } = answering(flat);
  const provider = huaweiDns.connect(source, { ...settings, projectId }, upstream);
  expect(await provider.getMany(['9a18'], caller)).toMatchObject([{ type: 'create' }]);
  const path = '/v2.1/batch-operation-tasks/9a18';
  const { shape } = showBatchOperationTask({});
  expect(sent).toEqual([{ operation: 'ShowBatchOperationTask', method: 'GET', path, query: [], headers, shape }]);
});

test.for(['DNS.0004', 'DNS.1304'])('finds no task where the answer is %s', async (code) => {
  const provider = huaweiDns.connect(source, settings, answering(refusal(code)).upstream);
  expect(await provider.getMany(['a1'], caller)).toEqual([null]);
});

test.for(['APIGW.0101', 'DNS.0002'])('passes %s on', async (code) => {
  const error = refusal(code);
  const provider = huaweiDns.connect(source, settings, answering(error).upstream);
  await expect(provider.getMany(['a1'], caller)).rejects.toBe(error);
});
