import type { List } from '../pagination/index.ts';
import type { TaskFilter } from '../tasks/filter.ts';
import { type BatchTask, type Source, type TaskStatus, taskStatuses } from '../tasks/task.ts';
import type { Caller } from '../upstream/upstream.ts';
import type { ConnectedSource } from './sources.ts';
import { canMatch, isOfSource, listOf } from './timeline.ts';

/** A source that does not tell a count. */
export interface UncountedSource {
  readonly source: Source;
  /** Why it could not be read; undefined where it was, and does not tell. */
  readonly error: unknown;
}

/** How many tasks of a filter have a status; null where that cannot be told exactly. */
export interface StatusCount {
  readonly status: TaskStatus;
  readonly count: number | null;
  /** The sources for which it is null. */
  readonly uncounted: readonly UncountedSource[];
}

type Counts = ReadonlyMap<TaskStatus, number | null>;

/** The tasks of a source that pass the filter, or of these statuses alone. */
type ListWith = (statuses: ReadonlySet<TaskStatus> | null) => List<BatchTask>;

/** More than any provider gives by one call. */
const most = 500;

/** What is known of a list by a few calls. */
interface Known {
  /** The statuses of all its tasks; null where there are too many. */
  readonly all: readonly TaskStatus[] | null;
  readonly total: number | null;
}

/** Reads a list by one call, or by more where its total says that so many will do. */
async function read(list: List<BatchTask>, mostCalls: number): Promise<Known> {
  const walk = list.walk({ direction: 'forward', from: 'start', until: 'end', mostCalls });
  const rows = [...(await walk.next(most, 1))];
  const total = walk.total ?? null;
  if (total !== null && total > rows.length && total <= rows.length * mostCalls) {
    rows.push(...(await walk.next(total - rows.length)));
  }
  // An item that cannot be read has a status, too.
  const isWhole = walk.continuation === 'end' && !walk.hasLeftOut && (total ?? rows.length) === rows.length;
  return { all: isWhole ? rows.map(({ item }) => item.status) : null, total };
}

/** How many tasks have a status that the provider filters by: by the total, or by the tasks themselves. */
async function countOf(listWith: ListWith, status: TaskStatus): Promise<readonly [TaskStatus, number | null]> {
  const { all, total } = await read(listWith(new Set([status])), 1);
  return [status, all === null ? total : all.length];
}

const tally = (statuses: readonly TaskStatus[], wanted: readonly TaskStatus[]): Counts =>
  new Map(wanted.map((status) => [status, statuses.filter((other) => other === status).length]));

/**
 * The counts of one source, by at most one call for each status: of the whole list where it is short; else of those that the
 * provider filters by, one by one.
 */
async function countsOf(
  wanted: readonly TaskStatus[],
  filtersBy: readonly TaskStatus[],
  listWith: ListWith,
): Promise<Counts> {
  const filtered = wanted.filter((status) => filtersBy.includes(status));
  const callsLeft = wanted.length - filtered.length;
  const whole = callsLeft > 0 ? await read(listWith(null), callsLeft) : null;
  if (whole?.all) return tally(whole.all, wanted);
  const counts = await Promise.all(filtered.map((status) => countOf(listWith, status)));
  return new Map([...wanted.map((status) => [status, null] as const), ...counts]);
}

/** What a source has told of its counts, and why it could not be read where it could not. */
interface SourceCounts {
  readonly source: Source;
  readonly counts: Counts;
  readonly error?: unknown;
}

/** The counts of a source, of which nothing is known where it cannot be read. */
async function countsOfSource(found: ConnectedSource, filter: TaskFilter, caller: Caller): Promise<SourceCounts> {
  const { source, module } = found;
  if (!canMatch(found, filter)) return { source, counts: new Map() };
  const wanted = module.statuses.filter((status) => filter.statuses?.has(status) ?? true);
  const listWith: ListWith = (only) => listOf(found, { ...filter, statuses: only ?? filter.statuses }, caller);
  try {
    return { source, counts: await countsOf(wanted, module.filtersBy, listWith) };
  } catch (error) {
    if (!isOfSource(error)) throw error;
    return { source, counts: new Map(wanted.map((status) => [status, null])), error };
  }
}

/** The sum of what sources tell of a status; a source whose tasks cannot have it counts none. */
function sumOf(status: TaskStatus, all: readonly SourceCounts[]): StatusCount {
  const uncounted = all.filter(({ counts }) => counts.get(status) === null);
  const sum = all.reduce((total, { counts }) => total + (counts.get(status) ?? 0), 0);
  return {
    status,
    count: uncounted.length > 0 ? null : sum,
    uncounted: uncounted.map(({ source, error }) => ({ source, error })),
  };
}

/** How many tasks that pass the filter have each of its statuses. A source counts for those alone that its tasks can have. */
export async function statusCounts(
  sources: readonly ConnectedSource[],
  filter: TaskFilter,
  caller: Caller,
): Promise<readonly StatusCount[]> {
  const all = await Promise.all(sources.map((found) => countsOfSource(found, filter, caller)));
  const wanted = taskStatuses.filter((status) => filter.statuses?.has(status) ?? true);
  return wanted.map((status) => sumOf(status, all));
}
