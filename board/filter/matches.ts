import type { KnownTask } from '../data/known-task.ts';
import { boundsOf, type Filter } from './filter.ts';

const passes = <Value>(chosen: readonly Value[], value: Value): boolean =>
  chosen.length === 0 || chosen.includes(value);

/** Whether a task passes a filter; by the rules of the server, which gives tasks without a time to no filter by time. */
export function matches(
  task: KnownTask,
  filter: Filter,
  providerOf: (source: string) => string | null,
  now: number,
): boolean {
  const provider = providerOf(task.source.key);
  return (
    passes(filter.statuses, task.status) &&
    passes(filter.sources, task.source.key) &&
    (filter.providers.length === 0 || filter.providers.some((chosen) => chosen === provider)) &&
    (filter.operations.length === 0 || passes<string | null>(filter.operations, task.operation)) &&
    (filter.taskId === null || task.taskId === filter.taskId) &&
    (!filter.stalled || isStalled(task)) &&
    isWithin(task.createdAt, filter, now)
  );
}

/** Whether nothing has moved in a task for long. */
export const isStalled = ({ stalledSince }: KnownTask): boolean => stalledSince !== null;

function isWithin(createdAt: string | null, { when }: Filter, now: number): boolean {
  if (when.kind === 'any') return true;
  if (createdAt === null) return false;
  const { from, to } = boundsOf(when, now);
  const time = Date.parse(createdAt);
  return time >= from && time < to;
}
