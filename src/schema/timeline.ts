import type { ListOutcome } from '../pagination/index.ts';
import { membersOf } from '../platform/members.ts';
import { checkText, sourceNamed, type ConnectedSource, type Sources } from '../request/sources.ts';
import type { TaskFilter } from '../tasks/filter.ts';
import type { BatchTask } from '../tasks/task.ts';
import { nothingSeen, updatesToldBy } from '../tasks/updates.ts';
import { isListed, timeline } from '../request/timeline.ts';
import { type StatusCount, statusCounts } from '../request/status-counts.ts';
import { BatchTaskInterface, BatchTaskStatus } from './batch-task.ts';
import { builder } from './builder.ts';
import { longestList } from './checked-arguments.ts';
import { costs, type FieldCost, listsSources } from './cost.ts';
import { connectionOf, pageArguments, type Page } from './connection.ts';
import { OrderDirection } from './order-direction.ts';
import { pageOf } from './page.ts';
import { Provider } from './source.ts';
import { outcomeOf, SourceOutcomeType } from './source-outcome.ts';
import { updatedAfterDescription } from './updates.ts';
import { StatusCountType, statusCountsDescription } from './status-counts.ts';

/** The outcome of a source that the page did not need. */
const unread: ListOutcome = { error: undefined, scannedTo: null };

interface TimelinePage extends Page<BatchTask> {
  /** In the order of the configuration. */
  readonly asked: readonly ConnectedSource[];
  readonly outcomes: ReadonlyMap<string, ListOutcome>;
  readonly isByUpdates: boolean;
  readonly statusCounts: () => Promise<readonly StatusCount[]>;
}

const BatchTaskConnection = connectionOf<BatchTask, TimelinePage>(
  'BatchTask',
  BatchTaskInterface,
  'The tasks of all sources. Each page is ordered by creation time, with tasks without a time last (first, if the ' +
    "oldest come first). After a source has failed, its tasks come late: the next page can begin with tasks that belong before the last page's.",
  (t) => ({
    sources: t.field({
      type: [SourceOutcomeType],
      extensions: listsSources,
      nullable: false,
      description:
        'All sources of the timeline, on every page. A source that could not be read is reported here and not in ' +
        '`errors`; the tasks of the other sources are complete, and the next page reads it again. Sources whose provider has ' +
        'no list are left out.',
      resolve: ({ asked, outcomes, isByUpdates }) =>
        asked.map(({ source, module, changes, watcher: { failingSince } }) => ({
          ...outcomeOf(source, { ...(outcomes.get(source.key) ?? unread), failingSince }),
          updatesTold: isByUpdates ? updatesToldBy(module.told) : null,
          updatesSeenSince: isByUpdates ? (changes?.since ?? null) : null,
        })),
    }),
    statusCounts: t.field({
      type: [StatusCountType],
      extensions: { costByList: costOfCounts },
      description: statusCountsDescription,
      resolve: (page) => page.statusCounts(),
    }),
  }),
);

/** Selects tasks of the timeline. */
export const Filter = builder.inputType('BatchTaskFilter', {
  description:
    'Selects tasks. All conditions must hold. An empty list matches nothing; null does not filter. A list has at most 500 items.',
  fields: (t) => ({
    sources: t.stringList({ description: 'Only tasks of the sources with these keys.' }),
    providers: t.field({ type: [Provider], description: 'Only tasks of these providers.' }),
    statuses: t.field({ type: [BatchTaskStatus], description: 'Only tasks with one of these statuses.' }),
    operations: t.stringList({
      description: "Only tasks with one of these values of `operation`, in the provider's own terms.",
    }),
    createdAfter: t.field({ type: 'DateTime', description: 'Only tasks created at this time or later.' }),
    createdBefore: t.field({ type: 'DateTime', description: 'Only tasks created before this time.' }),
    updatedAfter: t.field({ type: 'DateTime', description: updatedAfterDescription }),
  }),
});
/** A filter as clients give it. */
export type FilterInput = typeof Filter.$inferInput;

