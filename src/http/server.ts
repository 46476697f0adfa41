import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { trackConnections } from './connections.ts';
import { toListenError } from './listen-error.ts';
import type { Listener } from './listener.ts';

/** How long the server waits for a client, in milliseconds. */
export interface TimeLimits {
  /** For the headers of a request. */
  readonly headersMs: number;
  /** For a whole request, its body included. */
  readonly requestMs: number;
  /** For an answer to be taken whole. */
  readonly takeMs: number;
  /** For the next request on a connection; longer than a load balancer keeps one, commonly 60 s. */
  readonly idleMs: number;
}

const defaultLimits: TimeLimits = { headersMs: 10_000, requestMs: 30_000, takeMs: 30_000, idleMs: 65_000 };

export interface ServerOptions {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly listener: Listener;
  /** How long answers under way may take to finish once the server stops, in milliseconds. */
  readonly graceMs?: number;
  readonly limits?: Partial<TimeLimits>;
}

export interface RunningServer {
  /** Where it listens, without a path. */
  readonly url: string;
  /** Stops accepting, finishes what is under way within the grace, and cuts off the rest. May be called again. */
  stop(): Promise<void>;
  /** Cuts off everything now. */
  kill(): void;
}

/** Listens; fails with a `ListenError` where it cannot. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { host, port, listener, graceMs = 10_000 } = options;
  const limits = { ...defaultLimits, ...options.limits };
  const server = createServer(nodeLimits(limits));
  const connections = trackConnections(server, limits.takeMs);
  server.on('request', (request, response) => void listener(request, response, connections));
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(toListenError(error, host, port)));
    server.listen(port, host, resolve);
  });
  let stopped: Promise<void> | undefined;
  return {
    url: urlOf(server.address()),
    stop: () => (stopped ??= connections.finish(graceMs)),
    kill: () => {
      stopped ??= connections.finish(0);
      server.closeAllConnections();
    },
  };
}

const nodeLimits = ({ headersMs, requestMs, idleMs }: TimeLimits) => ({
  headersTimeout: headersMs,
  requestTimeout: requestMs,
  keepAliveTimeout: idleMs,
  // The limits above are enforced no more often than this.
  connectionsCheckingInterval: 500,
});

function urlOf(address: AddressInfo | string | null): string {
  if (address === null || typeof address === 'string') throw new TypeError('The server listens on no port.');
  const host = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return `http://${host}:${address.port}`;
}
