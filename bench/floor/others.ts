import { askAlibaba, askHuawei } from './upstreams.ts';
import type { List } from './list.ts';
import { dateOf, statusIn } from './words.ts';

const listOf = <Row>(rows: readonly Row[], timeOf: (row: Row) => string, taskOf: (row: Row) => object): List => ({
  length: rows.length,
  timeOf: (index) => Date.parse(dateOf(timeOf(rows[index] as Row)) ?? ''),
  taskOf: (index) => taskOf(rows[index] as Row),
});

interface DnsAnswer {
  readonly Status: number;
  readonly BatchType: string;
  readonly TotalCount: number;
  readonly SuccessCount: number;
  readonly FailedCount: number;
}

const share = (done: number, total: number): number | null => (total > 0 ? Math.min(1, done / total) : null);

export async function dnsTask(taskId: string) {
  const answer = (await askAlibaba('DescribeBatchResultCount', '2015-01-09', [['TaskId', taskId]])) as DnsAnswer;
  return {
    taskId,
    operation: answer.BatchType,
    status: answer.FailedCount > 0 ? 'PARTIALLY_FAILED' : 'SUCCEEDED',
    providerStatus: String(answer.Status),
    createdAt: null,
    finishedAt: null,
    progress: share(answer.SuccessCount + answer.FailedCount, answer.TotalCount),
  };
}

interface ImmBatch {
  readonly Id: string;
  readonly State: string;
  readonly CreateTime: string;
  readonly Actions: readonly { readonly Name: string }[];
}

const immStatus = statusIn({ Ready: 'PENDING', Running: 'RUNNING', Failed: 'FAILED', Succeeded: 'SUCCEEDED' });

export async function immTask(taskId: string) {
  const query = [
    ['ProjectName', 'test-project'],
    ['Id', taskId],
  ] as const;
  const { Batch } = (await askAlibaba('GetBatch', '2020-09-30', query)) as { readonly Batch: ImmBatch };
  return toImmTask(Batch);
}

const toImmTask = (batch: ImmBatch) => ({
  taskId: batch.Id,
  operation: batch.Actions[0]?.Name ?? null,
  status: immStatus(batch.State),
  providerStatus: batch.State,
  createdAt: dateOf(batch.CreateTime),
  finishedAt: null,
  progress: null,
});

/** The newest batches of a project. */
export async function immList(count: number): Promise<List> {
  const query = [
    ['MaxResults', String(count)],
    ['Order', 'DES'],
    ['ProjectName', 'test-project'],
    ['Sort', 'CreateTime'],
  ] as const;
  const { Batches } = (await askAlibaba('ListBatches', '2020-09-30', query)) as {
    readonly Batches: readonly ImmBatch[];
  };
  return listOf(Batches, ({ CreateTime }) => CreateTime, toImmTask);
}

interface PolarDbTask {
  readonly BatchId: string;
  readonly TaskType: string;
  readonly Status: string;
  readonly TotalCount: number;
  readonly SuccessCount: number;
  readonly TaskBegin: string;
  readonly TaskEnd: string;
}

const polarDbStatus = statusIn({
  RUNNING: 'RUNNING',
  COMPLETED: 'SUCCEEDED',
  FAILED: 'FAILED',
  DISPATCHING: 'PENDING',
});

export async function polarDbTask(taskId: string) {
  const answer = (await askAlibaba('DescribeBatchTask', '2017-08-01', [['BatchId', taskId]])) as PolarDbTask;
  return toPolarDbTask(answer);
}

const toPolarDbTask = (task: PolarDbTask) => ({
  taskId: task.BatchId,
  operation: task.TaskType,
  status: polarDbStatus(task.Status.trim()),
  providerStatus: task.Status,
  createdAt: dateOf(task.TaskBegin),
  finishedAt: dateOf(task.TaskEnd),
  progress: share(task.SuccessCount, task.TotalCount),
});

/** The newest batch tasks of an account. */
export async function polarDbList(count: number): Promise<List> {
  const query = [
    ['PageNumber', '1'],
    ['PageSize', String(count)],
  ] as const;
  const { TaskList } = (await askAlibaba('DescribeBatchTasks', '2017-08-01', query)) as {
    readonly TaskList: readonly PolarDbTask[];
  };
  return listOf(TaskList, ({ TaskBegin }) => TaskBegin, toPolarDbTask);
}

interface HuaweiTask {
  readonly id: string;
  readonly type: string;
  readonly status: string;
  readonly created_at: string;
  readonly total_count: number;
  readonly success_count: number;
  readonly error_count: number;
  readonly error_items: readonly { readonly item: string; readonly error_message: string }[];
}

/** As the example of its reference has it. */
interface HuaweiAnswer {
  readonly tasks: readonly [HuaweiTask];
}

/** The task, and the first of the failed items that come with it. */
export async function huaweiTask(taskId: string, failures: number) {
  const { tasks } = (await askHuawei(`/v2.1/batch-operation-tasks/${taskId}`)) as HuaweiAnswer;
  const [answer] = tasks;
  const nodes = answer.error_items
    .slice(0, failures)
    .map(({ item, error_message: message }) => ({ item, code: null, message }));
  return { ...toHuaweiTask(answer), failures: { nodes, totalCount: answer.error_count } };
}

const toHuaweiTask = (task: HuaweiTask) => ({
  taskId: task.id,
  operation: task.type,
  status: task.error_count > 0 ? 'PARTIALLY_FAILED' : 'SUCCEEDED',
  providerStatus: task.status,
  createdAt: dateOf(task.created_at),
  finishedAt: null,
  progress: share(task.success_count + task.error_count, task.total_count),
});

/** The newest tasks of an account. */
export async function huaweiList(count: number): Promise<List> {
  const query = [
    ['limit', String(count)],
    ['offset', '0'],
  ] as const;
  const { tasks } = (await askHuawei('/v2.1/batch-operation-tasks', query)) as {
    readonly tasks: readonly HuaweiTask[];
  };
  return listOf(tasks, ({ created_at }) => created_at, toHuaweiTask);
}
