import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { readOnce } from './arrivals.ts';

/** Which answer is the last of its connection, while a server shuts down. */
export interface LastAnswers {
  /** Adds a request that has arrived. */
  add(response: ServerResponse): void;
  /** Whether the last answer of a connection has begun: requests that come later are not processed (RFC 9112, 9.6). */
  isOver(socket: Socket): boolean;
  /** To be awaited before an answer begins. If no request has come after its own, the answer says `connection: close`. */
  begin(response: ServerResponse): Promise<void>;
}

/** The most reads: a client that keeps sending must not delay the stop. */
const mostReads = 10;

/**
 * Lets Node read what has arrived on a socket. Several reads may be needed: Node pauses a connection on which many answers
 * wait, and TLS passes data on piece by piece.
 */
async function readAll(socket: Socket): Promise<void> {
  let before = -1;
  for (let reads = 0; reads < mostReads && socket.bytesRead !== before; reads += 1) {
    before = socket.bytesRead;
    await readOnce();
  }
}

/** Tracks the last answers of connections, beginning with the responses in progress, in the order of their requests. */
export function trackLastAnswers(responses: readonly ServerResponse[]): LastAnswers {
  const latest = new Map(responses.map((response) => [response.req.socket, response]));
  const over = new WeakSet<Socket>();
  return {
    add: (response) => void latest.set(response.req.socket, response),
    isOver: (socket) => over.has(socket) || socket.writableEnded,
    async begin(response) {
      const { socket } = response.req;
      await readAll(socket);
      if (latest.get(socket) !== response || socket.isPaused()) return;
      response.shouldKeepAlive = false;
      over.add(socket);
    },
  };
}
