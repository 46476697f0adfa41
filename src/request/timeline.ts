import { type List, listOfItems, merge } from '../pagination/index.ts';
import { toClientError } from './errors.ts';
import { seenTasks } from './seen-tasks.ts';
import type { ConnectedSource } from './sources.ts';
import { passesNone, type TaskFilter } from '../tasks/filter.ts';
import type { Provider } from '../tasks/provider.ts';
import type { BatchTask } from '../tasks/task.ts';
import { timeOf } from '../tasks/traits.ts';
import type { UpdatedSince } from '../tasks/updates.ts';
import { UpstreamError } from '../upstream/errors.ts';
import { isDeadline } from '../upstream/time-limit.ts';
import type { Caller } from '../upstream/upstream.ts';

const emptyList = listOfItems<BatchTask>([]);

/** Whether tasks of a source can match a filter at all: if not, the source is not asked. */
export const canMatch = ({ module }: ConnectedSource, filter: TaskFilter): boolean =>
  !passesNone(filter) && (filter.statuses === null || module.statuses.some((status) => filter.statuses?.has(status)));

/** Whether an error concerns one source, which is then reported in `sources`; any other fails the whole page. */
export const isOfSource = (error: unknown): boolean => error instanceof UpstreamError || isDeadline(error);

/** In how many milliseconds a source may be asked again; null where its failure does not tell, or asking cannot help. */
export const retryAfterMsOf = (error: unknown): number | null => toClientError(error)?.extensions.retryAfterMs ?? null;

/** Whether a timeline reads a source: a provider without a list has nothing for it. */
export const isListed = ({ module }: ConnectedSource): boolean => module.lists !== 'NONE';

/** A filter by updates with what was seen of a source. */
const withSeen = ({ changes }: ConnectedSource, { time, seen }: UpdatedSince): UpdatedSince => ({
  time,
  seen: changes?.seenSince(time) ?? seen,
});

/** The tasks that a source lists and that match the filter. */
export function listOf(found: ConnectedSource, filter: TaskFilter, caller: Caller): List<BatchTask> {
  if (!canMatch(found, filter)) return emptyList;
  const provider: Provider = found.provider;
  const updatedAfter = filter.updatedAfter && withSeen(found, filter.updatedAfter);
  const own = { ...filter, updatedAfter };
  if (updatedAfter && found.module.lists === 'LAST') return seenTasks(found.tasks, own, updatedAfter.seen, caller);
  return provider.list?.(own, caller) ?? emptyList;
}

/** The tasks of many sources as one list ordered by creation time; tasks without a time are taken to be the oldest. */
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
    { direction, isFatal: (error) => !isOfSource(error), retryAfterMsOf },
  );
