import { isFinished, progressOf } from '../../tasks/outcome.ts';
import { type BatchTask, type Source, unknownCounts } from '../../tasks/task.ts';
import { statusReader } from '../../wire/status-words.ts';
import type { TaskRow } from './wire.ts';

/** An asynchronous task of ECS: an import of an image, a change of a disk. */
export interface AliyunEcsTask extends BatchTask {
  readonly action: string | null;
  /** The image, instance or disk that it works on. */
  readonly resourceId: string | null;
  readonly supportsCancel: boolean | null;
}

const statusOf = statusReader({ Processing: 'RUNNING', Finished: 'SUCCEEDED', Failed: 'FAILED' });

/** A task, from its row. */
export function toTask(source: Source, row: TaskRow): AliyunEcsTask {
  const status = statusOf(row.TaskStatus, unknownCounts);
  return {
    source,
    taskId: row.TaskId,
    operation: row.TaskAction,
    status,
    providerStatus: row.TaskStatus,
    createdAt: row.CreationTime,
    updatedAt: null,
    finishedAt: isFinished(status) ? row.FinishedTime : null,
    counts: unknownCounts,
    progress: progressOf(status, unknownCounts),
    failureReason: null,
    action: row.TaskAction,
    resourceId: row.ResourceId,
    supportsCancel: row.SupportCancel,
  };
}
