import { type ReconsideredCallers, StandingCallers } from '../access/standing-callers.ts';
import type { Config } from '../config/load.ts';
import { type KeptCertificate, keepCertificate } from './kept-certificate.ts';
import { type HookEnvironment, startHooks } from '../hooks/hooks.ts';
import { openHooksFolder } from '../hooks/hooks-folder.ts';
import { type RunningServer, startServer } from '../http/server.ts';
import { recordChanges } from '../live/record-changes.ts';
import type { SourceWatcher } from '../live/source-watcher.ts';
import type { ReloadMeter } from '../metrics/reload-metrics.ts';
import type { Logger } from '../platform/log.ts';
import { ProcessorTurns } from '../platform/processor-turns.ts';
import { untilAborted } from '../platform/until-aborted.ts';
import type { Sources } from '../request/sources.ts';
import { Auditing } from './auditing.ts';
import { type ConnectOptions, SourceConnections } from './connect-sources.ts';
import { CursorKeys } from './cursor-keys.ts';
import { startEmbeddedSandbox } from './embedded-sandbox.ts';
import { joinReplicas, openMetrics, openTraces, serveMetrics } from './optional-parts.ts';
import { Outgoing } from './outgoing.ts';
import { type Served, Serving, tokenEnded } from './serving.ts';
import { webSockets } from './web-sockets.ts';

/** A running gateway. */
export interface Taskline {
  /** Where it listens, without a path. */
  readonly url: string;
  /** The address of the embedded sandbox; null if sources are configured. */
  readonly sandboxUrl: string | null;
  /** Where its metrics are; null if there are none. */
  readonly metricsUrl: string | null;
  /** Hears of reloads, for the metrics; absent: there are none. */
  readonly reloads: ReloadMeter | undefined;
  /**
   * Puts another configuration in the place of the one that it has, but for what needs a new process. Requests end as they began;
   * who may stay stays. Resolves once what is not wanted any more has ended.
   */
  reload(config: Config): Promise<ReconsideredCallers>;
  /** Says at `/ready` that it stops, and serves on for `server.drainMs`, so that load balancers send their requests elsewhere. */
  drain(): Promise<void>;
  /** Graceful shutdown: stops accepting, completes the requests in progress, then closes all connections. */
  stop(): Promise<void>;
  /** Closes all connections at once. */
  kill(): void;
}

/** The watchers of the sources whose changes are recorded; none unless the configuration says so. */
const recorded = ({ live }: Config, sources: Sources): SourceWatcher[] =>
  [...sources.values()].filter(({ changes }) => live.recordChanges && changes !== null).map(({ watcher }) => watcher);

/** The certificate of HTTPS, which follows its files; null where plain HTTP is served. */
function followCertificate(
  { server: { tls }, certificate }: Config,
  { useCertificate }: RunningServer,
  logger: Logger,
): KeptCertificate | null {
  if (!tls || !certificate || !useCertificate) return null;
  return keepCertificate({ files: tls, certificate, use: useCertificate, logger });
}

/** What a gateway takes from the process that it runs in, for tests to put in its place. */
export type ProcessOptions = Pick<ConnectOptions, 'watchLoop'> & { readonly hooks?: HookEnvironment };

/** Starts the gateway over the configured sources, or over an embedded sandbox if none are configured. */
export async function startTaskline(
  config: Config,
  logger: Logger,
  { watchLoop, hooks: environment }: ProcessOptions = {},
): Promise<Taskline> {
  const sandbox = config.sources ? null : await startEmbeddedSandbox();
  const outgoing = new Outgoing(config.limits.connectMs, config.proxy, logger);
  const cursorKeys = new CursorKeys((text) => logger.warn(text));
  const turns = new ProcessorTurns();
  const replicas = await joinReplicas(config, cursorKeys.of(config), turns, logger);
  const metrics = await openMetrics(config, replicas);
  const traces = await openTraces(config, logger);
  const notice = (source: string, text: string): void => logger.warn({ source }, text);
  const connections = new SourceConnections({ turns, replicas, watchLoop, metrics, traces, notice });
  const standing = new StandingCallers();
  const auditing = new Auditing(logger);
  const audit = () => auditing.audit;
  const parts = { logger, turns, outgoing, replicas, metrics, traces, cursorKeys, standing, audit };
  const serving = new Serving(parts, config);

  /** Connects the sources of a configuration, and what is served over them. */
  const prepare = (wanted: Config): { readonly sources: Sources; readonly served: Served } => {
    const { limits, live } = wanted;
    outgoing.allow(limits.connectMs);
    auditing.use(wanted.log.audit);
    const configs = wanted.sources ?? sandbox?.sources ?? [];
    const sources = connections.connect(configs, { limits, live, send: outgoing.send });
    metrics?.know({ sources, auth: wanted.auth, documents: wanted.documents?.manifest ?? new Map() });
    return { sources, served: serving.use(wanted, sources) };
  };
  let current = { config, ...prepare(config) };
  const upgrade = webSockets({
    served: () => current.served.operations,
    standing,
    report: (error) => logger.error({ err: error }, 'A WebSocket failed in the gateway.'),
    tokenEnded: tokenEnded(logger),
  });
  const release = async (): Promise<void> => {
    replicas?.leave();
    await Promise.all([outgoing.close(), sandbox?.close()]);
  };
  let scraped: RunningServer | null = null;
  try {
    scraped = await serveMetrics(config, metrics, logger);
    const folder = config.hooksFolder === undefined ? null : openHooksFolder(config.hooksFolder, config.hooks, logger);
    const server = await startServer({
      ...config.server,
      certificate: config.certificate,
      listener: (...asked) => current.served.listener(...asked),
      upgrade,
      limits: { idleMs: config.server.keepAliveMs },
    });
    const kept = followCertificate(config, server, logger);
    const hookParts = { ...environment, claimsOf: replicas?.claimsOf, meterOf: metrics?.hooks };
    const hooks = startHooks(config.hooks, current.sources, logger, hookParts, folder);
    const recording = recordChanges(recorded(config, current.sources));
    const killed = new AbortController();
    let isStopping = false;
    return {
      url: server.url,
      sandboxUrl: sandbox?.url ?? null,
      metricsUrl: scraped && `${scraped.url}/metrics`,
      reloads: metrics?.reloads,
      async reload(wanted) {
        // What would begin now would not be stopped.
        if (isStopping) return { standing: 0, ended: 0 };
        current = { config: wanted, ...prepare(wanted) };
        const { served, sources } = current;
        kept?.reload(wanted.server.tls);
        recording.watch(recorded(wanted, sources));
        const reconsidered = standing.reconsider(served.again);
        await hooks.use(wanted.hooks, sources);
        return reconsidered;
      },
      drain: () => {
        server.announceStop();
        return untilAborted(current.config.server.drainMs, killed.signal);
      },
      stop: async () => {
        isStopping = true;
        recording.watch([]);
        kept?.stop();
        await Promise.all([server.stop(), hooks.stop()]);
        auditing.stop();
        await Promise.all([scraped?.stop(), traces?.stop()]);
        await release();
      },
      kill: () => {
        isStopping = true;
        killed.abort();
        recording.watch([]);
        kept?.stop();
        server.kill();
        scraped?.kill();
        traces?.kill();
        hooks.kill();
      },
    };
  } catch (error) {
    scraped?.kill();
    traces?.kill();
    await release();
    throw error;
  }
}
