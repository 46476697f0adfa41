import { progressOf } from '../../tasks/outcome.ts';
import type { BatchTask, Source, TaskCounts } from '../../tasks/task.ts';
import type { StatusWords } from '../../tasks/told.ts';
import { statusReader } from '../../wire/status-words.ts';
import type { BatchResultCount } from './wire.ts';

/** A batch of changes to domains or records. */
export interface AliyunDnsBatchTask extends BatchTask {
  readonly batchType: string | null;
}

/** The status of an account, or of a batch type, without any batch task. */
const noTask = '-1';

/** The provider's words for a status, which are numbers. */
export const statusWords: StatusWords = { 0: 'RUNNING', 1: 'BY_COUNTS', 2: 'FAILED' };

const statusOf = statusReader(statusWords);

/** The id of the task that an answer tells of by itself; the documentation shows 0 for none. */
const toldId = ({ TaskId }: BatchResultCount): string | null => (TaskId === '0' ? null : TaskId);

/** What an answer lacks that tells of a task, or says that there is none; null where it lacks nothing. */
export function missingIn({ Status, TaskId }: BatchResultCount, askedId: string | null): 'Status' | 'TaskId' | null {
  if (Status === null) return 'Status';
  return askedId === null && TaskId === null && Status !== noTask ? 'TaskId' : null;
}

/** The task asked for by its id, or the last one where `askedId` is null; null where there is none. */
export function toTask(source: Source, answer: BatchResultCount, askedId: string | null): AliyunDnsBatchTask | null {
  const taskId = askedId ?? toldId(answer);
  if (taskId === null || answer.Status === noTask) return null;
  const counts: TaskCounts = {
    total: answer.TotalCount,
    succeeded: answer.SuccessCount,
    failed: answer.FailedCount,
    skipped: null,
  };
  const status = statusOf(answer.Status, counts);
  return {
    source,
    taskId,
    operation: answer.BatchType,
    status,
    providerStatus: answer.Status,
    createdAt: null,
    updatedAt: null,
    finishedAt: null,
    counts,
    progress: progressOf(status, counts),
    failureReason: answer.Reason,
    batchType: answer.BatchType,
  };
}
