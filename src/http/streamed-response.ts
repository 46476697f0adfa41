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

/** The part of the server that sending uses. */
interface PartsServer extends Beginning {
  readonly readMs: number;
}

/**
 * Sends a response part by part. The connection is reset if the client takes nothing for `readMs`, and if a part cannot be
 * made; in that case `brokenOff` is called.
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

/** Waits until the client has taken what was written, or has left; resets the connection if that takes too long. */
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
    // For a client that has left, an error does not matter.
    if (!response.closed) throw error;
  }
}

/**
 * Ends a connection in the middle of an answer by a TCP reset. A client or proxy that speaks HTTP/1.0 would take a normal end
 * for the end of the answer.
 */
const cutOff = ({ req: { socket } }: ServerResponse): void => void socket.resetAndDestroy();
