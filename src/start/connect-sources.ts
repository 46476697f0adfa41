import type { LiveConfig } from '../config/live.ts';
import type { SourceConfig } from '../config/source.ts';
import { ChangeRecord } from '../live/change-record.ts';
import { SourceWatcher } from '../live/source-watcher.ts';
import type { PaceLimits } from '../live/polling-pace.ts';
import { credentialsOf } from './credentials.ts';
import { providerModules, type ConnectedProvider, type ProviderName } from '../providers/modules.ts';
import type { ProcessorTurns } from '../platform/processor-turns.ts';
import type { ConnectedSource, Sources } from '../request/sources.ts';
import type { ProviderModule } from '../tasks/provider.ts';
import { updatesToldBy } from '../tasks/updates.ts';
import { createTaskReader, type TaskReader } from '../tasks/reader.ts';
import { KnownStates } from '../tasks/known-states.ts';
import type { Source } from '../tasks/task.ts';
import { type AccessKey, createAccessKey } from '../upstream/access-key.ts';
import { connectUpstream } from '../upstream/client.ts';
import { defaultSourceLimits, type SourceLimits } from '../upstream/limits.ts';
import type { LoopWatch } from '../upstream/loop-delay.ts';
import { createMemory, type Memory } from '../upstream/memory.ts';
import type { RateTogether } from '../upstream/shared-rate.ts';
import type { Sender } from '../upstream/send.ts';
import { type StillPages, stillPagesOf } from '../upstream/still-pages.ts';
import type { ShareKey } from '../upstream/shared-key.ts';
import type { SharedAnswers } from '../upstream/shared-answers.ts';
import type { UpstreamState } from '../upstream/state.ts';
import type { Upstream } from '../upstream/upstream.ts';

type LiveLimits = PaceLimits & Pick<LiveConfig, 'recordChanges'>;

/** What all sources have in common. */
export interface ConnectOptions {
  /** How long a request may take, in milliseconds; an attempt takes no longer unless the source says so. */
  readonly deadlineMs: number;
  readonly memoryEntries: number;
  /** Whether several replicas share a store: pages that stand still are then cached for longer. */
  readonly isShared?: boolean | undefined;
  readonly turns: ProcessorTurns;
  /** Gives a source what replicas have asked it, by what it is; absent where there are none. */
  readonly answersOf?: ((source: string, identity: string) => SharedAnswers) | undefined;
  /** How often a source is polled for those who subscribe, and whether to record its changes all the time. */
  readonly live: LiveLimits;
  /** Begins to watch how late the event loop is; absent: as the process has it. */
  readonly watchLoop?: (() => LoopWatch) | undefined;
  /** How fast all replicas ask a source; absent where there is one. */
  readonly rateTogether?: ((source: string, limits: SourceLimits) => RateTogether) | undefined;
  /** Joins what is known of a key, which is given as a text, with other replicas; absent: there are none. */
  readonly shareKey?: ((key: string) => ShareKey) | undefined;
  /** Hears what an operator should know of a source. */
  readonly notice: (source: string, text: string) => void;
}

function limitsOf(config: SourceConfig, { deadlineMs, isShared = false }: ConnectOptions): SourceLimits {
  const attemptMs = Math.min(defaultSourceLimits.attemptMs, deadlineMs);
  const stillListMs = isShared ? sharedStillListMs : undefined;
  // The configuration holds no setting without a value.
  return { ...defaultSourceLimits, attemptMs, stillListMs, ...(config.limits as Partial<SourceLimits>) };
}

/** How long a page that stands still is cached at most where several replicas share a store, in milliseconds. */
const sharedStillListMs = 15_000;

const now = (): Date => new Date();

