import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Certificate } from '../platform/certificate.ts';
import { backlog } from './arrivals.ts';
import { serveConnections } from './connections.ts';
import { toListenError } from './listen-error.ts';
import type { Listener, UpgradeListener } from './listener.ts';
import { defaultLimits, type TimeLimits } from './time-limits.ts';

/** What a server listens on, and what it serves. */
export interface ServerOptions {
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  /** Whether other processes may listen on the same port. */
  readonly reusePort?: boolean;
  /** The section of the configuration that has the address; absent: `server`. */
  readonly section?: string | undefined;
  /** The certificate for HTTPS; absent or null: plain HTTP is served. */
  readonly certificate?: Certificate | null | undefined;
  readonly listener: Listener;
  /** Handles upgrades to another protocol; absent: such requests are answered as if they asked for none. */
  readonly upgrade?: UpgradeListener | undefined;
  /** How long requests in progress may take during shutdown, in milliseconds. */
  readonly graceMs?: number;
  readonly limits?: Partial<TimeLimits>;
}

/** A server that listens. */
export interface RunningServer {
  /** Its URL, without a path. */
  readonly url: string;
  /** Replaces the certificate for new connections; null if plain HTTP is served. */
  readonly useCertificate: ((certificate: Certificate) => void) | null;
  /** Makes `/ready` say that the server is about to stop, and serves on. */
  announceStop(): void;
  /**
   * Graceful shutdown: reads what has arrived, stops accepting, completes requests within `graceMs`, closes the rest. Can
   * be called again.
   */
  stop(): Promise<void>;
  /** Closes all connections at once. */
  kill(): void;
}

/** Starts a server; throws a `ListenError` if it cannot listen. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { host, port, reusePort = false, section, certificate, listener, upgrade, graceMs = 10_000 } = options;
  const limits = { ...defaultLimits, ...options.limits };
  const { server, useCertificate } = await createFor(certificate, nodeLimits(limits));
  const connections = serveConnections(server, { listener, upgrade }, limits);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(toListenError(error, { host, port, reusePort, section })));
    server.listen({ port, host, reusePort, backlog }, resolve);
  });
  let stopped: Promise<void> | undefined;
  return {
    url: urlOf(server.address(), certificate ? 'https' : 'http'),
    useCertificate,
    announceStop: () => connections.announceStop(),
    stop: () => (stopped ??= connections.finish(graceMs)),
    kill: () => {
      stopped ??= connections.finish(0);
      connections.cut();
    },
  };
}

/** Creates a server for HTTPS or plain HTTP. The code for HTTPS is loaded only if it is used. */
async function createFor(
  certificate: Certificate | null | undefined,
  limits: ReturnType<typeof nodeLimits>,
): Promise<{ readonly server: Server } & Pick<RunningServer, 'useCertificate'>> {
  if (!certificate) return { server: createServer(limits), useCertificate: null };
  const { createTlsServer } = await import('./tls-server.ts');
  return createTlsServer(certificate, limits);
}

const nodeLimits = ({ headersMs, requestMs, idleMs }: TimeLimits) => ({
  headersTimeout: headersMs,
  requestTimeout: requestMs,
  keepAliveTimeout: idleMs,
  // How often Node enforces the limits above, in milliseconds.
  connectionsCheckingInterval: 500,
});

function urlOf(address: AddressInfo | string | null, scheme: string): string {
  if (address === null || typeof address === 'string') throw new TypeError('The server listens on no port.');
  const host = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return `${scheme}://${host}:${address.port}`;
}
