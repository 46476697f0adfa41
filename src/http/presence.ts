import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { readOnce } from './arrivals.ts';

/** What is known of a client; nothing where a request came in process. */
interface Client {
  readonly incoming?: IncomingMessage | undefined;
}

/** Whether the client has hung up, as far as has been read: who ends a connection reads no answers any more. */
export const hasLeft = ({ incoming }: Client): boolean =>
  incoming !== undefined && (incoming.socket.destroyed || incoming.socket.readableEnded);

const departed = new DOMException('The client has hung up.', 'AbortError');

/** The connections that have brought a request. */
const known = new WeakSet<Socket>();

/**
 * Throws if the client of a request that has been read has hung up. Of a busy process, connections wait to be accepted,
 * one in each round of the event loop, and many of their clients have gone before: the end stands behind the request, and
 * is read a round later. On connections that were there before, it comes with that of all others.
 */
export async function requirePresence(client: Client): Promise<void> {
  const socket = client.incoming?.socket;
  if (socket && !known.has(socket)) {
    known.add(socket);
    await readOnce();
  }
  if (hasLeft(client)) throw departed;
}
