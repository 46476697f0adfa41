import type { Socket } from 'node:net';
import { lingerMs } from './unread-body.ts';

/**
 * Makes `destroySoon`, by which Node closes a connection after its last answer, close it in stages (RFC 9112, 9.6): the
 * server closes its own side, and reads until the client closes too. Closing both sides while bytes arrive would send a TCP
 * reset, which can overtake the answer.
 */
export function closeInStages(socket: Socket): void {
  socket.destroySoon = () => {
    if (socket.writableEnded) return;
    const timer = setTimeout(() => socket.destroy(), lingerMs);
    socket.once('close', () => clearTimeout(timer)).end();
  };
}
