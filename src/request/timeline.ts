import { merge } from '../pagination/index.ts';
import { listOfItems } from '../pagination/index.ts';
import type { List } from '../pagination/index.ts';
import type { ConnectedSource } from './sources.ts';
import { passesNone, type TaskFilter } from '../tasks/filter.ts';
import type { Provider } from '../tasks/provider.ts';
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

/** Whether a timeline reads a source: one whose provider lists nothing has nothing to give to it. */
export const isListed = ({ module }: ConnectedSource): boolean => module.lists !== 'NONE';

/** The tasks that a source lists and that pass a filter. */
function listOf(found: ConnectedSource, filter: TaskFilter, caller: Caller): List<BatchTask> {
  const provider: Provider = found.provider;
  return (canPass(found, filter) && provider.list?.(filter, caller)) || nothing;
}

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
      list: listOf(found, filter, caller),
      timeOf,
      undated: found.module.lists === 'LAST',
    })),
    { direction, isFatal: (error) => !isOfSource(error) },
  );
