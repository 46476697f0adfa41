import type { Cloud } from '../upstream/cloud.ts';
import type { UpstreamError } from '../upstream/errors.ts';
import type { Caller, Upstream } from '../upstream/upstream.ts';
import type { List } from '../pagination/index.ts';
import type { TaskFilter } from './filter.ts';
import type { BatchTask, Source, TaskStatus } from './task.ts';
import type { Told } from './told.ts';

/**
 * Which tasks of a source a provider lists: all, ordered by time; only the last ones, without times, so that they come after
 * all others in a timeline; or none, so that a timeline does not read the source at all.
 */
export type Listing = 'ALL' | 'LAST' | 'NONE';

/** What every provider offers over one source. */
export interface Provider<Task extends BatchTask = BatchTask> {
  readonly source: Source;
  /**
   * The tasks with these ids, at most `maxIds`, in the order of the ids. Null for an id without a task, an error for an id
   * that fails while others succeed.
   */
  getMany(taskIds: readonly string[], caller: Caller): Promise<readonly (Task | null | UpstreamError)[]>;
  /** The tasks that pass a filter, newest first; absent where the provider lists none. */
  list?(filter: TaskFilter, caller: Caller): List<Task>;
}

/** A provider that lists tasks. */
export interface ListingProvider<Task extends BatchTask = BatchTask> extends Provider<Task> {
  list(filter: TaskFilter, caller: Caller): List<Task>;
}

/** What a provider may need to know of a source beside its credentials. */
export interface SourceSettings {
  readonly key: string;
  readonly region?: string | undefined;
  readonly project?: string | undefined;
  readonly projectId?: string | undefined;
}

/** A setting that a provider can require or allow. */
export type SettingName = Exclude<keyof SourceSettings, 'key'>;

/** A provider: everything that varies between one and another. */
export interface ProviderModule<Name extends string = string, Connected extends Provider = Provider> {
  /** As the configuration and the schema know it. */
  readonly name: Name;
  /** Its name in words. */
  readonly title: string;
  /** What its tasks are, in a sentence for the schema. */
  readonly description: string;
  /** The name of its tasks' type in the schema and in their global ids. */
  readonly typeName: string;
  /** The settings that a source must have, and those that it may have. */
  readonly settings: { readonly required: readonly SettingName[]; readonly optional: readonly SettingName[] };
  /** The operations of its API that it calls; a key needs a permission for each. */
  readonly operations: readonly string[];
  readonly lists: Connected extends ListingProvider ? Exclude<Listing, 'NONE'> : Listing;
  /** The statuses that its tasks can have. */
  readonly statuses: readonly TaskStatus[];
  /** The statuses that the provider's own filter selects exactly: the total of such a list is the number of these tasks. */
  readonly filtersBy: readonly TaskStatus[];
  /** Its words for a status, and the fields that it fills. */
  readonly told: Told;
  /** How many ids one call takes. */
  readonly maxIds: number;
  readonly cloud: Cloud;
  /** The address of its API, for a source that does not name one. */
  endpoint(settings: SourceSettings): string;
  /** Why an id cannot be one of the provider's, or null where it can. */
  refuseId(taskId: string): string | null;
  connect(source: Source, settings: SourceSettings, upstream: Upstream): Connected;
}
