import { membersOf } from '../platform/members.ts';
import { type BatchTask, type Source, taskStatuses } from './task.ts';

const isTextOrNull = (value: unknown): boolean => value === null || typeof value === 'string';
const isNumberOrNull = (value: unknown): boolean => value === null || Number.isFinite(value);

/** Checks of the members that every task has. Members that only one provider's tasks have are not checked. */
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

/** A task as JSON data, without its source, which each replica has itself; null says that there is none. */
export const taskToStore = (task: BatchTask | null): unknown => task && { ...task, source: undefined };

/** Reads a task that another replica has stored; undefined if it is not a task with this id. */
export function storedTask(source: Source, taskId: string, stored: unknown): BatchTask | null | undefined {
  if (stored === null) return null;
  const found = membersOf(stored);
  if (found.taskId !== taskId) return undefined;
  if (!Object.entries(members).every(([name, is]) => is(found[name]))) return undefined;
  // The provider's own members can be trusted: replicas share a store only with those of the same store version.
  return { ...found, source } as unknown as BatchTask;
}
