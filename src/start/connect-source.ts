import type { LiveConfig } from '../config/live.ts';
import type { SourceConfig } from '../config/source.ts';
import { ChangeRecord } from '../live/change-record.ts';
import type { PaceLimits } from '../live/polling-pace.ts';
import { SourceWatcher } from '../live/source-watcher.ts';
import type { WatchNews } from '../live/watch-news.ts';
import type { RootSpan } from '../platform/trace.ts';
import { providerModules, type ConnectedProvider, type ProviderName } from '../providers/modules.ts';
import type { ConnectedSource } from '../request/sources.ts';
import { KnownStates } from '../tasks/known-states.ts';
import type { ProviderModule } from '../tasks/provider.ts';
import { createTaskReader, type TaskReader } from '../tasks/reader.ts';
import type { BatchTask, Source } from '../tasks/task.ts';
import { updatesToldBy } from '../tasks/updates.ts';
import type { SourceLimits } from '../upstream/limits.ts';
import { createMemory, type Memory } from '../upstream/memory.ts';
import type { SharedAnswers } from '../upstream/shared-answers.ts';
import type { SourceMeter } from '../upstream/source-meter.ts';
import type { StillPages } from '../upstream/still-pages.ts';
import type { UpstreamState } from '../upstream/state.ts';
import type { Upstream } from '../upstream/upstream.ts';

/** The limits of a source, and how it is polled. */
export type ConnectionLimits = SourceLimits & PaceLimits & Pick<LiveConfig, 'recordChanges'>;

/** What a source is made of, besides its configuration. */
export interface SourceParts {
  /** May change: they are read each time. */
  readonly limits: ConnectionLimits;
  /** May be another later: it is asked for each time. */
  readonly memory: () => Pick<Memory, 'get' | 'set'>;
  /** Hears that something of the source has changed; null where nobody is to. */
  readonly still: () => StillPages | null;
  readonly upstream: Upstream;
  readonly state: () => UpstreamState;
  readonly answers?: SharedAnswers | undefined;
  /** What replicas that watch the source tell each other; absent where there are none. */
  readonly watchNews?: WatchNews | undefined;
  /** Absent where nothing of it is in the metrics. */
  readonly meter: SourceMeter | undefined;
  /** Begins the trace of a poll; absent where polls are in none. */
  readonly tracePoll?: (() => RootSpan | undefined) | undefined;
}

/** The source that an entry of the configuration makes, as answers tell it. */
export const sourceOfConfig = ({ key, provider, region, project }: SourceConfig): Source => ({
  key,
  provider,
  region: region ?? null,
  project: project ?? null,
  canList: providerModules[provider].lists === 'ALL',
});

/** The record of the changes of a provider's source; null where it is not needed, or no list can be watched. */
const recordFor = ({ told, lists }: ProviderModule): ChangeRecord | null =>
  lists === 'NONE' || updatesToldBy(told) === 'EVERY_CHANGE' ? null : new ChangeRecord();

/** A source over an upstream. */
export function connectSource(config: SourceConfig, parts: SourceParts): ConnectedSource {
  const { limits, memory, still, upstream, state, answers, watchNews, meter, tracePoll } = parts;
  const module: ProviderModule = providerModules[config.provider];
  const source = sourceOfConfig(config);
  const provider = module.connect(source, config, upstream) as ConnectedProvider<ProviderName>;
  const { maxIds } = module;
  let seen: KnownStates | null = null;
  const notice = (taskId: string, task: BatchTask | null): void => {
    const pages = still();
    if (pages && (seen ??= new KnownStates()).differs(taskId, task)) pages.changed();
  };
  const tasks: TaskReader = createTaskReader({
    provider,
    maxIds,
    memory,
    limits,
    answers,
    meter,
    observe: (taskId, task, reading) => {
      notice(taskId, task);
      watcher.observe(taskId, task, reading);
    },
    watched: (taskId) => watcher.polled(taskId),
  });
  const changes = recordFor(module);
  const watcher = new SourceWatcher({
    provider,
    reader: tasks,
    maxIds,
    limits,
    changes,
    reach: () => (limits.recordChanges && changes ? 'whole list' : 'one step'),
    watchNews,
    heard: notice,
    meter,
    tracePoll,
  });
  // Ids of one request are together at once: no others are to be waited for.
  const withUpstream = (other: Upstream): ConnectedSource => {
    const own = createMemory(1);
    return {
      ...connectSource(config, {
        limits: { ...limits, gatherMs: 1 },
        memory: () => own,
        still: () => null,
        upstream: other,
        state,
        meter: undefined,
      }),
      changes,
    };
  };
  // The name and the provider come from the same entry of the table, which the type cannot follow.
  return {
    name: config.provider,
    source,
    module,
    provider,
    tasks,
    watcher,
    changes,
    state,
    withUpstream,
  } as ConnectedSource;
}
