import { membersOf } from '../platform/members.ts';
import { type BatchTask, type Source, taskStatuses } from './task.ts';

const isTextOrNull = (value: unknown): boolean => value === null || typeof value === 'string';
const isNumberOrNull = (value: unknown): boolean => value === null || Number.isFinite(value);

/** What the members of every task are; those that only one provider has are its own. */
const members: Readonly<Record<Exclude<keyof BatchTask, 'source' | 'taskId'>, (value: unknown) => boolean>> = {
  operation: isTextOrNull,
  status: (value) => taskStatuses.some((status) => status === value),
  providerStatus: isTextOrNull,
  createdAt: isNumberOrNull,
  updatedAt: isNumberOrNull,
  finishedAt: isNumberOrNull,
  counts: (value) => {
    const { total, succeeded, failed, skipped } = membersOf(value);
    return [total, succeeded, failed, skipped].every(isNumberOrNull);
  },
  progress: isNumberOrNull,
  failureReason: isTextOrNull,
};

/** A task as JSON, of which all is data but its source; null says that there is none. */
export const taskToStore = (task: BatchTask | null): unknown => task && { ...task, source: undefined };

/** The task of a source that another replica has stored; undefined where it cannot be the one with this id. */
export function storedTask(source: Source, taskId: string, stored: unknown): BatchTask | null | undefined {
  if (stored === null) return null;
  const found = membersOf(stored);
  if (found.taskId !== taskId) return undefined;
  if (!Object.entries(members).every(([name, is]) => is(found[name]))) return undefined;
  // Of the provider's own members all replicas with the same version of the store tell the same.
  return { ...found, source } as unknown as BatchTask;
}
