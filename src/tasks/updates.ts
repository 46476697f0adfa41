import type { BatchTask } from './task.ts';
import type { Told } from './told.ts';

/** Which new and changed tasks since a time can be recognized in the list of a source. */
export type UpdatesTold = 'EVERY_CHANGE' | 'NEW_AND_FINISHED' | 'NEW' | 'NONE';

/** Which changes can be recognized by the times that a provider's list has. */
export function updatesToldBy({ fields }: Told): UpdatesTold {
  if (fields.updatedAt === 'yes') return 'EVERY_CHANGE';
  if (fields.createdAt !== 'yes') return 'NONE';
  return fields.finishedAt === undefined ? 'NEW' : 'NEW_AND_FINISHED';
}

/** The tasks of a source that this gateway has seen to appear, change or finish. */
export interface SeenTasks {
  has(taskId: string): boolean;
  /** The latest one first. */
  taskIds(): readonly string[];
}

/** For a source without seen tasks. */
export const nothingSeen: SeenTasks = { has: () => false, taskIds: () => [] };

/** Selects the tasks that are new or have changed since a time. */
export interface UpdatedSince {
  /** Milliseconds since 1970, inclusive. */
  readonly time: number;
  /** The tasks that were seen to change since, whatever their times are. */
  readonly seen: SeenTasks;
}

/** Whether a task was seen to change since a time, or any of its own times is not before it. */
export const isUpdatedSince = (
  { taskId, createdAt, updatedAt, finishedAt }: BatchTask,
  { time, seen }: UpdatedSince,
): boolean => seen.has(taskId) || [createdAt, updatedAt, finishedAt].some((own) => own !== null && own >= time);

/** Rounds the time down to the unit of a provider's times: an update at that moment has the rounded time. */
export const startOfUnit = (since: UpdatedSince | null, unitMs: number): UpdatedSince | null =>
  since && { ...since, time: Math.floor(since.time / unitMs) * unitMs };
