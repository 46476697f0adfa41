import { createRate } from '../access/rate-limit.ts';
import { createAuthenticator } from '../access/authenticator.ts';
import { nobody } from '../access/identity.ts';
import type { Config } from '../config/load.ts';
import { connectSources } from './connect-sources.ts';
import { createCors } from '../access/cors.ts';
import { behindDoor } from '../access/access-guard.ts';
import { exampleTabs } from '../graphiql/example-queries.ts';
import { createGateway } from '../gateway.ts';
import { cursorKeys } from './cursor-keys.ts';
import { createCursorCodec } from '../pagination/index.ts';
import type { Logger } from '../platform/log.ts';
import { startEmbeddedSandbox } from './embedded-sandbox.ts';
import { createGraphiQL } from '../graphiql/graphiql.ts';
import { createListener } from '../http/listener.ts';
import { startServer } from '../http/server.ts';
import type { Sources } from '../request/sources.ts';
import { createAgent, createSender } from '../upstream/send.ts';

/** A gateway that listens. */
export interface Taskline {
  /** Where it listens, without a path. */
  readonly url: string;
  /** The sandbox's address, where it runs over one. */
  readonly sandboxUrl: string | null;
  /** Stops accepting, finishes what is under way, and lets go of everything. */
  stop(): Promise<void>;
  /** Cuts off everything now. */
  kill(): void;
}

/** The gateway behind its door: who asks, from where and how often is settled before GraphQL begins. */
function createGuardedGateway(config: Config, sources: Sources, logger: Logger) {
  const gateway = createGateway({
    ...config,
    // Callers are named at the door; what came in by another way would see nothing.
    anyone: nobody,
    cursors: createCursorCodec(cursorKeys(config)),
    hideSuggestions: !config.introspection || config.auth.mode !== 'none',
    report: (error) => logger.error({ err: error }, 'A request failed in the gateway.'),
  });
  return behindDoor(gateway, {
    authenticate: createAuthenticator(config.auth, sources, (error) =>
      logger.error({ err: error }, 'Tokens can be checked by known keys alone.'),
    ),
    cors: createCors(config.cors),
    rate: createRate(config.limits.requestsPerSecond),
  });
}

/** Starts the gateway over the configured sources, or over a sandbox of its own where none are. */
export async function startTaskline(config: Config, logger: Logger): Promise<Taskline> {
  const sandbox = config.sources ? null : await startEmbeddedSandbox();
  const agent = createAgent();
  const release = async (): Promise<void> => {
    await Promise.all([agent.destroy(), sandbox?.close()]);
  };
  const sources = connectSources(config.sources ?? sandbox?.sources ?? [], createSender(agent), {
    ...config.limits,
    notice: (source, text) => logger.warn({ source }, text),
  });
  const yoga = createGuardedGateway(config, sources, logger);
  const page = config.graphiql ? createGraphiQL({ title: 'Taskline', tabs: exampleTabs }) : null;
  try {
    const server = await startServer({ ...config.server, listener: createListener({ yoga, page, logger }) });
    return {
      url: server.url,
      sandboxUrl: sandbox?.url ?? null,
      stop: async () => {
        await server.stop();
        await release();
      },
      kill: () => server.kill(),
    };
  } catch (error) {
    await release();
    throw error;
  }
}
