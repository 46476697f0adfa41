import type { ItemTraits } from '../pagination/index.ts';
import { keepOf, type TaskFilter } from './filter.ts';
import type { BatchTask } from './task.ts';

/** The time that a task is ordered by, in milliseconds; null where it has none. */
export const timeOf = ({ createdAt }: BatchTask): number | null => createdAt;

/** How tasks stand in a list: told apart by their ids, newest first; `left` is what the upstream could not filter by. */
export const taskTraits = (left: TaskFilter): ItemTraits<BatchTask> => ({
  idOf: (task) => task.taskId,
  timeOf,
  keep: keepOf(left),
});

/** The newest of the tasks' times; null where one has none, or they rise: the first is not the newest of the list then. */
export function newestTime(tasks: readonly BatchTask[]): number | null {
  let before = Infinity;
  for (const task of tasks) {
    const time = timeOf(task);
    if (time === null || !(time <= before)) return null;
    before = time;
  }
  return tasks[0] === undefined ? null : timeOf(tasks[0]);
}
