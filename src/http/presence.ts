import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { readOnce } from './arrivals.ts';

/** Whether the client has hung up, as far as has been read: who ends a connection reads no answers any more. */
export const hasLeft = ({ socket }: Pick<IncomingMessage, 'socket'>): boolean =>
  socket.destroyed || socket.readableEnded;

const departed = new DOMException('The client has hung up.', 'AbortError');

/** The connections that have brought a request. */
const known = new WeakSet<Socket>();

const refuseDeparted = (socket: Socket): void => {
  if (hasLeft({ socket })) throw departed;
};

/**
 * Throws or rejects if the client of a request that has been read has hung up; waits only for a new connection. Of a busy
 * process, connections wait to be accepted, one in each round of the event loop, and many of their clients have gone
 * before: the end stands behind the request, and is read a round later. On connections that were there before, it comes
 * with that of all others.
 */
export function requirePresence(socket: Socket): Promise<void> | undefined {
  if (!known.has(socket)) {
    known.add(socket);
    return readOnce().then(() => refuseDeparted(socket));
  }
  refuseDeparted(socket);
  return undefined;
}
