import type { ItemTraits } from '../pagination/index.ts';
import { keepOf, type TaskFilter } from './filter.ts';
import type { BatchTask } from './task.ts';

/** The time that a task is ordered by, in milliseconds; null where it has none. */
export const timeOf = ({ createdAt }: BatchTask): number | null => createdAt;

/** The traits of tasks as items of a list. `remaining`: the part of the filter that the upstream does not apply. */
export const taskTraits = (remaining: TaskFilter): ItemTraits<BatchTask> => ({
  idOf: (task) => task.taskId,
  timeOf,
  keep: keepOf(remaining),
});

/**
 * The newest time of tasks, which is that of the first; null if a task has no time, or if they are not ordered newest first.
 */
export function newestTime(tasks: readonly BatchTask[]): number | null {
  let before = Infinity;
  for (const task of tasks) {
    const time = timeOf(task);
    if (time === null || !(time <= before)) return null;
    before = time;
  }
  return tasks[0] === undefined ? null : timeOf(tasks[0]);
}
