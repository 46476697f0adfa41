import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { requestIdOf } from './request-id.ts';
import { drain, hasUnreadBody, linger } from './unread-body.ts';

/** An HTTP response that is complete before it is sent. */
export interface BufferedResponse {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  readonly body: string | Buffer;
}

const defaultHeaders: OutgoingHttpHeaders = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cache-control': 'no-store',
};

/** The headers of an answer: its own, and the defaults of all answers. */
export const withDefaults = ({ req }: ServerResponse, headers: OutgoingHttpHeaders): OutgoingHttpHeaders => ({
  ...defaultHeaders,
  'x-request-id': requestIdOf(req),
  ...headers,
});

const bodiless = new Set([204, 304]);

/** A JSON response. */
export function jsonResponse(status: number, value: unknown, headers: OutgoingHttpHeaders = {}): BufferedResponse {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(value),
  };
}

/** Reads a web `Response`, as Yoga makes them, to its end. */
export async function bufferResponse(response: Response): Promise<BufferedResponse> {
  return { status: response.status, headers: Object.fromEntries(response.headers), body: await response.text() };
}

/** The server's hook for the beginning of an answer: the answer waits for the promise that it gives. */
export interface Beginning {
  beginAnswer(response: ServerResponse): Promise<void> | undefined;
}

/** Sends a response, and leaves the connection either ready for the next request or closed. */
export async function send(
  request: IncomingMessage,
  response: ServerResponse,
  buffered: BufferedResponse,
  server: Beginning,
): Promise<void> {
  if (response.destroyed || response.headersSent) return;
  if (hasUnreadBody(request)) return sendEarly(request, response, buffered, server);
  const wait = server.beginAnswer(response);
  if (wait) await wait;
  if (response.destroyed) return;
  writeHead(response, buffered);
  response.end(buffered.body);
}

/** Sends a response while the client may still be sending its body, and may disconnect at any time. */
async function sendEarly(
  request: IncomingMessage,
  response: ServerResponse,
  buffered: BufferedResponse,
  server: Beginning,
): Promise<void> {
  const isReusable = await drain(request);
  await server.beginAnswer(response);
  if (response.destroyed) return;
  if (!isReusable) response.shouldKeepAlive = false;
  writeHead(response, buffered);
  response.write(buffered.body);
  if (!isReusable) await linger(request);
  if (!response.destroyed) response.end();
}

function writeHead(response: ServerResponse, { status, headers, body }: BufferedResponse): void {
  const all = withDefaults(response, headers);
  if (!bodiless.has(status)) all['content-length'] = Buffer.byteLength(body);
  response.writeHead(status, all);
}
