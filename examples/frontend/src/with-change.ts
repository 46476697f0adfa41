import type { NewestTasksQuery, TimelineChangedSubscription } from './gql/graphql.ts';

/**
 * The list with a task that has joined it. A task that has changed needs nothing: the caches of both clients know it by its id, and
 * have already taken what the subscription tells of it.
 */
export function withChange(list: NewestTasksQuery, { kind, task }: TimelineChangedSubscription['timelineChanged']) {
  const { batchTasks } = list;
  if (kind !== 'ADDED' || !task || batchTasks.nodes.some(({ id }) => id === task.id)) return list;
  const nodes = [task, ...batchTasks.nodes].sort((one, other) => timeOf(other) - timeOf(one)).slice(0, 20);
  return { ...list, batchTasks: { ...batchTasks, nodes } };
}

/** Tasks without a time come last, as in the timeline. */
const timeOf = ({ createdAt }: { readonly createdAt: string | null }): number => Date.parse(createdAt ?? '') || 0;
