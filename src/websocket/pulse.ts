import type { WebSocket } from 'ws';

/** How often a client is asked whether it is still there, in milliseconds; proxies cut connections that are silent for 20 s or more. */
const pingMs = 12_000;

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
