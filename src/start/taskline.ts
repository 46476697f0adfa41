import { CallerRates } from '../access/caller-rates.ts';
import { createAuthenticator } from '../access/authenticator.ts';
import type { FetchDispatcher } from '../access/fetch-keys.ts';
import { createRefusedOperations } from '../access/refused-operations.ts';
import { createRefusedTokens } from '../access/refused-tokens.ts';
import type { Config } from '../config/load.ts';
import { type ConnectOptions, connectSources } from './connect-sources.ts';
import { createCors } from '../access/cors.ts';
import { createBoard } from '../board/board.ts';
import { createDoor, guardAccess } from '../access/access-guard.ts';
import type { IdentifiedHttpClient } from '../access/identity.ts';
import { SourceAudit } from '../access/source-audit.ts';
import { createTellRefusal } from '../access/tell-refusal.ts';
import { answerSourceStates } from '../access/source-states.ts';
import { exampleTabs } from '../graphiql/example-queries.ts';
import { createFailuresDownload } from '../downloads/failures-download.ts';
import { createGateway } from '../gateway.ts';
import { cursorKeys } from './cursor-keys.ts';
import { createCursorCodec } from '../pagination/index.ts';
import type { Logger } from '../platform/log.ts';
import { startEmbeddedSandbox } from './embedded-sandbox.ts';
import type { SourceWatcher } from '../live/source-watcher.ts';
import { createGraphiQL } from '../graphiql/graphiql.ts';
import { type HookEnvironment, startHooks } from '../hooks/hooks.ts';
import { openHooksFolder } from '../hooks/hooks-folder.ts';
import { type AccessLog, createAccessLog } from '../http/access-log.ts';
import { createGraphQLHandler } from '../http/graphql-handler.ts';
import { createListener, type UpgradeListener } from '../http/listener.ts';
import { meteredListener } from '../http/metered-listener.ts';
import { type RunningServer, startServer } from '../http/server.ts';
import type { Metrics } from '../metrics/metrics.ts';
import { recordChanges } from '../live/record-changes.ts';
import { untilAborted } from '../platform/until-aborted.ts';
import { ProcessorTurns } from '../platform/processor-turns.ts';
import type { Replicas } from '../replicas/replicas.ts';
import { trustedDocuments } from './trusted-documents.ts';
import type { Sources } from '../request/sources.ts';
import type { Traces, TracesOptions } from '../traces/traces.ts';
import { version } from './version.ts';
import { createAgent, createSender } from '../upstream/send.ts';
import type { WebSocketOptions } from '../websocket/web-socket.ts';

/** A running gateway. */
export interface Taskline {
  /** Where it listens, without a path. */
  readonly url: string;
  /** The address of the embedded sandbox; null if sources are configured. */
  readonly sandboxUrl: string | null;
  /** Where its metrics are; null if there are none. */
  readonly metricsUrl: string | null;
  /** Says at `/ready` that it stops, and serves on for `server.drainMs`, so that load balancers send their requests elsewhere. */
  drain(): Promise<void>;
  /** Graceful shutdown: stops accepting, completes the requests in progress, then closes all connections. */
  stop(): Promise<void>;
  /** Closes all connections at once. */
  kill(): void;
}

/** WebSockets, whose libraries are loaded when the first is asked for. */
function webSockets(options: WebSocketOptions): UpgradeListener {
  let loading: Promise<UpgradeListener> | undefined;
  return (request, socket, head, server) => {
    // Its client may have gone before anybody else listens.
    socket.on('error', () => socket.destroy());
    loading ??= import('../websocket/web-socket.ts').then(({ createWebSockets }) => createWebSockets(options));
    void loading.then((upgrade) => upgrade(request, socket, head, server));
  };
}

/** How often it is written who has asked which source, in milliseconds. */
const auditEveryMs = 60_000;

/** What the gateway has in common with its sources. */
interface GatewayParts {
  readonly turns: ProcessorTurns;
  readonly keys: readonly string[];
  readonly logger: Logger;
  readonly replicas: Replicas | null;
  readonly metrics: Metrics | undefined;
  readonly traces: Traces | undefined;
  readonly access: AccessLog;
  /** What carries requests to the upstreams, by the proxy if there is one. */
  readonly agent: FetchDispatcher;
  /** Null where nobody is to know who asks which source. */
  readonly audit: SourceAudit | null;
}

/** The gateway behind its door: over HTTP, over WebSockets, and what is downloaded from it. */
function createGuardedGateway(config: Config, sources: Sources, parts: GatewayParts) {
  const { turns, keys, logger, replicas, metrics, traces, access, audit, agent } = parts;
  const { limits } = config;
  const rates = new CallerRates(limits, replicas?.requestsOfCallers(limits.requestsPerSecond));
  const report = (error: unknown): void => logger.error({ err: error }, 'A request failed in the gateway.');
  const tokenEnded = (caller: string): void => logger.info({ caller }, 'A token has ended, and a stream with it.');
  const refused = createRefusedOperations((line) => logger.warn(line, 'An operation was refused.'));
  const gateway = createGateway({
    ...config,
    refused,
    audit: audit ?? undefined,
    documents: trustedDocuments(config),
    tokenEnded,
    turns,
    rates,
    meter: metrics?.operations,
    cursors: createCursorCodec(keys),
    hideSuggestions: !config.introspection || config.auth.mode !== 'none',
    report,
    areTraced: traces !== undefined,
  });
  const cors = createCors(config.cors);
  const door = createDoor({
    authenticate: createAuthenticator(
      config.auth,
      sources,
      (error) =>
        logger.error({ err: error }, 'The keys of the token issuer could not be fetched: known keys remain in use.'),
      createRefusedTokens((line) => logger.warn(line, 'A token was refused.')),
      config.proxy ? agent : undefined,
    ),
    cors,
    rates,
    turns,
    tellRefusal: createTellRefusal(refused, metrics?.operations.refused),
  });
  return {
    graphql: guardAccess(createGraphQLHandler<IdentifiedHttpClient>(gateway), door, cors),
    upgrade: webSockets({ ...gateway, door, access, trace: traces?.request, report, tokenEnded }),
    sources: guardAccess(answerSourceStates, door, cors),
    failures: guardAccess(createFailuresDownload(gateway.engine), door, cors),
  };
}

