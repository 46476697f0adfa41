import type { Limits } from '../config/limits.ts';
import type { LiveConfig } from '../config/live.ts';
import type { SourceConfig } from '../config/source.ts';
import type { Metrics } from '../metrics/metrics.ts';
import type { ProcessorTurns } from '../platform/processor-turns.ts';
import { providerModules } from '../providers/modules.ts';
import type { Replicas } from '../replicas/replicas.ts';
import type { Sources } from '../request/sources.ts';
import type { ProviderModule } from '../tasks/provider.ts';
import { connectUpstream } from '../upstream/client.ts';
import { defaultSourceLimits, type SourceLimits } from '../upstream/limits.ts';
import type { LoopWatch } from '../upstream/loop-delay.ts';
import { createMemory, type Memory } from '../upstream/memory.ts';
import type { Sender } from '../upstream/send.ts';
import { SourceMemory } from '../upstream/source-memory.ts';
import type { SourceMeter } from '../upstream/source-meter.ts';
import { stillPagesOf } from '../upstream/still-pages.ts';
import { AccessKeys, askedAs } from './access-keys.ts';
import { sourceOfConfig } from './connect-source.ts';
import { SharedCredentials } from './credentials.ts';
import type { Traces } from '../traces/traces.ts';
import { SourceConnection, type SourceWay } from './source-connection.ts';

/** What all sources have in common, as long as the process runs. */
export interface ConnectOptions {
  readonly turns: ProcessorTurns;
  /** What the replicas share; absent where this gateway is by itself. */
  readonly replicas?: Replicas | null | undefined;
  /** Begins to watch how late the event loop is; absent: as the process has it. */
  readonly watchLoop?: (() => LoopWatch) | undefined;
  /** The metrics; absent: there are none. */
  readonly metrics?: Pick<Metrics, 'meterOf' | 'holds'> | undefined;
  /** The traces; absent: there are none. */
  readonly traces?: Pick<Traces, 'poll'> | undefined;
  /** Hears what an operator should know of a source. */
  readonly notice: (source: string, text: string) => void;
}

/** What all sources of a configuration have in common. */
export interface SourceSettings {
  /** How long a request may take, in milliseconds; an attempt takes no longer unless the source says so. */
  readonly limits: Pick<Limits, 'deadlineMs' | 'memoryEntries'>;
  /** How often a source is polled for those who subscribe, and whether to record its changes all the time. */
  readonly live: Pick<LiveConfig, 'pollMs' | 'slowestPollMs' | 'recordChanges'>;
  readonly send: Sender;
}

/** How long a page that stands still is cached at most where several replicas share a store, in milliseconds. */
const sharedStillListMs = 15_000;

const now = (): Date => new Date();

/** What a source is, whoever it is asked as: where another provider, place or project is meant, it is another source. */
function placeOf({ provider, region, project, projectId }: SourceConfig, origin: string): string {
  return JSON.stringify([provider, origin, region, project, projectId]);
}

/** What a source is asked by, and what of it answers depend on: replicas share those of the same source alone. */
function identityOf({ provider, region, project, projectId, credentials }: SourceConfig, origin: string): string {
  return JSON.stringify([provider, origin, region, project, projectId, ...askedAs(credentials)]);
}

const originOf = (config: SourceConfig): string => {
  const module: ProviderModule = providerModules[config.provider];
  return config.endpoint ?? module.endpoint(config);
};

/** How a source is asked by one configuration, and that as a text. */
interface WaySettings extends Pick<SourceSettings, 'send'> {
  readonly limits: SourceLimits;
  readonly text: string;
}

/** What a way goes on with; without one before, it begins. */
interface WayBefore {
  readonly way?: SourceWay;
  readonly meter: SourceMeter | undefined;
}

/** The connections to sources, as long as the process runs: those that a new configuration has too stay. */
export class SourceConnections {
  readonly #options: ConnectOptions;
  readonly #memory: Memory = createMemory(0);
  readonly #connections = new Map<string, { readonly place: string; readonly connection: SourceConnection }>();
  readonly #credentials = new SharedCredentials();
  readonly #accessKeys: AccessKeys;

