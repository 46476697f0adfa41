import { progressOf, statusByCounts } from '../../tasks/outcome.ts';
import type { BatchTask, Source, TaskCounts, TaskStatus } from '../../tasks/task.ts';
import { type TencentDnsPodBatchDetail, toDetail } from './detail.ts';
import type { BatchTaskRow } from './wire.ts';

/** A batch of changes to domains or their records. */
export interface TencentDnsPodBatchTask extends BatchTask {
  readonly jobType: string | null;
  /** Null in the place of one that cannot be read. */
  readonly allDetails: readonly (TencentDnsPodBatchDetail | null)[];
}

/** The status, which the provider tells of details alone: a task is running as long as some of them are not counted. */
function statusOf(counts: TaskCounts): TaskStatus {
  const { total, succeeded, failed } = counts;
  if (total === null || succeeded === null || failed === null) return 'UNKNOWN';
  return succeeded + failed < total ? 'RUNNING' : statusByCounts(counts);
}

/** Whether an answer is of no batch: it has no list of details, or tells neither what was done nor to how many things. */
export const tellsNothing = ({ JobType, TotalCount, DetailList }: BatchTaskRow): boolean =>
  DetailList === null || (JobType === null && TotalCount === null && DetailList.length === 0);

/** The batch that was asked for by its id, from the answer. */
export function toTask(source: Source, taskId: string, row: BatchTaskRow): TencentDnsPodBatchTask {
  const counts: TaskCounts = {
    total: row.TotalCount,
    succeeded: row.SuccessCount,
    failed: row.FailCount,
    skipped: null,
  };
  const status = statusOf(counts);
  return {
    source,
    taskId,
    operation: row.JobType,
    status,
    providerStatus: null,
    createdAt: row.CreatedAt,
    updatedAt: null,
    finishedAt: null,
    counts,
    progress: progressOf(status, counts),
    failureReason: null,
    jobType: row.JobType,
    allDetails: (row.DetailList ?? []).map((detail, index) => detail && toDetail([source.key, taskId, index], detail)),
  };
}
