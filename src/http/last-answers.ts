import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { readOnce } from './arrivals.ts';

/** Which answer is the last of its connection, while a server shuts down. */
export interface LastAnswers {
  /** Takes note of a request that has come. */
  add(response: ServerResponse): void;
  /** Whether the last answer of a connection has begun: requests that come later are not processed (RFC 9112, 9.6). */
  isOver(socket: Socket): boolean;
  /** Is awaited before an answer begins; lets it say `connection: close` if no request has come after its own. */
  begin(response: ServerResponse): Promise<void>;
}

/** A client that sends on and on does not prolong it. */
const mostReads = 10;

/** Reads what has come: of a connection on which many answers waited Node has read no further requests, and TLS hands them over by pieces. */
async function readAll(socket: Socket): Promise<void> {
  let before = -1;
  for (let reads = 0; reads < mostReads && socket.bytesRead !== before; reads += 1) {
    before = socket.bytesRead;
    await readOnce();
  }
}

/** Begins with the responses in progress, in the order of their requests. */
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
