import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { type Beginning, withDefaults } from './buffered-response.ts';
import { drained } from './drained.ts';
import { drain, hasUnreadBody } from './unread-body.ts';

/** An HTTP response whose body is made while the client reads it. */
export interface StreamedResponse {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  /** The parts of the body: the next is asked for once the client has taken the one before. */
  readonly parts: AsyncIterable<string>;
}

/** What the sending has to know of the server. */
interface PartsServer extends Beginning {
  readonly readMs: number;
}

/**
 * Sends a response part by part. A client that takes none for `readMs` is cut off; and any client where a part cannot be
 * made, of which `brokenOff` is told.
 */
export async function sendParts(
  request: IncomingMessage,
  response: ServerResponse,
  { status, headers, parts }: StreamedResponse,
  server: PartsServer,
  brokenOff: (error: unknown) => void,
): Promise<void> {
  if (hasUnreadBody(request) && !(await drain(request))) response.shouldKeepAlive = false;
  await server.beginAnswer(response);
  if (response.destroyed) return;
  response.writeHead(status, withDefaults(response, headers));
  try {
    if (request.method !== 'HEAD') await writeParts(response, parts, server.readMs);
    response.end();
  } catch (error) {
    brokenOff(error);
    cutOff(response);
  }
}

/** Waits until the client has taken what was written, or has gone; cuts it off once it has taken too long. */
async function taken(response: ServerResponse, readMs: number): Promise<void> {
  const timer = setTimeout(() => cutOff(response), readMs);
  await drained(response);
  clearTimeout(timer);
}

async function writeParts(response: ServerResponse, parts: AsyncIterable<string>, readMs: number): Promise<void> {
  try {
    for await (const part of parts) {
      if (response.closed) return;
      if (!response.write(part)) await taken(response, readMs);
    }
  } catch (error) {
    // Whoever has left reads neither the rest nor why it is missing.
    if (!response.closed) throw error;
  }
}

/**
 * Ends a connection in the middle of an answer by a reset: for a client or a proxy that speaks HTTP/1.0, a common end
 * would be the end of the answer.
 */
const cutOff = ({ req: { socket } }: ServerResponse): void => void socket.resetAndDestroy();