/** The sources that the filter selects, in the order of the configuration. */
export function sourcesOf(sources: Sources, filter: FilterInput): ConnectedSource[] {
  const named = filter.sources?.map((key, index) => sourceNamed(sources, key, `filter.sources[${index}]`));
  const wanted = named ? new Set(named) : null;
  const providers = filter.providers ? new Set(filter.providers) : null;
  const selected = [...sources.values()].filter(
    (found) => (wanted?.has(found) ?? true) && (providers?.has(found.name) ?? true),
  );
  // Those that are named have been told.
  if (!named) for (const { source } of selected) sources.asked?.(source.key);
  return selected;
}

/** The values of a list; null if there is none, or one so long that it will be refused. */
const setOf = (value: unknown) =>
  Array.isArray(value) && value.length <= longestList ? new Set<unknown>(value) : null;

/** The cost of what is asked of each source, as far as the arguments tell before they are checked; that of one at least. */
const costOfSources =
  (costOfSource: (found: ConnectedSource) => number, least: number): FieldCost =>
  (sources, argumentOf) => {
    const filter = membersOf(argumentOf('filter'));
    const [wanted, providers] = [setOf(filter['sources']), setOf(filter['providers'])];
    let cost = 0;
    for (const found of sources.values()) {
      const isWanted = (wanted?.has(found.source.key) ?? true) && (providers?.has(found.name) ?? true);
      if (isWanted && isListed(found)) cost += costOfSource(found);
    }
    return Math.max(least, cost);
  };

/** The cost of a page or a subscription. */
export const costOfPage = costOfSources(() => costs.sourceOfTimeline, costs.sourceOfTimeline);

/** Counting takes a call at most for each status that a source's tasks can have. */
const costOfCounts = costOfSources(({ module }) => module.statuses.length * costs.page, costs.page);

/** The operations of a filter. Providers take an empty one for none, and would let every task pass. */
function readOperations(operations: readonly string[]): ReadonlySet<string> {
  for (const [index, operation] of operations.entries()) checkText(operation, `filter.operations[${index}]`);
  return new Set(operations);
}

/** What a filter says of tasks. */
export const readFilter = (filter: FilterInput): TaskFilter => ({
  statuses: filter.statuses ? new Set(filter.statuses) : null,
  operations: filter.operations ? readOperations(filter.operations) : null,
  createdAfter: filter.createdAfter ?? null,
  createdBefore: filter.createdBefore ?? null,
  // What was seen is of each source alone.
  updatedAfter: filter.updatedAfter ? { time: filter.updatedAfter.getTime(), seen: nothingSeen } : null,
});

const sorted = (values: readonly string[] | null | undefined) => (values ? [...new Set(values)].sort() : null);

/** The part of a cursor's binding that depends on the filter: independent of the order in lists, and of null or absent. */
const bindingOf = ({
  sources,
  providers,
  statuses,
  operations,
  createdAfter,
  createdBefore,
  updatedAfter,
}: FilterInput) => [
  sorted(sources),
  sorted(providers),
  sorted(statuses),
  sorted(operations),
  createdAfter ?? null,
  createdBefore ?? null,
  // Cursors that were made before there was this one stay valid.
  ...(updatedAfter ? [updatedAfter] : []),
];

builder.queryField('batchTasks', (t) =>
  t.field({
    type: BatchTaskConnection,
    nullable: false,
    extensions: { cost: costOfPage },
    description:
      'The tasks of all sources in one list, newest first by default; the order holds within each page. Unlike the other ' +
      'lists it is never null: if an argument is wrong, `data` is.',
    args: {
      filter: t.arg({ type: Filter, description: 'Selects tasks; all tasks if absent.' }),
      direction: t.arg({ type: OrderDirection, defaultValue: 'DESC', description: 'The order of each page.' }),
      ...pageArguments(t.arg),
    },
    resolve: async (_root, { filter: filterInput, direction, ...page }, context) => {
      const filter = filterInput ?? {};
      const sources = sourcesOf(context.sources, filter).filter(isListed);
      const order = direction ?? 'DESC';
      const taskFilter = readFilter(filter);
      const list = timeline(sources, taskFilter, order, context.caller);
      const connection = await pageOf(context, list, page, ['batchTasks', order, bindingOf(filter)]);
      const counts = () => statusCounts(sources, taskFilter, context.caller);
      const isByUpdates = taskFilter.updatedAfter !== null;
      return Object.assign(connection, { asked: sources, isByUpdates, statusCounts: counts });
    },
  }),
);
