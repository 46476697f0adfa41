import { Agent, type Dispatcher, EnvHttpProxyAgent } from 'undici';
import { Exchange, type WireAnswer } from './exchange.ts';

/** The longest answer of an upstream, in bytes; a longer one is a bad response. */
export const maximumAnswerBytes = 10_000_000;

/** The proxy by which https addresses are reached. */
export interface Proxy {
  readonly url: string;
  /** The hosts that are reached without it, in the format of `NO_PROXY`. */
  readonly except: string;
}

/**
 * The connections to the upstreams. The limits hold for each of them, such as how long connecting may take. Through a proxy
 * they are tunnels (CONNECT), so that it sees neither requests nor answers. Plain http is only for addresses of this machine,
 * and takes no proxy.
 */
export function createAgent(connectMs = 1_000, proxy: Proxy | null = null): Dispatcher {
  const options = {
    connect: { timeout: connectMs },
    connections: 50,
    maxResponseSize: maximumAnswerBytes,
    keepAliveTimeout: 30_000,
    // Each attempt has its own `TimeLimit`, which also notices if this process was too busy to read the answer.
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

/** The signed request of one attempt. */
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
  /** Gives the request up: its connection is closed, and the answer rejects with the reason. */
  abort(reason: unknown): void;
}

/** How requests leave this process. */
export type Sender = (request: WireRequest) => Sending;

/**
 * Sends each request by undici's dispatcher, once and unchanged. Retries are not made here: the provider's codes decide about
 * them, and each is signed anew.
 */
export const createSender =
  (dispatcher: Dispatcher): Sender =>
  ({ origin, method, path, headers, body = null }) => {
    const exchange = new Exchange(maximumAnswerBytes);
    dispatcher.dispatch({ origin, method, path, headers, body }, exchange);
    return exchange;
  };
