import type { BatchTask } from './task.ts';
import type { Told } from './told.ts';

/** What the list of a source can tell of tasks that are new or have changed since a time. */
export type UpdatesTold = 'EVERY_CHANGE' | 'NEW_AND_FINISHED' | 'NEW' | 'NONE';

/** What can be told of changes by the times that a list has. */
export function updatesToldBy({ fields }: Told): UpdatesTold {
  if (fields.updatedAt === 'yes') return 'EVERY_CHANGE';
  if (fields.createdAt !== 'yes') return 'NONE';
  return fields.finishedAt === undefined ? 'NEW' : 'NEW_AND_FINISHED';
}

/** The tasks of a source that this gateway has seen to appear, change or finish. */
export interface SeenTasks {
  has(taskId: string): boolean;
  /** The last one first. */
  taskIds(): readonly string[];
}

/** Of a source of which nothing was seen. */
export const nothingSeen: SeenTasks = { has: () => false, taskIds: () => [] };

/** Since when tasks are wanted that are new or have changed. */
export interface UpdatedSince {
  /** Milliseconds since 1970, inclusive. */
  readonly time: number;
  /** Those that have changed since, whatever times are told of them. */
  readonly seen: SeenTasks;
}

/** Whether a task was seen to change since a time, or any time that is told of it is this one or later. */
export const isUpdatedSince = (
  { taskId, createdAt, updatedAt, finishedAt }: BatchTask,
  { time, seen }: UpdatedSince,
): boolean => seen.has(taskId) || [createdAt, updatedAt, finishedAt].some((told) => told !== null && told >= time);

/** The beginning of the unit that a time is in: a provider that tells times by the minute tells this one of an update at the time. */
export const startOfUnit = (since: UpdatedSince | null, unitMs: number): UpdatedSince | null =>
  since && { ...since, time: Math.floor(since.time / unitMs) * unitMs };
