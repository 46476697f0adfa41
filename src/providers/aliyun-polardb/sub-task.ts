import type { TaskFailure } from '../../tasks/failure.ts';
import { isFinished } from '../../tasks/outcome.ts';
import { type TaskStatus, unknownCounts } from '../../tasks/task.ts';
import { statusOf } from './status.ts';
import type { SubTaskRow } from './wire.ts';

/** What a batch task does to one instance. */
export interface AliyunPolarDbSubTask {
  readonly taskId: string | null;
  readonly instanceId: string | null;
  readonly status: TaskStatus;
  /** The provider's own word for the status, trimmed. */
  readonly providerStatus: string | null;
  readonly startedAt: number | null;
  /** Null until it has finished. */
  readonly finishedAt: number | null;
  readonly errorMessage: string | null;
}

/** A sub-task, from its row. */
export function toSubTask(row: SubTaskRow): AliyunPolarDbSubTask {
  const status = statusOf(row.Status, unknownCounts);
  return {
    taskId: row.TaskId,
    instanceId: row.InstanceId,
    status,
    providerStatus: row.Status,
    startedAt: row.TaskBegin,
    finishedAt: isFinished(status) ? row.TaskEnd : null,
    errorMessage: row.ErrorMsg,
  };
}

/** The failure that a sub-task tells of, or null where it has not failed. */
export const toFailure = ({ status, instanceId, errorMessage }: AliyunPolarDbSubTask): TaskFailure | null =>
  status === 'FAILED' ? { item: instanceId, code: null, message: errorMessage } : null;
