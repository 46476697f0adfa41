import { isDeepStrictEqual } from 'node:util';
import { createDoor, guardAccess } from '../access/access-guard.ts';
import { createAuthenticator } from '../access/authenticator.ts';
import { CallerRates } from '../access/caller-rates.ts';
import { createCors } from '../access/cors.ts';
import type { Authenticator, IdentifiedHttpClient } from '../access/identity.ts';
import { createRefusedOperations } from '../access/refused-operations.ts';
import { createRefusedTokens, type RefuseToken } from '../access/refused-tokens.ts';
import type { SourceAudit } from '../access/source-audit.ts';
import { answerSourceStates } from '../access/source-states.ts';
import type { StandingCallers } from '../access/standing-callers.ts';
import { createTellRefusal, type TellRefusal } from '../access/tell-refusal.ts';
import { createBoard } from '../board/board.ts';
import type { Config } from '../config/load.ts';
import type { TrustedDocuments } from '../documents/trusted-documents.ts';
import { createFailuresDownload } from '../downloads/failures-download.ts';
import { createGateway } from '../gateway.ts';
import { exampleTabs } from '../graphiql/example-queries.ts';
import { createGraphiQL } from '../graphiql/graphiql.ts';
import { createAccessLog } from '../http/access-log.ts';
import { createGraphQLHandler } from '../http/graphql-handler.ts';
import { createListener, type Listener } from '../http/listener.ts';
import { meteredListener } from '../http/metered-listener.ts';
import { RunningOperations } from '../limits/running-operations.ts';
import type { Metrics } from '../metrics/metrics.ts';
import { createCursorCodec } from '../pagination/index.ts';
import type { Logger } from '../platform/log.ts';
import type { ProcessorTurns } from '../platform/processor-turns.ts';
import type { Replicas } from '../replicas/replicas.ts';
import type { Sources } from '../request/sources.ts';
import type { Traces } from '../traces/traces.ts';
import type { ServedOperations } from '../websocket/protocol.ts';
import type { CursorKeys } from './cursor-keys.ts';
import type { Outgoing } from './outgoing.ts';
import { trustedDocuments } from './trusted-documents.ts';

/** What outlives a configuration. */
export interface ServingParts {
  readonly logger: Logger;
  readonly turns: ProcessorTurns;
  readonly outgoing: Outgoing;
  readonly replicas: Replicas | null;
  readonly metrics: Metrics | undefined;
  readonly traces: Traces | undefined;
  readonly cursorKeys: CursorKeys;
  readonly standing: StandingCallers;
  /** Null where nobody is to know who asks which source. */
  readonly audit: () => SourceAudit | null;
}

/** What one configuration serves. */
export interface Served {
  readonly listener: Listener;
  readonly operations: ServedOperations;
  readonly again: Authenticator['again'];
}

/** All that the engine is made of: where it is as before, the engine stays, and with it the documents that it knows. */
interface EngineSettings {
  readonly limits: Config['limits'];
  readonly documents: TrustedDocuments | null;
  readonly introspection: boolean;
  readonly explain: boolean;
  readonly hideSuggestions: boolean;
  readonly keys: readonly string[];
  readonly audit: SourceAudit | null;
}

type RateLimits = Pick<Config['limits'], 'requestsPerSecond' | 'cost' | 'costPerSecond'>;

/** What answers operations. */
interface EngineParts {
  readonly gateway: ReturnType<typeof createGateway>;
  readonly rates: CallerRates;
  readonly graphql: ReturnType<typeof createGraphQLHandler<IdentifiedHttpClient>>;
  readonly failures: ReturnType<typeof createFailuresDownload>;
}

const engineSettings = (config: Config, { cursorKeys, audit }: ServingParts): EngineSettings => ({
  limits: config.limits,
  documents: trustedDocuments(config),
  introspection: config.introspection,
  explain: config.explain,
  hideSuggestions: !config.introspection || config.auth.mode !== 'none',
  keys: cursorKeys.of(config),
  audit: audit(),
});

/** Serves one configuration after another: a request ends by the one that it began with. */
export class Serving {
  readonly #parts: ServingParts;
  readonly #counts: { readonly running: RunningOperations; readonly subscribed: RunningOperations };
  readonly #tellRefusal: TellRefusal;
  readonly #refusedTokens: RefuseToken;
  #engine: { readonly settings: EngineSettings; readonly parts: EngineParts } | null = null;
  #rates: { readonly limits: RateLimits; readonly callers: CallerRates } | null = null;

