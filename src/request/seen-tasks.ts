import { byOffset, type List } from '../pagination/index.ts';
import type { TaskFilter } from '../tasks/filter.ts';
import { createTaskLoader } from '../tasks/loader.ts';
import type { TaskReader } from '../tasks/reader.ts';
import type { BatchTask } from '../tasks/task.ts';
import { taskTraits } from '../tasks/traits.ts';
import type { SeenTasks } from '../tasks/updates.ts';
import type { Caller } from '../upstream/upstream.ts';

/** How many tasks are read together, which takes as many calls where the provider tells of one task by each. */
const maximum = 20;

/** The tasks that were seen to change, read by their ids: for a source whose list has only its last tasks, without a time. */
export function seenTasks(reader: TaskReader, filter: TaskFilter, seen: SeenTasks, caller: Caller): List<BatchTask> {
  const taskIds = seen.taskIds();
  const loader = createTaskLoader(reader, caller);
  return byOffset({ ...taskTraits(filter), maximum }, async ({ offset, count }) => ({
    items: await Promise.all(taskIds.slice(offset, offset + count).map(async (taskId) => loader.load(taskId))),
    total: taskIds.length,
  }));
}
