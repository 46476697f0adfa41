import type { WebSocket } from 'ws';
import { pingMs } from '../http/event-stream.ts';

/** Pings a client, and hangs up on one that has not answered by the next ping. */
export function watchPulse(socket: WebSocket): void {
  let isAlive = true;
  const timer = setInterval(() => {
    if (!isAlive) return socket.terminate();
    isAlive = false;
    socket.ping();
  }, pingMs);
  socket.on('pong', () => (isAlive = true));
  socket.once('close', () => clearInterval(timer));
}
