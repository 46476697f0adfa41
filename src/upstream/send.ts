import ky from 'ky';
import { Agent, type Dispatcher } from 'undici';

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

/** One request as it goes on the wire. */
export interface WireRequest {
  readonly method: 'GET' | 'POST';
  /** Scheme, host and port. */
  readonly origin: string;
  /** Path and query, exactly as they are signed. */
  readonly target: string;
}

/** Gives the headers of one attempt, its signature among them; called once for each attempt. */
export type Sign = () => Promise<Readonly<Record<string, string>>>;

const headerText = (value: string | string[] | undefined): string | null =>
  value === undefined ? null : typeof value === 'string' ? value : value.join(', ');

/** An answer before anything is made of it. */
export interface WireAnswer {
  readonly status: number;
  header(name: string): string | null;
  readonly text: string;
}

/** Sends requests by ky over undici's own `request`, whose body and headers cost half of what global fetch makes of them. */
/** How requests leave this process. */
export type Sender = ReturnType<typeof createSender>;

export function createSender(dispatcher: Dispatcher) {
  const client = ky.create({ retry: 0, timeout: false, throwHttpErrors: false });

  return async ({ method, origin, target }: WireRequest, sign: Sign, signal: AbortSignal): Promise<WireAnswer> => {
    const fetch = async (): Promise<Response> => {
      // Signed here and not in a hook: ky calls `fetch` for each attempt and `beforeRequest` only once.
      const headers = await sign();
      const {
        statusCode,
        headers: answered,
        body,
      } = await dispatcher.request({
        origin,
        path: target,
        method,
        headers,
        signal,
      });
      const text = await body.text();
      const kept = Object.entries(answered).map(([name, value]) => [name, headerText(value) ?? ''] as [string, string]);
      return new Response(isBodiless(statusCode) ? null : text, { status: statusCode, headers: kept });
    };
    const response = await client(`${origin}${target}`, { method, fetch });
    return {
      status: response.status,
      header: (name) => response.headers.get(name),
      text: await response.text(),
    };
  };
}

/** The statuses that a `Response` may have no body with. */
const isBodiless = (status: number): boolean => status === 204 || status === 205 || status === 304;
