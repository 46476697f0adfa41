import { matches } from '../config/grant.ts';
import type { HookConfig } from '../config/hooks.ts';
import type { ConnectedSource, Sources } from '../request/sources.ts';
import { isListed } from '../request/timeline.ts';
import { everyTask, keepOf } from '../tasks/filter.ts';
import type { TaskStatus } from '../tasks/task.ts';
import type { TaskEvent } from './task-event.ts';

const failing: ReadonlySet<TaskStatus> = new Set(['FAILED', 'PARTIALLY_FAILED']);

/** Whether a task has finished with items that failed, or as a whole. */
export const hasFailed = ({ kind, task }: TaskEvent): boolean => kind === 'FINISHED' && failing.has(task.status);

/** The sources whose tasks a hook is called for: of those that list tasks. */
export function sourcesOf({ filter }: Pick<HookConfig, 'filter'>, sources: Sources): readonly ConnectedSource[] {
  const { sources: grants, providers } = filter;
  return [...sources.values()].filter(
    (found) =>
      isListed(found) &&
      (grants?.some((grant) => matches(grant, found.source.key)) ?? true) &&
      (providers?.includes(found.name) ?? true),
  );
}

/** Tells whether a hook is called for an event of its sources. */
export function selectionOf({ filter, on }: Pick<HookConfig, 'filter' | 'on'>): (event: TaskEvent) => boolean {
  const statuses = filter.statuses ? new Set(filter.statuses) : null;
  const operations = filter.operations ? new Set(filter.operations) : null;
  const passes = keepOf({ ...everyTask, statuses, operations });
  return (event) =>
    (passes?.(event.task) ?? true) && (on.includes(event.kind) || (on.includes('FAILED') && hasFailed(event)));
}
