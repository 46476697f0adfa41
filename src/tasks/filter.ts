import type { BatchTask, TaskStatus } from './task.ts';
import { isUpdatedSince, type UpdatedSince } from './updates.ts';

/** Selects the tasks that a timeline shows. A condition that is null lets all tasks pass. */
export interface TaskFilter {
  readonly statuses: ReadonlySet<TaskStatus> | null;
  /** The operations as the providers name them. */
  readonly operations: ReadonlySet<string> | null;
  /** Inclusive. */
  readonly createdAfter: Date | null;
  /** Exclusive. */
  readonly createdBefore: Date | null;
  /** Tasks that are new or have changed since: by any of their times, or as this gateway has seen. */
  readonly updatedAfter: UpdatedSince | null;
}

/** The filter that every task passes. */
export const everyTask: TaskFilter = {
  statuses: null,
  operations: null,
  createdAfter: null,
  createdBefore: null,
  updatedAfter: null,
};

/** Whether a filter lets every task pass. */
const passesAll = ({ statuses, operations, createdAfter, createdBefore, updatedAfter }: TaskFilter): boolean =>
  !statuses && !operations && !createdAfter && !createdBefore && !updatedAfter;

/** Whether no task can pass: an empty list matches nothing, and so does a time that ends before it begins. */
export const passesNone = ({ statuses, operations, createdAfter, createdBefore }: TaskFilter): boolean =>
  statuses?.size === 0 ||
  operations?.size === 0 ||
  (createdAfter !== null && createdBefore !== null && createdAfter >= createdBefore);

/** Whether a task passes; one without a time passes neither end of a window. */
function passes(filter: TaskFilter, task: BatchTask): boolean {
  const { statuses, operations, createdAfter, createdBefore, updatedAfter } = filter;
  if (statuses && !statuses.has(task.status)) return false;
  if (operations && (task.operation === null || !operations.has(task.operation))) return false;
  if (updatedAfter && !isUpdatedSince(task, updatedAfter)) return false;
  const { createdAt } = task;
  if (createdAfter && !(createdAt !== null && createdAt >= createdAfter.getTime())) return false;
  return !createdBefore || (createdAt !== null && createdAt < createdBefore.getTime());
}

/** The one value of a set, for an upstream that filters by one; null of any other set. */
export const onlyOne = <Value>(values: ReadonlySet<Value> | null): Value | null =>
  values?.size === 1 ? ([...values][0] ?? null) : null;

/** The predicate of a filter, for what the upstream did not filter; undefined if every task passes. */
export const keepOf = (filter: TaskFilter): ((task: BatchTask) => boolean) | undefined =>
  passesAll(filter) ? undefined : (task) => passes(filter, task);
