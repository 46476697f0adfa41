import type { UseQueryArgs } from 'urql';
import { TimelineDocument, type TimelineQuery, type TimelineQueryVariables } from './gql/graphql.ts';
import type { Status } from './statuses.ts';

const pageSize = 20;

/** What a page of the timeline is asked with; null is the place before the first task. */
export const timelineQuery = (
  statuses: readonly Status[],
  after: string | null,
): UseQueryArgs<TimelineQueryVariables, TimelineQuery> => ({
  query: TimelineDocument,
  // An empty list would match nothing.
  variables: { first: pageSize, after, filter: statuses.length > 0 ? { statuses: [...statuses] } : null },
});
