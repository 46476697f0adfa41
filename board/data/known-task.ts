import type { TaskFragment } from '../gql/graphql.ts';

/** A task as the board knows it. */
export type KnownTask = TaskFragment;

/** Whether a task may still change. */
export const isUnfinished = ({ status }: Pick<KnownTask, 'status'>): boolean =>
  status === 'PENDING' || status === 'RUNNING' || status === 'SUSPENDED';
