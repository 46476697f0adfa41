import { request as requestByHttp, Agent as HttpAgent, type RequestOptions } from 'node:http';
import { request as requestByHttps, Agent as HttpsAgent } from 'node:https';
import { isIP } from 'node:net';
import { retryAfter } from '../upstream/classify.ts';
import { isPublicAddress, lookupPublic, PrivateAddressError, type ResolveName } from './public-address.ts';

/** What became of one attempt to deliver a message. */
export type Attempt =
  /** The receiver has answered, with this status and perhaps with how long to wait. */
  | { readonly name: 'answered'; readonly status: number; readonly retryAfterMs: number | null }
  /** No answer came; the reason is a word, such as `ECONNREFUSED`, and tells nothing of the URL. */
  | { readonly name: 'failed'; readonly reason: string };

/** Who messages are posted to. */
export interface Receiver {
  /** Posts a JSON text once; does not reject, and follows no redirect. */
  post(body: string, headers: Readonly<Record<string, string>>): Promise<Attempt>;
  /** Ends what is under way, and closes the connections. */
  close(): void;
}

/** Where messages are posted to, and how. */
export interface ReceiverOptions {
  readonly url: URL;
  readonly allowPrivate: boolean;
  /** How long an attempt may take, in milliseconds. */
  readonly attemptMs: number;
  /** Resolves names that must be public. */
  readonly resolve?: ResolveName | undefined;
}

/** How much of an answer is read to keep the connection, in bytes. */
const mostRead = 65_536;

/** The word for an error of Node: its message can hold addresses. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'UNKNOWN';
  if (error.name === 'TimeoutError') return 'TIMEOUT';
  // The code of a DOMException is a number that says nothing.
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}

const closed = new DOMException('The gateway stops.', 'AbortError');

/** A receiver over HTTP. */
export function createReceiver({ url, allowPrivate, attemptMs, resolve }: ReceiverOptions): Receiver {
  const closing = new AbortController();
  const isSecure = url.protocol === 'https:';
  const agent = new (isSecure ? HttpsAgent : HttpAgent)({ keepAlive: true });
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  // Node resolves no address, so that the lookup below would not see it.
  const isRefused = !allowPrivate && isIP(host) > 0 && !isPublicAddress(host);
  const options: RequestOptions = {
    method: 'POST',
    agent,
    ...(!allowPrivate && { lookup: lookupPublic(resolve) }),
  };

  const exchange = (body: string, headers: Readonly<Record<string, string>>): Promise<Attempt> => {
    const { promise, resolve: answer, reject } = Promise.withResolvers<Attempt>();
    const all = { 'content-type': 'application/json', 'user-agent': 'taskline', ...headers };
    const limit = AbortSignal.any([closing.signal, AbortSignal.timeout(attemptMs)]);
    const sent = (isSecure ? requestByHttps : requestByHttp)(url, { ...options, headers: all, signal: limit });
    sent.once('response', (response) => {
      let read = 0;
      response.on('data', (chunk: Buffer) => {
        read += chunk.length;
        if (read > mostRead) response.destroy();
      });
      // The status has said all: whatever becomes of the rest is of no interest.
      response.on('error', () => undefined);
      const { statusCode = 0, headers: received } = response;
      const retryAfterMs = retryAfter(received['retry-after'] ?? null, Date.now()) ?? null;
      answer({ name: 'answered', status: statusCode, retryAfterMs });
    });
    // Its own error only says that it was aborted.
    sent.on('error', (error) => reject(limit.aborted ? limit.reason : error));
    sent.end(body);
    return promise;
  };

  return {
    async post(body, headers) {
      try {
        if (isRefused) throw new PrivateAddressError();
        return await exchange(body, headers);
      } catch (error) {
        return { name: 'failed', reason: reasonOf(error) };
      }
    },
    close() {
      closing.abort(closed);
      agent.destroy();
    },
  };
}
