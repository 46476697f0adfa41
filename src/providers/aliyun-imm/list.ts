import { given } from '../../clouds/rpc-parameters.ts';
import { byToken, InvalidCursorError, type List } from '../../pagination/index.ts';
import type { TaskFilter } from '../../tasks/filter.ts';
import type { Source, TaskStatus } from '../../tasks/task.ts';
import { taskTraits } from '../../tasks/traits.ts';
import { startOfUnit } from '../../tasks/updates.ts';
import { askAfresh } from '../../upstream/ask-afresh.ts';
import { UpstreamError } from '../../upstream/errors.ts';
import { mapAnswer } from '../../upstream/map-answer.ts';
import type { Caller, Parameter, Upstream } from '../../upstream/upstream.ts';
import { badResponse } from '../bad-response.ts';
import { type AliyunImmBatch, toTask } from './task.ts';
import { listBatches } from './wire.ts';

/** The words that ListBatches filters states by. */
export type BatchState = 'Ready' | 'Running' | 'Failed' | 'Suspended' | 'Succeeded';

/** What ListBatches filters and sorts by; null does not filter. */
export interface ImmBatchQuery {
  readonly state: BatchState | null;
  /** `key=value`. */
  readonly tag: string | null;
  readonly sort: 'CreateTime' | 'UpdateTime';
  readonly newestFirst: boolean;
}

/** The most batches that a call answers. */
const maximum = 100;

/** ListBatches with tasks in place of their rows. */
export const listBatchesOf = (source: Source) =>
  mapAnswer(listBatches, ({ Batches, NextToken }) => ({
    tasks: Batches.map((row) => row && toTask(source, row)),
    NextToken,
  }));

/** Where a project's batches are asked for. */
interface Place {
  readonly source: Source;
  readonly project: string;
  readonly upstream: Upstream;
  readonly caller: Caller;
  readonly listOf: ReturnType<typeof listBatchesOf>;
}

const queryOf = ({ state, tag, sort }: ImmBatchQuery, project: string): Parameter[] =>
  given([
    ['ProjectName', project],
    ['State', state],
    ['TagSelector', tag],
    ['Sort', sort],
  ]);

/** The provider's word for a descending order is DES, and not DESC. */
const orderOf = (newestFirst: boolean): string => (newestFirst ? 'DES' : 'ASC');

/** A token that the provider no longer takes was in a cursor of ours that is too old. */
function cursorOrUpstreamError(error: unknown, token: string | null): unknown {
  const isRefused = token !== null && error instanceof UpstreamError && error.code === 'UPSTREAM_REJECTED';
  const isToken =
    isRefused && /^(InvalidArgument|InvalidParameter|InvalidNextToken)/.test(error.failure.providerCode ?? '');
  return isToken ? new InvalidCursorError({ cause: error }) : error;
}

/** Only in one of its orders do the batches' times fall along the list. */
const traitsOf = ({ sort, newestFirst }: ImmBatchQuery, left: TaskFilter) => ({
  ...taskTraits(left),
  ...(sort === 'CreateTime' && newestFirst ? {} : { timeOf: undefined }),
});

/** What is left of a timeline's filter: all of it, since a state may have several statuses; times are told by the second. */
export const leftOf = (filter: TaskFilter): TaskFilter => ({
  ...filter,
  updatedAfter: startOfUnit(filter.updatedAfter, 1_000),
});

/** The batches of a project that pass the upstream's filters, and `left` after the fact. */
export function immBatches(
  query: ImmBatchQuery,
  left: TaskFilter,
  { source, project, upstream, caller, listOf }: Place,
): List<AliyunImmBatch> {
  const fixed = queryOf(query, project);
  return byToken(
    {
      ...traitsOf(query, left),
      maximum,
      reversible: true,
      cutShort: () => badResponse(source.key, 'ListBatches', 'a NextToken that leads to its own page'),
    },
    async ({ token, size, direction }, isFresh) => {
      const order = orderOf(query.newestFirst === (direction === 'forward'));
      const parameters: Parameter[] = [...fixed, ['Order', order], ['MaxResults', String(size)]];
      if (token !== null) parameters.push(['NextToken', token]);
      const answer = await upstream(listOf(parameters), askAfresh(caller, isFresh)).catch((error: unknown) => {
        throw cursorOrUpstreamError(error, token);
      });
      return { items: answer.tasks, next: answer.NextToken };
    },
  );
}

const states: Partial<Record<TaskStatus, BatchState>> = {
  PENDING: 'Ready',
  RUNNING: 'Running',
  SUSPENDED: 'Suspended',
  SUCCEEDED: 'Succeeded',
  PARTIALLY_FAILED: 'Succeeded',
};

/** The one state that all tasks of the statuses are in; null where there is none. A batch fails by its counts, too. */
function stateOf(statuses: ReadonlySet<TaskStatus> | null): BatchState | null {
  const [first, ...others] = new Set([...(statuses ?? [])].map((status) => states[status] ?? null));
  return others.length === 0 ? (first ?? null) : null;
}

/** A timeline's filter, as far as ListBatches knows it. */
export const pushDown = ({ statuses }: TaskFilter): ImmBatchQuery => ({
  state: stateOf(statuses),
  tag: null,
  sort: 'CreateTime',
  newestFirst: true,
});
