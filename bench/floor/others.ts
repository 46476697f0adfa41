import { askAlibaba, askHuawei } from './upstreams.ts';
import { dateOf, statusIn } from './words.ts';

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

interface ImmAnswer {
  readonly Batch: {
    readonly State: string;
    readonly CreateTime: string;
    readonly Actions: readonly { readonly Name: string }[];
  };
}

const immStatus = statusIn({ Ready: 'PENDING', Running: 'RUNNING', Failed: 'FAILED', Succeeded: 'SUCCEEDED' });

export async function immTask(taskId: string) {
  const query = [
    ['ProjectName', 'test-project'],
    ['Id', taskId],
  ] as const;
  const { Batch } = (await askAlibaba('GetBatch', '2020-09-30', query)) as ImmAnswer;
  return {
    taskId,
    operation: Batch.Actions[0]?.Name ?? null,
    status: immStatus(Batch.State),
    providerStatus: Batch.State,
    createdAt: dateOf(Batch.CreateTime),
    finishedAt: null,
    progress: null,
  };
}

interface PolarDbAnswer {
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
  const answer = (await askAlibaba('DescribeBatchTask', '2017-08-01', [['BatchId', taskId]])) as PolarDbAnswer;
  return {
    taskId,
    operation: answer.TaskType,
    status: polarDbStatus(answer.Status.trim()),
    providerStatus: answer.Status,
    createdAt: dateOf(answer.TaskBegin),
    finishedAt: dateOf(answer.TaskEnd),
    progress: share(answer.SuccessCount, answer.TotalCount),
  };
}

interface HuaweiTask {
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
  return {
    taskId,
    operation: answer.type,
    status: answer.error_count > 0 ? 'PARTIALLY_FAILED' : 'SUCCEEDED',
    providerStatus: answer.status,
    createdAt: dateOf(answer.created_at),
    finishedAt: null,
    progress: share(answer.success_count + answer.error_count, answer.total_count),
    failures: { nodes, totalCount: answer.error_count },
  };
}