  constructor(parts: ServingParts, { limits, live }: Pick<Config, 'limits' | 'live'>) {
    this.#parts = parts;
    const { logger, metrics } = parts;
    this.#counts = { running: new RunningOperations(limits), subscribed: new RunningOperations(ofSubscriptions(live)) };
    const refuseOperation = createRefusedOperations((line) => logger.warn(line, 'An operation was refused.'));
    this.#tellRefusal = createTellRefusal(refuseOperation, metrics?.operations.refused);
    this.#refusedTokens = createRefusedTokens((line) => logger.warn(line, 'A token was refused.'));
  }

  /** What is served from now on. */
  use(config: Config, sources: Sources): Served {
    const { logger, turns, metrics, outgoing, traces } = this.#parts;
    this.#counts.running.limit(config.limits);
    this.#counts.subscribed.limit(ofSubscriptions(config.live));
    const { gateway, graphql, failures, rates } = this.#engineFor(config);
    const { authenticate, again } = createAuthenticator(config.auth, {
      sources,
      refuse: this.#refusedTokens,
      keySetOf: (url) => outgoing.keySetOf(url),
    });
    const cors = createCors(config.cors);
    const door = createDoor({ authenticate, cors, rates, turns, tellRefusal: this.#tellRefusal });
    const access = createAccessLog(logger, config.log.access);
    const listener = createListener({
      graphql: guardAccess(graphql, door, cors),
      failures: guardAccess(failures, door, cors),
      sources: guardAccess(answerSourceStates, door, cors),
      ...pagesOf(config, logger),
      access,
      trace: traces?.request,
      logger,
    });
    return {
      listener: metrics ? meteredListener(listener, metrics.request) : listener,
      operations: { ...gateway, door, access, trace: traces?.request },
      again,
    };
  }

  #engineFor(config: Config): EngineParts {
    const settings = engineSettings(config, this.#parts);
    if (this.#engine && isDeepStrictEqual(this.#engine.settings, settings)) return this.#engine.parts;
    const parts = this.#createEngine(settings);
    this.#engine = { settings, parts };
    return parts;
  }

  /** What callers have asked for counts on while their limits are the same. */
  #ratesFor({ requestsPerSecond, cost, costPerSecond }: Config['limits']): CallerRates {
    const limits = { requestsPerSecond, cost, costPerSecond };
    const before = this.#rates;
    if (before && isDeepStrictEqual(before.limits, limits)) return before.callers;
    const callers = new CallerRates(limits, this.#parts.replicas?.requestsOfCallers(requestsPerSecond));
    this.#rates = { limits, callers };
    return callers;
  }

  #createEngine({ keys, audit, ...settings }: EngineSettings): EngineParts {
    const { logger, turns, metrics, traces, standing } = this.#parts;
    const rates = this.#ratesFor(settings.limits);
    const gateway = createGateway({
      ...settings,
      ...this.#counts,
      standing,
      tellRefusal: this.#tellRefusal,
      audit: audit ?? undefined,
      tokenEnded: tokenEnded(logger),
      turns,
      rates,
      meter: metrics?.operations,
      areTraced: traces !== undefined,
      cursors: createCursorCodec(keys),
      report: (error) => logger.error({ err: error }, 'A request failed in the gateway.'),
    });
    return {
      gateway,
      rates,
      graphql: createGraphQLHandler<IdentifiedHttpClient>(gateway),
      failures: createFailuresDownload(gateway.engine),
    };
  }
}

/** Says in the log that a token has ended while its caller had a stream or a connection. */
export const tokenEnded =
  (logger: Logger) =>
  (caller: string): void =>
    logger.info({ caller }, 'A token has ended, and a stream with it.');

const ofSubscriptions = ({ subscriptions, subscriptionsPerCaller }: Config['live']) => ({
  operationsInFlight: subscriptions,
  operationsInFlightPerCaller: subscriptionsPerCaller,
});

/** The pages for browsers, each null if it is off. */
function pagesOf(config: Config, logger: Logger) {
  const graphiql = config.graphiql ? createGraphiQL({ title: 'Taskline', tabs: exampleTabs }) : null;
  // GraphiQL sends what is typed, which is refused where only trusted documents are served.
  const settings = { graphiql: config.graphiql && !config.documents?.only };
  const board = config.board ? createBoard({ settings, warn: (text) => logger.warn(text) }) : null;
  return { graphiql, board };
}
