import { Agent, type Dispatcher, EnvHttpProxyAgent } from 'undici';
import { Exchange, type WireAnswer } from './exchange.ts';

/** The most that an upstream may answer, in bytes; more is a bad response. */
export const maximumAnswerBytes = 10_000_000;

/** The proxy by which https addresses are reached. */
export interface Proxy {
  readonly url: string;
  /** What is reached without it, as `NO_PROXY` has it. */
  readonly except: string;
}

/**
 * The connections to the upstreams, with limits that hold for each of them, such as how long connecting may take. By a proxy
 * they are tunnels (CONNECT): it sees neither requests nor answers. Plain http is for this machine, and takes none.
 */
export function createAgent(connectMs = 1_000, proxy: Proxy | null = null): Dispatcher {
  const options = {
    connect: { timeout: connectMs },
    connections: 50,
    maxResponseSize: maximumAnswerBytes,
    keepAliveTimeout: 30_000,
    // Each attempt has a time limit of its own, which also sees whether this process was too busy to read.
    headersTimeout: 0,
    bodyTimeout: 0,
  };
  if (!proxy) return new Agent(options);
  const tls = { timeout: connectMs };
  return new EnvHttpProxyAgent({
    ...options,
    proxyTls: tls,
    requestTls: tls,
    httpProxy: '',
    httpsProxy: proxy.url,
    noProxy: proxy.except,
  });
}

/** One attempt as it goes on the wire, signed. */
export interface WireRequest {
  /** Scheme, host and port. */
  readonly origin: string;
  readonly method: 'GET' | 'POST';
  /** The path, with the query exactly as it is signed. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array<ArrayBuffer> | undefined;
}

/** A request on its way. */
export interface Sending {
  readonly answer: Promise<WireAnswer>;
  /** Gives it up: its connection is closed, and the answer rejects with the reason. */
  abort(reason: unknown): void;
}

/** How requests leave this process. */
export type Sender = (request: WireRequest) => Sending;

/**
 * Sends each request by undici's dispatcher, once and as it is: only the provider's codes say what is worth a retry, and each
 * of those is signed anew.
 */
export const createSender =
  (dispatcher: Dispatcher): Sender =>
  ({ origin, method, path, headers, body = null }) => {
    const exchange = new Exchange(maximumAnswerBytes);
    dispatcher.dispatch({ origin, method, path, headers, body }, exchange);
    return exchange;
  };
