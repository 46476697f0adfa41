import { providerModules } from '../providers/modules.ts';
import type { StatusCount, UncountedSource } from '../request/status-counts.ts';
import { BatchTaskStatus } from './batch-task.ts';
import { builder } from './builder.ts';
import { listsSources } from './cost.ts';
import { outcomeOf, SourceErrorType } from './source-outcome.ts';
import { SourceType } from './source.ts';

const UncountedSourceType = builder.objectRef<UncountedSource>('UncountedSource').implement({
  description: 'A source that does not tell how many of its tasks have a status.',
  fields: (t) => ({
    source: t.expose('source', { type: SourceType, nullable: false, description: 'The source.' }),
    error: t.field({
      type: SourceErrorType,
      description:
        'Why the source could not be read while its tasks were counted, which is not in `errors`; null if it was read, and ' +
        'tells no exact number.',
      resolve: ({ source, error }) => outcomeOf(source, { error, scannedTo: null, failingSince: null }).error,
    }),
  }),
});

/** How many tasks have a status. */
export const StatusCountType = builder.objectRef<StatusCount>('BatchTaskStatusCount').implement({
  description: 'How many tasks have a status.',
  fields: (t) => ({
    status: t.expose('status', { type: BatchTaskStatus, nullable: false, description: 'The status.' }),
    count: t.expose('count', {
      type: 'SafeInt',
      description:
        'The exact number of tasks that have it; null if it is not known, for which `uncounted` has the reasons.',
    }),
    uncounted: t.expose('uncounted', {
      type: [UncountedSourceType],
      nullable: false,
      extensions: listsSources,
      description: 'The sources that do not tell the number; none if `count` is known.',
    }),
  }),
});

const filters = Object.values(providerModules)
  .filter(({ filtersBy }) => filtersBy.length > 0)
  .map(({ name, filtersBy }) => `${name} by ${filtersBy.join(', ')}`);

/** What the counts of a timeline mean, and when they are null. */
export const statusCountsDescription =
  'How many tasks of the whole list have each status of the filter, or each status there is. Takes at most one upstream call ' +
  'for each source and status (of ALIYUN_DNS four). Within these, the count of a source is known if all its tasks can be read, or if the provider ' +
  `filters by the status (${filters.join('; ')}) and tells the total, or all of them come at once. A count that one of ` +
  'the sources does not tell is null.';
