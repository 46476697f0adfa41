import { internalError, toClientError } from '../request/errors.ts';
import { sourceNamed, type ConnectedSource, type Sources } from '../request/sources.ts';
import type { TaskFilter } from '../tasks/filter.ts';
import type { BatchTask, Source } from '../tasks/task.ts';
import { isListed, timeline } from '../request/timeline.ts';
import { BatchTaskInterface, BatchTaskStatus } from './batch-task.ts';
import { builder } from './builder.ts';
import { connectionOf, pageArguments, type Page } from './connection.ts';
import { OrderDirection } from './order-direction.ts';
import { pageOf } from './page.ts';
import { Provider, SourceType } from './source.ts';

/** What a client may learn of a source that could not be read. */
interface SourceError {
  readonly code: string;
  readonly message: string;
  readonly retryable: boolean;
  readonly providerCode: string | null;
  readonly requestId: string | null;
}

interface SourceOutcome {
  readonly source: Source;
  readonly ok: boolean;
  readonly error: SourceError | null;
}

const SourceErrorType = builder.objectRef<SourceError>('SourceError').implement({
  description: 'Why a source could not be read, in the words of the extensions of an error.',
  fields: (t) => ({
    code: t.exposeString('code', { nullable: false, description: 'One of the codes of errors: `UPSTREAM_TIMEOUT`.' }),
    message: t.exposeString('message', { nullable: false, description: 'The same for people.' }),
    retryable: t.exposeBoolean('retryable', { nullable: false, description: 'Whether asking again may help.' }),
    providerCode: t.exposeString('providerCode', { description: "The provider's own error code." }),
    requestId: t.exposeString('requestId', { description: "The provider's request id, to quote to its support." }),
  }),
});

const SourceOutcomeType = builder.objectRef<SourceOutcome>('SourceOutcome').implement({
  description: 'What a source gave to a page of the timeline.',
  fields: (t) => ({
    source: t.expose('source', { type: SourceType, nullable: false, description: 'The source.' }),
    ok: t.exposeBoolean('ok', {
      nullable: false,
      description: 'Whether it could be read, as far as the page needed it.',
    }),
    error: t.expose('error', { type: SourceErrorType, description: 'Why it could not be read; null where it could.' }),
  }),
});

interface TimelinePage extends Page<BatchTask> {
  readonly sources: readonly SourceOutcome[];
}

const BatchTaskConnection = connectionOf<BatchTask, TimelinePage>(
  'BatchTask',
  BatchTaskInterface,
  'The tasks of many sources in the order of their times.',
  (t) => ({
    sources: t.expose('sources', {
      type: [SourceOutcomeType],
      nullable: false,
      description:
        'Every source of the timeline, on every page. One that could not be read is named here and only here: it loses ' +
        'no task of another, and the next page asks it again. A source whose provider lists nothing is none of them.',
    }),
  }),
);

const Filter = builder.inputType('BatchTaskFilter', {
  description: 'Which tasks to show. An empty list matches nothing; null does not filter.',
  fields: (t) => ({
    sources: t.stringList({ description: 'Only tasks of the sources with these names.' }),
    providers: t.field({ type: [Provider], description: 'Only tasks of these providers.' }),
    statuses: t.field({ type: [BatchTaskStatus], description: 'Only tasks in these statuses.' }),
    operations: t.stringList({ description: "Only tasks that do this, in the provider's words." }),
    createdAfter: t.field({ type: 'DateTime', description: 'Only tasks created then or later.' }),
    createdBefore: t.field({ type: 'DateTime', description: 'Only tasks created earlier.' }),
  }),
});
type FilterInput = typeof Filter.$inferInput;

/** The sources that a timeline is of, in the order of the configuration. */
function sourcesOf(sources: Sources, filter: FilterInput): ConnectedSource[] {
  const named = filter.sources?.map((key, index) => sourceNamed(sources, key, `filter.sources[${index}]`));
  const wanted = named ? new Set(named) : null;
  const providers = filter.providers ? new Set(filter.providers) : null;
  return [...sources.values()].filter((found) => (wanted?.has(found) ?? true) && (providers?.has(found.name) ?? true));
}

const readFilter = (filter: FilterInput): TaskFilter => ({
  statuses: filter.statuses ? new Set(filter.statuses) : null,
  operations: filter.operations ? new Set(filter.operations) : null,
  createdAfter: filter.createdAfter ?? null,
  createdBefore: filter.createdBefore ?? null,
});

const sorted = (values: readonly string[] | null | undefined) => (values ? [...new Set(values)].sort() : null);

/** The filter as cursors are bound to it: the order of its lists, and what is null or absent, make no difference. */
const bindingOf = ({ sources, providers, statuses, operations, createdAfter, createdBefore }: FilterInput) => [
  sorted(sources),
  sorted(providers),
  sorted(statuses),
  sorted(operations),
  createdAfter ?? null,
  createdBefore ?? null,
];

function outcomeOf({ source }: ConnectedSource, failures: ReadonlyMap<string, unknown>): SourceOutcome {
  if (!failures.has(source.key)) return { source, ok: true, error: null };
  const { message, extensions } = toClientError(failures.get(source.key)) ?? internalError;
  const { code, retryable = false, providerCode = null, requestId = null } = extensions;
  return { source, ok: false, error: { code, message, retryable, providerCode, requestId } };
}

builder.queryField('batchTasks', (t) =>
  t.field({
    type: BatchTaskConnection,
    nullable: false,
    description: 'One timeline over all sources, newest first unless `direction` says otherwise.',
    args: {
      filter: t.arg({ type: Filter, description: 'Which tasks to show; all of them without.' }),
      direction: t.arg({ type: OrderDirection, defaultValue: 'DESC', description: 'Which way it is ordered.' }),
      ...pageArguments(t.arg),
    },
    resolve: async (_root, { filter: given, direction, ...page }, context) => {
      const filter = given ?? {};
      const sources = sourcesOf(context.sources, filter).filter(isListed);
      const order = direction ?? 'DESC';
      const list = timeline(sources, readFilter(filter), order, context.caller);
      const connection = await pageOf(context, list, page, ['batchTasks', order, bindingOf(filter)]);
      return Object.assign(connection, { sources: sources.map((found) => outcomeOf(found, connection.failures)) });
    },
  }),
);
