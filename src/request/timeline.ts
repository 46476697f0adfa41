import { merge } from '../pagination/index.ts';
import { listOfItems } from '../pagination/index.ts';
import type { List } from '../pagination/index.ts';
import type { ConnectedSource } from './sources.ts';
import { passesNone, type TaskFilter } from '../tasks/filter.ts';
import type { BatchTask } from '../tasks/task.ts';
import { timeOf } from '../tasks/traits.ts';
import { UpstreamError } from '../upstream/errors.ts';
import { isDeadline } from '../upstream/time-limit.ts';
import type { Caller } from '../upstream/upstream.ts';

const nothing = listOfItems<BatchTask>([]);

/** Whether the tasks of a source can pass a filter at all; one whose tasks cannot is not asked. */
const canPass = ({ module }: ConnectedSource, filter: TaskFilter): boolean =>
  !passesNone(filter) && (filter.statuses === null || module.statuses.some((status) => filter.statuses?.has(status)));

/** Whether an error is a source's own, which costs its tasks only; any other is the whole page's. */
const isOfSource = (error: unknown): boolean => error instanceof UpstreamError || isDeadline(error);

/** The tasks of many sources as one list, by their time; tasks of sources that tell no times come after all others. */
export const timeline = (
  sources: readonly ConnectedSource[],
  filter: TaskFilter,
  direction: 'ASC' | 'DESC',
  caller: Caller,
): List<BatchTask> =>
  merge(
    sources.map((found) => ({
      key: found.source.key,
      list: canPass(found, filter) ? (found.provider.list(filter, caller) as List<BatchTask>) : nothing,
      timeOf,
      undated: !found.source.canList,
    })),
    { direction, isFatal: (error) => !isOfSource(error) },
  );
