import ky, { type Options } from 'ky';
import { Agent, type Dispatcher } from 'undici';
import { dispatched, type DispatchOptions } from './dispatched.ts';

/** The most that an upstream may answer, in bytes; more is a bad response. */
export const maximumAnswerBytes = 10_000_000;

/** The connections to the upstreams, with limits that hold for each of them. */
export const createAgent = (): Agent =>
  new Agent({
    connect: { timeout: 1_000 },
    connections: 50,
    maxResponseSize: maximumAnswerBytes,
    keepAliveTimeout: 30_000,
  });

/** One attempt as it goes on the wire, signed. */
export interface WireRequest {
  readonly method: 'GET' | 'POST';
  /** With the query exactly as it is signed. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array<ArrayBuffer> | undefined;
}

/** An answer before anything is made of it. */
export interface WireAnswer {
  readonly status: number;
  header(name: string): string | null;
  /** All headers, by their lower-case names. */
  headers(): Iterable<readonly [name: string, value: string]>;
  /** Null where the body did not come whole. */
  readonly text: string | null;
}

/** How requests leave this process. */
export type Sender = (request: WireRequest, signal: AbortSignal) => Promise<WireAnswer>;

/** The codes of undici's and zlib's errors for more than the maximum, as it comes and once it is inflated. */
const tooLong: ReadonlySet<unknown> = new Set(['UND_ERR_RES_EXCEEDED_MAX_SIZE', 'ERR_BUFFER_TOO_LARGE']);

/** Whether an answer is longer than the maximum. */
export const isTooLong = (error: unknown): boolean =>
  error instanceof Error && (('code' in error && tooLong.has(error.code)) || isTooLong(error.cause));

/** The body, or null where it broke off; too long a one, and one that nobody waits for any more, throw. */
async function textOf(response: Response, signal: AbortSignal): Promise<string | null> {
  try {
    return await response.text();
  } catch (error) {
    if (signal.aborted || isTooLong(error)) throw error;
    return null;
  }
}

/**
 * Sends each request by ky, over undici's own dispatcher. Retries are none of ky's: only the provider's codes say what is
 * worth one, and each is signed anew. The time-out comes in by the signal: a timer of ky's would not wait for answers
 * that came while the process was busy.
 */
export function createSender(dispatcher: Dispatcher): Sender {
  // ky takes for a Response what says that it is one, and reads no more of it than is there.
  const fetch = dispatched(dispatcher, maximumAnswerBytes) as unknown as typeof globalThis.fetch;
  const client = ky.create({ retry: 0, timeout: false, throwHttpErrors: false, fetch });

  return async ({ method, url, headers, body = null }, signal) => {
    const options: Options & DispatchOptions = { method, headers, body, abortedBy: signal };
    const response = await client(url, options);
    const text = await textOf(response, signal);
    const { status, headers: received } = response;
    return { status, header: (name) => received.get(name), headers: () => received.entries(), text };
  };
}
