import { byOffset, type List } from '../../pagination/index.ts';
import type { TaskFailure } from '../../tasks/failure.ts';
import type { TaskFilter } from '../../tasks/filter.ts';
import type { Source } from '../../tasks/task.ts';
import { taskTraits } from '../../tasks/traits.ts';
import { askAfresh } from '../../upstream/ask-afresh.ts';
import { mapAnswer } from '../../upstream/map-answer.ts';
import type { Caller, Upstream } from '../../upstream/upstream.ts';
import { badResponse, cutShort } from '../bad-response.ts';
import { toFailure } from './failure.ts';
import { type HuaweiDnsBatchTask, toTask } from './task.ts';
import { listBatchOperationTasks, showBatchOperationTask } from './wire.ts';

/** The most tasks, and the most failed items, that a call answers. */
const maximum = 500;

/** ListBatchOperationTasks with tasks in place of their rows. */
export const listBatchOperationTasksOf = (source: Source) =>
  mapAnswer(listBatchOperationTasks, ({ tasks, metadata }) => ({
    tasks: tasks.map((row) => row && toTask(source, row)),
    metadata,
  }));

/** Where tasks are asked for. */
export interface Asking {
  readonly source: Source;
  readonly projectId: string | undefined;
  readonly upstream: Upstream;
  readonly caller: Caller;
}

/** The tasks of an account; the upstream filters by nothing. */
export const huaweiTasks = (
  filter: TaskFilter,
  {
    source,
    projectId,
    upstream,
    caller,
    listOf,
  }: Asking & { readonly listOf: ReturnType<typeof listBatchOperationTasksOf> },
): List<HuaweiDnsBatchTask> =>
  byOffset(
    { ...taskTraits(filter), maximum, cutShort: cutShort(source.key, 'ListBatchOperationTasks') },
    async ({ offset, count }, _pin, isFresh) => {
      const query = [['limit', String(count)] as const, ['offset', String(offset)] as const];
      const { tasks, metadata } = await upstream(listOf({ query, projectId }), askAfresh(caller, isFresh));
      return { items: tasks, total: metadata?.total_count ?? null };
    },
  );

/** The failed items of a task: those that came with it cost no call. */
export const huaweiFailures = (
  task: HuaweiDnsBatchTask,
  { source, projectId, upstream, caller }: Asking,
): List<TaskFailure> =>
  byOffset(
    { maximum, cutShort: cutShort(source.key, 'ShowBatchOperationTask') },
    async ({ offset, count }, _pin, isFresh) => {
      const { errorItems } = task;
      const total = task.counts.failed;
      const isAtHand = errorItems && Math.min(offset + count, total ?? Infinity) <= errorItems.length;
      if (isAtHand) return { items: errorItems.slice(offset, offset + count), total };
      const query = [['error_item_limit', String(count)] as const, ['error_item_offset', String(offset)] as const];
      const request = showBatchOperationTask({ id: task.taskId, query, projectId });
      const { error_count, error_items } = await upstream(request, askAfresh(caller, isFresh));
      const isNone = error_items === null && error_count === 0;
      if (error_items === null && !isNone)
        throw badResponse(source.key, request.operation, 'error_items: expected a list');
      return { items: (error_items ?? []).map((item) => item && toFailure(item)), total: error_count };
    },
  );
