import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { drain, hasUnreadBody, linger } from './unread-body.ts';

/** An HTTP answer that is complete before it is sent. */
export interface Answer {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  readonly body: string | Buffer;
}

const everyAnswer: OutgoingHttpHeaders = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cache-control': 'no-store',
};

const bodiless = new Set([204, 304]);

/** A small JSON answer. */
export function jsonAnswer(status: number, value: unknown, headers: OutgoingHttpHeaders = {}): Answer {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(value),
  };
}

/** A response that Yoga or one of ours made, read to its end. */
export async function answerOf(response: Response): Promise<Answer> {
  return { status: response.status, headers: Object.fromEntries(response.headers), body: await response.text() };
}

/** Sends an answer, and leaves the connection either fit for its next request or closed. */
export async function send(request: IncomingMessage, response: ServerResponse, answer: Answer): Promise<void> {
  if (response.destroyed || response.headersSent) return;
  if (hasUnreadBody(request)) return sendEarly(request, response, answer);
  writeHead(response, answer);
  response.end(answer.body);
}

/** Sends an answer to a client that may still be sending, and may leave at any time. */
async function sendEarly(request: IncomingMessage, response: ServerResponse, answer: Answer): Promise<void> {
  const isReusable = await drain(request);
  if (response.destroyed) return;
  if (!isReusable) response.shouldKeepAlive = false;
  writeHead(response, answer);
  response.write(answer.body);
  if (!isReusable) await linger(request);
  if (!response.destroyed) response.end();
}

function writeHead(response: ServerResponse, { status, headers, body }: Answer): void {
  const length = bodiless.has(status) ? {} : { 'content-length': Buffer.byteLength(body) };
  response.writeHead(status, { ...everyAnswer, ...headers, ...length });
}