  constructor(options: ConnectOptions) {
    this.#options = options;
    this.#accessKeys = new AccessKeys(now, options.replicas?.shareKey);
    options.metrics?.holds(() => this.#memory.entries);
  }

  /** Every configured source with its provider, in the order of the configuration; sources that were there before stay. */
  connect(configs: readonly SourceConfig[], settings: SourceSettings): Sources {
    this.#memory.resize(settings.limits.memoryEntries);
    const connected = configs.map((config) => {
      const connection = this.#connect(config, settings);
      return [config.key, connection.source] as const;
    });
    this.#leaveOthers(new Set(configs.map(({ key }) => key)));
    this.#accessKeys.keepOnly(
      configs.map(({ provider, credentials }) => [providerModules[provider].cloud, credentials]),
    );
    this.#credentials.keepOnly(configs.map(({ credentials }) => credentials));
    return new Map(connected);
  }

  #connect(config: SourceConfig, settings: SourceSettings): SourceConnection {
    const limits = this.#limitsOf(config, settings);
    const text = textOf(config, limits);
    const wayAfter = (before: WayBefore): SourceWay =>
      this.#wayOf(config, { limits, text, send: settings.send }, before);
    const connectionLimits = { ...limits, ...settings.live };
    const place = placeOf(config, originOf(config));
    const known = this.#connections.get(config.key);
    if (known?.place === place) {
      const { connection } = known;
      const { way } = connection;
      connection.use(connectionLimits, way.text === text ? way : wayAfter(connection));
      return connection;
    }
    if (known) this.#leave(config.key, known.connection);
    const meter = this.#options.metrics?.meterOf(config);
    const way = wayAfter({ meter });
    const { traces } = this.#options;
    const tracePoll = traces && (() => traces.poll(config.key));
    const connection = new SourceConnection(config, { limits: connectionLimits, way, meter, tracePoll });
    this.#connections.set(config.key, { place, connection });
    return connection;
  }

  #wayOf(config: SourceConfig, { limits, text, send }: WaySettings, { way: before, meter }: WayBefore): SourceWay {
    const { replicas, turns, watchLoop, notice, traces } = this.#options;
    const module: ProviderModule = providerModules[config.provider];
    const origin = originOf(config);
    const identity = identityOf(config, origin);
    const memory = before?.identity === identity ? before.memory : new SourceMemory(this.#memory, config.key);
    const still = stillPagesOf(limits);
    const answers = replicas?.answersOf(config.key, identity);
    const connected = connectUpstream({
      source: config.key,
      origin,
      answers,
      cloud: module.cloud,
      credentials: this.#credentials.of(config.credentials),
      send,
      limits,
      memory,
      still,
      turns,
      watchLoop,
      now,
      accessKey: this.#accessKeys.of(module.cloud, config.credentials),
      rateTogether: replicas?.rateOf(config.key, limits),
      meter,
      isTraced: traces !== undefined,
      notice,
    });
    const watchNews = replicas?.watchNewsOf(sourceOfConfig(config), identity);
    return { text, identity, memory, connected, still, answers, watchNews };
  }

  #limitsOf(config: SourceConfig, { limits: { deadlineMs } }: SourceSettings): SourceLimits {
    const attemptMs = Math.min(defaultSourceLimits.attemptMs, deadlineMs);
    const stillListMs = this.#options.replicas ? sharedStillListMs : undefined;
    // The configuration holds no setting without a value.
    return { ...defaultSourceLimits, attemptMs, stillListMs, ...(config.limits as Partial<SourceLimits>) };
  }

  #leaveOthers(configured: ReadonlySet<string>): void {
    for (const [key, { connection }] of this.#connections) if (!configured.has(key)) this.#leave(key, connection);
  }

  #leave(key: string, connection: SourceConnection): void {
    connection.leave();
    this.#connections.delete(key);
  }
}

/** What the way to a source is made of: where all of it is as it was, the way stays. */
const textOf = ({ credentials }: SourceConfig, limits: SourceLimits): string => JSON.stringify([credentials, limits]);
