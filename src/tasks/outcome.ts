import type { BatchTask, TaskCounts, TaskStatus } from './task.ts';

/** How a finished task ended, by its counts: all failed, some, or none that is known of. */
export function statusByCounts({ total, succeeded, failed, skipped }: TaskCounts): TaskStatus {
  if (!failed) return 'SUCCEEDED';
  const allFailed = total === null ? !succeeded && !skipped : failed >= total;
  return allFailed ? 'FAILED' : 'PARTIALLY_FAILED';
}

const finished: ReadonlySet<TaskStatus> = new Set(['SUCCEEDED', 'PARTIALLY_FAILED', 'FAILED', 'CANCELED']);

/** Whether a task in this status will change no more. */
export const isFinished = (status: TaskStatus): boolean => finished.has(status);

/** The most that is told of a task that goes on, whatever its counts are: some tell of items that are tried again. */
const mostUnfinished = 0.99;

/** The finished share of the total, from 0 to 1, which says that the task has finished; null where nothing tells it. */
export function progressOf(status: TaskStatus, { total, succeeded, failed, skipped }: TaskCounts): number | null {
  if (isFinished(status)) return 1;
  if (!total || succeeded === null) return null;
  return Math.min(mostUnfinished, (succeeded + (failed ?? 0) + (skipped ?? 0)) / total);
}

/** Whether a task changes no more; one that is being canceled still does. */
export const hasSettled = ({ status, progress }: BatchTask): boolean => isFinished(status) && progress === 1;
