import type { TaskFragment } from '../gql/graphql.ts';

/** A task as the board knows it. */
export type KnownTask = TaskFragment & {
  /** When it should finish; absent where the gateway does not watch. */
  readonly estimatedFinishAt?: string | null;
  /** Since when nothing has moved; absent where the gateway does not watch. */
  readonly stalledSince?: string | null;
};

/** The parts of the line of life that a status stands in. */
export const isUnfinished = ({ status }: Pick<KnownTask, 'status'>): boolean =>
  status === 'PENDING' || status === 'RUNNING' || status === 'SUSPENDED';