/** The watchers of the sources whose changes are recorded. */
const recorded = (sources: Sources): SourceWatcher[] =>
  [...sources.values()].filter(({ changes }) => changes !== null).map(({ watcher }) => watcher);

/** The other replicas; what joins them is loaded only where there are some. */
async function join({ shared }: Config, secrets: readonly string[], turns: ProcessorTurns, logger: Logger) {
  if (!shared) return null;
  const { joinReplicas } = await import('../replicas/replicas.ts');
  return joinReplicas(shared, { secrets, turns, notice: (level, text) => logger[level](text) });
}

/** The metrics, whose library is loaded only where there are any. */
async function openMetrics(
  { metrics, auth, documents }: Config,
  replicas: Replicas | null,
): Promise<Metrics | undefined> {
  if (!metrics) return undefined;
  const { createMetrics } = await import('../metrics/metrics.ts');
  return createMetrics({ auth, documents: documents?.manifest ?? new Map(), store: replicas?.store ?? null });
}

/** The traces, whose libraries are loaded only where there are any. */
async function openTraces({ traces, proxy }: Config, logger: Logger): Promise<Traces | undefined> {
  if (!traces) return undefined;
  const { createTraces } = await import('../traces/traces.ts');
  const lost: TracesOptions['lost'] = (spans) => logger.warn(spans, 'Spans of traces were lost.');
  return createTraces(traces, { version: version(), proxy, lost });
}

/** Serves the metrics on their own port; null where there are none. */
async function serveMetrics(
  config: Config,
  metrics: Metrics | undefined,
  logger: Logger,
): Promise<RunningServer | null> {
  if (!config.metrics || !metrics) return null;
  const { startMetricsServer } = await import('../metrics/metrics-server.ts');
  const server = await startMetricsServer({ ...config.metrics, metrics, logger });
  logger.info({ metrics: `${server.url}/metrics` }, `Metrics are at ${server.url}/metrics`);
  return server;
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
  const agent = createAgent(config.limits.connectMs, config.proxy);
  const keys = cursorKeys(config, (text) => logger.warn(text));
  const turns = new ProcessorTurns();
  const replicas = await join(config, keys, turns, logger);
  const release = async (): Promise<void> => {
    replicas?.leave();
    await Promise.all([agent.destroy(), sandbox?.close()]);
  };
  const metrics = await openMetrics(config, replicas);
  const traces = await openTraces(config, logger);
  const sources = connectSources(config.sources ?? sandbox?.sources ?? [], createSender(agent), {
    ...config.limits,
    live: config.live,
    turns,
    replicas,
    watchLoop,
    metrics,
    traces,
    notice: (source, text) => logger.warn({ source }, text),
  });
  metrics?.watches(sources);
  const audit = config.log.audit ? new SourceAudit((line) => logger.info(line, 'A caller asked sources.')) : null;
  const access = createAccessLog(logger, config.log.access);
  const parts = { turns, keys, logger, replicas, metrics, traces, access, audit, agent };
  const { upgrade, ...handlers } = createGuardedGateway(config, sources, parts);
  const graphiql = config.graphiql ? createGraphiQL({ title: 'Taskline', tabs: exampleTabs }) : null;
  // GraphiQL sends what is typed, which is refused where only trusted documents are served.
  const settings = { graphiql: config.graphiql && !config.documents?.only };
  const board = config.board ? createBoard({ settings, warn: (text) => logger.warn(text) }) : null;
  let scraped: RunningServer | null = null;
  try {
    scraped = await serveMetrics(config, metrics, logger);
    const plain = createListener({ ...handlers, graphiql, board, access, trace: traces?.request, logger });
    const listener = metrics ? meteredListener(plain, metrics.request) : plain;
    const folder = config.hooksFolder === undefined ? null : openHooksFolder(config.hooksFolder, config.hooks, logger);
    const limits = { idleMs: config.server.keepAliveMs };
    const server = await startServer({ ...config.server, listener, upgrade, limits });
    const hooks = startHooks(config.hooks, sources, logger, { ...environment, claimsOf: replicas?.claimsOf }, folder);
    const stopRecording = config.live.recordChanges ? recordChanges(recorded(sources)) : () => undefined;
    const auditing = audit && setInterval(() => audit.flush(), auditEveryMs).unref();
    const killed = new AbortController();
    return {
      url: server.url,
      sandboxUrl: sandbox?.url ?? null,
      metricsUrl: scraped && `${scraped.url}/metrics`,
      drain: () => {
        server.announceStop();
        return untilAborted(config.server.drainMs, killed.signal);
      },
      stop: async () => {
        stopRecording();
        await Promise.all([server.stop(), hooks.stop()]);
        if (auditing) clearInterval(auditing);
        audit?.flush();
        await Promise.all([scraped?.stop(), traces?.stop()]);
        await release();
      },
      kill: () => {
        killed.abort();
        stopRecording();
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
