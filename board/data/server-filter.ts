import { boundsOf, type Filter } from '../filter/filter.ts';
import type { BatchTaskFilter } from '../gql/graphql.ts';

const unlessEmpty = <Value>(values: readonly Value[]): Value[] | null => (values.length > 0 ? [...values] : null);

const dateOf = (moment: number): string | null => (Number.isFinite(moment) ? new Date(moment).toISOString() : null);

/** A filter as the server takes it. Only running tasks can be stalled, which the server cannot filter by. */
export function serverFilter(filter: Filter, now: number): BatchTaskFilter {
  const { from, to } = boundsOf(filter.when, now);
  const statuses = filter.stalled && filter.statuses.length === 0 ? (['RUNNING'] as const) : filter.statuses;
  return {
    statuses: unlessEmpty(statuses),
    providers: unlessEmpty(filter.providers),
    sources: unlessEmpty(filter.sources),
    operations: unlessEmpty(filter.operations),
    createdAfter: dateOf(from),
    createdBefore: dateOf(to),
  };
}
