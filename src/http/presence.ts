import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { readOnce } from './arrivals.ts';

/**
 * Whether the client has hung up, as far as its socket has been read. Half-closing counts: such a client reads no answers.
 */
export const hasLeft = ({ socket }: Pick<IncomingMessage, 'socket'>): boolean =>
  socket.destroyed || socket.readableEnded;

const departed = new DOMException('The client has hung up.', 'AbortError');

/** The connections that have sent a request. */
const known = new WeakSet<Socket>();

/** Throws if the client of a request has hung up. */
export const throwIfLeft = (request: Pick<IncomingMessage, 'socket'>): void => {
  if (hasLeft(request)) throw departed;
};

/**
 * Throws or rejects if the client of a request that has been read has hung up. Waits only on a new connection. In a busy
 * process connections wait to be accepted, one in each turn of the event loop, and many of their clients have left by then.
 * The end of such a connection comes after its request, and Node reads it a turn later. On a connection that was open before,
 * it has been read along with the other sockets.
 */
export function requirePresence(socket: Socket): Promise<void> | undefined {
  if (!known.has(socket)) {
    known.add(socket);
    return readOnce().then(() => throwIfLeft({ socket }));
  }
  throwIfLeft({ socket });
  return undefined;
}