/** What is known of each configured key, one for all its sources; a chain's key is not known before it is asked. */
function createAccessKeys({ shareKey }: ConnectOptions): (config: SourceConfig) => AccessKey {
  const known = new Map<string, AccessKey>();
  return ({ provider, credentials }) => {
    const { cloud } = providerModules[provider];
    if (!('accessKeyId' in credentials)) return createAccessKey(cloud, now);
    const { accessKeyId, accessKeySecret, securityToken } = credentials;
    const name = JSON.stringify([cloud.name, accessKeyId, accessKeySecret, securityToken]);
    const accessKey = known.get(name) ?? createAccessKey(cloud, now, shareKey?.(name));
    known.set(name, accessKey);
    return accessKey;
  };
}

/** The record of the changes of a provider's source; null where it is not needed, or no list can be watched. */
const recordFor = ({ told, lists }: ProviderModule): ChangeRecord | null =>
  lists === 'NONE' || updatesToldBy(told) === 'EVERY_CHANGE' ? null : new ChangeRecord();

/** What a source is asked by, and what of it answers depend on: replicas share those of the same source alone. */
function identityOf({ provider, region, project, projectId, credentials }: SourceConfig, origin: string): string {
  const accessKeyId = 'accessKeyId' in credentials ? credentials.accessKeyId : null;
  return JSON.stringify([provider, origin, region, project, projectId, accessKeyId]);
}

/** What a source is made of, besides its configuration. */
interface SourceParts {
  readonly limits: SourceLimits & LiveLimits;
  readonly memory: Memory;
  /** Hears that something of the source has changed; null where nobody is to. */
  readonly still: StillPages | null;
  readonly upstream: Upstream;
  readonly state: () => UpstreamState;
  readonly answers?: SharedAnswers | undefined;
}

/** A source over an upstream. */
function connect(config: SourceConfig, { limits, memory, still, upstream, state, answers }: SourceParts) {
  const module: ProviderModule = providerModules[config.provider];
  const source: Source = {
    key: config.key,
    provider: config.provider,
    region: config.region ?? null,
    project: config.project ?? null,
    canList: module.lists === 'ALL',
  };
  const provider = module.connect(source, config, upstream) as ConnectedProvider<ProviderName>;
  const { maxIds } = module;
  const seen = still && new KnownStates();
  const tasks: TaskReader = createTaskReader({
    provider,
    maxIds,
    memory,
    limits,
    answers,
    observe: (taskId, task, askedAt) => {
      if (seen?.differs(taskId, task)) still?.changed();
      watcher.observe(taskId, task, askedAt);
    },
    watched: (taskId) => watcher.polled(taskId),
  });
  const changes = recordFor(module);
  const reach = limits.recordChanges && changes ? 'whole list' : 'one step';
  const watcher = new SourceWatcher({ provider, reader: tasks, maxIds, limits, changes, reach });
  // Ids of one request are together at once: no others are to be waited for.
  const withUpstream = (other: Upstream): ConnectedSource => ({
    ...connect(config, {
      limits: { ...limits, gatherMs: 1 },
      memory: createMemory(1),
      still: null,
      upstream: other,
      state,
    }),
    changes,
  });
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

/** Every configured source with its provider, in the order of the configuration. */
export function connectSources(configs: readonly SourceConfig[], send: Sender, options: ConnectOptions): Sources {
  const memory = createMemory(options.memoryEntries);
  const accessKeyOf = createAccessKeys(options);
  const connected = configs.map((config): [string, ConnectedSource] => {
    const module: ProviderModule = providerModules[config.provider];
    const limits = { ...limitsOf(config, options), ...options.live };
    const still = stillPagesOf(limits);
    const origin = config.endpoint ?? module.endpoint(config);
    const answers = options.answersOf?.(config.key, identityOf(config, origin));
    const { upstream, state } = connectUpstream({
      source: config.key,
      origin,
      answers,
      cloud: module.cloud,
      credentials: credentialsOf(config.credentials),
      send,
      limits,
      memory,
      still,
      turns: options.turns,
      watchLoop: options.watchLoop,
      now,
      accessKey: accessKeyOf(config),
      rateTogether: options.rateTogether?.(config.key, limits),
      notice: options.notice,
    });
    return [config.key, connect(config, { limits, memory, still, upstream, state, answers })];
  });
  return new Map(connected);
}
