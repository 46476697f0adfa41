import type { BatchTaskStatus } from './gql/graphql.ts';

/** One status for the tasks of all providers. */
export type Status = BatchTaskStatus;

/** The statuses in the words of the page, in the order of its filter. */
export const statusTitles: Readonly<Record<Status, string>> = {
  PENDING: 'Pending',
  RUNNING: 'Running',
  SUSPENDED: 'Suspended',
  SUCCEEDED: 'Succeeded',
  PARTIALLY_FAILED: 'Partially failed',
  FAILED: 'Failed',
  CANCELED: 'Canceled',
  UNKNOWN: 'Unknown',
};

export const statuses = Object.keys(statusTitles) as readonly Status[];
