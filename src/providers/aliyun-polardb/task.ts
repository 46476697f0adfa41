import { isFinished, progressOf } from '../../tasks/outcome.ts';
import { type BatchTask, type Source, type TaskCounts, unknownCounts } from '../../tasks/task.ts';
import { statusOf } from './status.ts';
import { type AliyunPolarDbSubTask, toSubTask } from './sub-task.ts';
import type { BatchTaskRow } from './wire.ts';

/** A batch of the same work on many instances. */
export interface AliyunPolarDbBatchTask extends BatchTask {
  readonly name: string | null;
  readonly taskType: string | null;
  readonly applicationType: string | null;
  readonly startedAt: number | null;
  /** Null in the place of one that cannot be read; null where the answer does not tell them: a list never does. */
  readonly allSubTasks: readonly (AliyunPolarDbSubTask | null)[] | null;
}

/** The provider does not count failures: a finished task's are what is left, a running one's are in its sub-tasks. */
function countFailed(row: BatchTaskRow, subTasks: AliyunPolarDbBatchTask['allSubTasks']): number | null {
  const { TotalCount: total, SuccessCount: succeeded } = row;
  if (isFinished(statusOf(row.Status, unknownCounts))) {
    return total === null || succeeded === null ? null : Math.max(0, total - succeeded);
  }
  // One that cannot be read may have failed.
  if (!subTasks?.length || subTasks.includes(null)) return null;
  return subTasks.filter((subTask) => subTask?.status === 'FAILED').length;
}

/** A listed batch with the failures that its sub-tasks tell; without its own answer their number is not known. */
export function withFailuresOf(
  listed: AliyunPolarDbBatchTask,
  whole: AliyunPolarDbBatchTask | null,
): AliyunPolarDbBatchTask {
  const counts: TaskCounts = { ...listed.counts, failed: listed.counts.failed ?? whole?.counts.failed ?? null };
  return { ...listed, counts, progress: whole && progressOf(listed.status, counts) };
}

/** A batch, from its row. */
export function toTask(source: Source, row: BatchTaskRow): AliyunPolarDbBatchTask {
  const allSubTasks = row.SubTasks?.map((subTask) => subTask && toSubTask(subTask)) ?? null;
  const counts: TaskCounts = {
    total: row.TotalCount,
    succeeded: row.SuccessCount,
    failed: countFailed(row, allSubTasks),
    skipped: null,
  };
  const status = statusOf(row.Status, counts);
  // A list does not tell what has failed of a batch that goes on, nor does a sub-task that cannot be read: nobody knows then how far it is.
  const isPartlyTold = (row.SubTasks === undefined || row.SubTasks?.includes(null)) && !isFinished(status);
  return {
    source,
    taskId: row.BatchId,
    operation: row.TaskType,
    status,
    providerStatus: row.Status,
    createdAt: row.TaskBegin,
    updatedAt: null,
    finishedAt: isFinished(status) ? row.TaskEnd : null,
    counts,
    progress: isPartlyTold ? null : progressOf(status, counts),
    failureReason: null,
    name: row.TaskName,
    taskType: row.TaskType,
    applicationType: row.ApplicationType,
    startedAt: row.TaskBegin,
    allSubTasks,
  };
}
