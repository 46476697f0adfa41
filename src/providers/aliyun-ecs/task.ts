import { isFinished } from '../../tasks/outcome.ts';
import { type BatchTask, type Source, type TaskStatus, unknownCounts } from '../../tasks/task.ts';
import type { StatusWords } from '../../tasks/told.ts';
import { statusReader } from '../../wire/status-words.ts';
import type { TaskRow } from './wire.ts';

/** An asynchronous task of ECS: an import of an image, a change of a disk. */
export interface AliyunEcsTask extends BatchTask {
  readonly action: string | null;
  /** The image, instance or disk that it works on. */
  readonly resourceId: string | null;
  readonly supportsCancel: boolean | null;
}

/** The provider's words for a status: three are documented, the others are what canceling a task suggests. */
export const statusWords: StatusWords = {
  Processing: 'RUNNING',
  Finished: 'SUCCEEDED',
  Failed: 'FAILED',
  Cancelling: 'CANCELED',
  Canceling: 'CANCELED',
  Cancelled: 'CANCELED',
  Canceled: 'CANCELED',
};

const statusOf = statusReader(statusWords);

/** Whether a task will change no more. One that is being canceled will: it has no end yet. */
const hasEnded = ({ TaskStatus }: TaskRow, status: TaskStatus): boolean =>
  isFinished(status) && !/ing$/i.test(TaskStatus ?? '');

/** A task, from its row. */
export function toTask(source: Source, row: TaskRow): AliyunEcsTask {
  const status = statusOf(row.TaskStatus, unknownCounts);
  const ended = hasEnded(row, status);
  return {
    source,
    taskId: row.TaskId,
    operation: row.TaskAction,
    status,
    providerStatus: row.TaskStatus,
    createdAt: row.CreationTime,
    updatedAt: null,
    finishedAt: ended ? row.FinishedTime : null,
    counts: unknownCounts,
    progress: ended ? 1 : null,
    failureReason: null,
    action: row.TaskAction,
    resourceId: row.ResourceId,
    supportsCancel: row.SupportCancel,
  };
}
