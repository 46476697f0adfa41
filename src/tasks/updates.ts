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

/** Whether any time that is told of a task is this one or later. */
export const isUpdatedSince = ({ createdAt, updatedAt, finishedAt }: BatchTask, time: number): boolean =>
  [createdAt, updatedAt, finishedAt].some((told) => told !== null && told >= time);

/** The beginning of the unit that a time is in: a provider that tells times by the minute tells this one of an update at the time. */
export const startOfUnit = (time: Date | null, unitMs: number): Date | null =>
  time && new Date(Math.floor(time.getTime() / unitMs) * unitMs);
