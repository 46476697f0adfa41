import type { LiveConfig } from '../config/live.ts';
import type { SourceConfig } from '../config/source.ts';
import { ChangeRecord } from '../live/change-record.ts';
import { SourceWatcher } from '../live/source-watcher.ts';
import type { WatchTogether } from '../live/watch-together.ts';
import type { PaceLimits } from '../live/polling-pace.ts';
import type { Metrics } from '../metrics/metrics.ts';
import type { Traces } from '../traces/traces.ts';
import { credentialsByAccount } from './credentials.ts';
import { providerModules, type ConnectedProvider, type ProviderName } from '../providers/modules.ts';
import type { ProcessorTurns } from '../platform/processor-turns.ts';
import type { RootSpan } from '../platform/trace.ts';
import type { Replicas } from '../replicas/replicas.ts';
import type { ConnectedSource, Sources } from '../request/sources.ts';
import type { ProviderModule } from '../tasks/provider.ts';
import { updatesToldBy } from '../tasks/updates.ts';
import { createTaskReader, type TaskReader } from '../tasks/reader.ts';
import { KnownStates } from '../tasks/known-states.ts';
import type { BatchTask, Source } from '../tasks/task.ts';
import { type AccessKey, createAccessKey } from '../upstream/access-key.ts';
import { connectUpstream } from '../upstream/client.ts';
import { defaultSourceLimits, type SourceLimits } from '../upstream/limits.ts';
import type { LoopWatch } from '../upstream/loop-delay.ts';
import { createMemory, type Memory } from '../upstream/memory.ts';
import type { Sender } from '../upstream/send.ts';
import { type StillPages, stillPagesOf } from '../upstream/still-pages.ts';
import type { SharedAnswers } from '../upstream/shared-answers.ts';
import type { SourceMeter } from '../upstream/source-meter.ts';
import type { UpstreamState } from '../upstream/state.ts';
import type { Upstream } from '../upstream/upstream.ts';

type LiveLimits = PaceLimits & Pick<LiveConfig, 'recordChanges'>;

/** What all sources have in common. */
export interface ConnectOptions {
  /** How long a request may take, in milliseconds; an attempt takes no longer unless the source says so. */
  readonly deadlineMs: number;
  readonly memoryEntries: number;
  readonly turns: ProcessorTurns;
  /** What the replicas share; absent where this gateway is by itself. */
  readonly replicas?: Replicas | null | undefined;
  /** How often a source is polled for those who subscribe, and whether to record its changes all the time. */
  readonly live: LiveLimits;
  /** Begins to watch how late the event loop is; absent: as the process has it. */
  readonly watchLoop?: (() => LoopWatch) | undefined;
  /** The metrics; absent: there are none. */
  readonly metrics?: Pick<Metrics, 'meterOf' | 'holds'> | undefined;
  /** The traces; absent: there are none. */
  readonly traces?: Pick<Traces, 'poll'> | undefined;
  /** Hears what an operator should know of a source. */
  readonly notice: (source: string, text: string) => void;
}

function limitsOf(config: SourceConfig, { deadlineMs, replicas }: ConnectOptions): SourceLimits {
  const attemptMs = Math.min(defaultSourceLimits.attemptMs, deadlineMs);
  const stillListMs = replicas ? sharedStillListMs : undefined;
  // The configuration holds no setting without a value.
  return { ...defaultSourceLimits, attemptMs, stillListMs, ...(config.limits as Partial<SourceLimits>) };
}

/** How long a page that stands still is cached at most where several replicas share a store, in milliseconds. */
const sharedStillListMs = 15_000;

const now = (): Date => new Date();

/** What is known of each configured key, one for all its sources; a chain's key is not known before it is asked. */
function createAccessKeys({ replicas }: ConnectOptions): (config: SourceConfig) => AccessKey {
  const known = new Map<string, AccessKey>();
  return ({ provider, credentials }) => {
    const { cloud } = providerModules[provider];
    if (!('accessKeyId' in credentials)) return createAccessKey(cloud, now);
    const { accessKeyId, accessKeySecret, securityToken } = credentials;
    const name = JSON.stringify([cloud.name, accessKeyId, accessKeySecret, securityToken]);
    const accessKey = known.get(name) ?? createAccessKey(cloud, now, replicas?.shareKey(name));
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
  /** What replicas that watch the source tell each other; absent where there are none. */
  readonly together?: ((source: Source) => WatchTogether | undefined) | undefined;
  /** Absent where nothing of it is in the metrics. */
  readonly meter: SourceMeter | undefined;
  /** Absent where polls are in no trace. */
  readonly tracePoll: (() => RootSpan | undefined) | undefined;
}

/** A source over an upstream. */
function connect(config: SourceConfig, parts: SourceParts) {
  const { limits, memory, still, upstream, state, answers, together, meter, tracePoll } = parts;
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
  const notice = (taskId: string, task: BatchTask | null): void => {
    if (seen?.differs(taskId, task)) still?.changed();
  };
  const tasks: TaskReader = createTaskReader({
    provider,
    maxIds,
    memory,
    limits,
    answers,
    meter,
    observe: (taskId, read) => {
      notice(taskId, read.task);
      watcher.observe(taskId, read);
    },
    watched: (taskId) => watcher.polled(taskId),
  });
  const changes = recordFor(module);
  const reach = limits.recordChanges && changes ? 'whole list' : 'one step';
  const watcher = new SourceWatcher({
    provider,
    reader: tasks,
    maxIds,
    limits,
    changes,
    reach,
    together: together?.(source),
    heard: notice,
    meter,
    tracePoll,
  });
  // Ids of one request are together at once: no others are to be waited for.
  const withUpstream = (other: Upstream): ConnectedSource => ({
    ...connect(config, {
      limits: { ...limits, gatherMs: 1 },
      memory: createMemory(1),
      still: null,
      upstream: other,
      state,
      meter: undefined,
      tracePoll: undefined,
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

/** Begins the traces of the polls of a source. */
const pollsOf =
  (source: string, { poll }: Pick<Traces, 'poll'>) =>
  () =>
    poll(source);

/** Every configured source with its provider, in the order of the configuration. */
export function connectSources(configs: readonly SourceConfig[], send: Sender, options: ConnectOptions): Sources {
  const memory = createMemory(options.memoryEntries);
  const { replicas } = options;
  options.metrics?.holds(() => memory.entries);
  const accessKeyOf = createAccessKeys(options);
  const credentialsOf = credentialsByAccount();
  const connected = configs.map((config): [string, ConnectedSource] => {
    const module: ProviderModule = providerModules[config.provider];
    const limits = { ...limitsOf(config, options), ...options.live };
    const still = stillPagesOf(limits);
    const origin = config.endpoint ?? module.endpoint(config);
    const identity = identityOf(config, origin);
    const answers = replicas?.answersOf(config.key, identity);
    const together = (source: Source) => replicas?.watchOf(source, identity);
    const meter = options.metrics?.meterOf(config);
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
      rateTogether: replicas?.rateOf(config.key, limits),
      meter,
      isTraced: options.traces !== undefined,
      notice: options.notice,
    });
    const parts = { limits, memory, still, upstream, state, answers, together, meter };
    return [
      config.key,
      connect(config, { ...parts, tracePoll: options.traces && pollsOf(config.key, options.traces) }),
    ];
  });
  return new Map(connected);
}
