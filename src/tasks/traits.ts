import type { ItemTraits } from '../pagination/traits.ts';
import { keepOf, type TaskFilter } from './filter.ts';
import type { BatchTask } from './task.ts';

/** How tasks stand in a list: told apart by their ids, newest first; `left` is what the upstream could not filter by. */
export const taskTraits = (left: TaskFilter): ItemTraits<BatchTask> => ({
  idOf: (task) => task.taskId,
  timeOf: (task) => task.createdAt?.getTime() ?? null,
  keep: keepOf(left),
});

/** The newest of the tasks' times, or null where none has one. */
export function newestTime(tasks: readonly BatchTask[]): Date | null {
  const times = tasks.flatMap(({ createdAt }) => (createdAt ? [createdAt.getTime()] : []));
  return times.length > 0 ? new Date(Math.max(...times)) : null;
}
