import type { BatchTask, TaskCounts, TaskStatus } from './task.ts';

/** The status of a finished task by its counts. Without a count of failed items, it succeeded. */
export function statusByCounts({ total, succeeded, failed, skipped }: TaskCounts): TaskStatus {
  if (!failed) return 'SUCCEEDED';
  const allFailed = total === null ? !succeeded && !skipped : failed >= total;
  return allFailed ? 'FAILED' : 'PARTIALLY_FAILED';
}

const finished: ReadonlySet<TaskStatus> = new Set(['SUCCEEDED', 'PARTIALLY_FAILED', 'FAILED', 'CANCELED']);

/** Whether a task in this status will change no more. */
export const isFinished = (status: TaskStatus): boolean => finished.has(status);

/** The most progress of an unfinished task, whatever its counts are: they may include items that are tried again. */
const mostUnfinished = 0.99;

/** The finished share of the total, from 0 to 1; 1 only if the task has finished; null if it is not known. */
export function progressOf(status: TaskStatus, { total, succeeded, failed, skipped }: TaskCounts): number | null {
  if (isFinished(status)) return 1;
  if (!total || succeeded === null) return null;
  return Math.min(mostUnfinished, (succeeded + (failed ?? 0) + (skipped ?? 0)) / total);
}

/** Whether a task changes no more; one that is being canceled still does. */
export const hasSettled = ({ status, progress }: BatchTask): boolean => isFinished(status) && progress === 1;
