import type { Server } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';

/** The most connections that the kernel takes before the server accepts them. */
export const backlog = 511;

/** Reads what has come on the open connections. */
export async function readOnce(): Promise<void> {
  // The turn of the event loop that is going on may have looked at the sockets already.
  await turn();
  await turn();
}

/**
 * Accepts the connections that the kernel has taken, and reads what has come on all that are open. In one turn of the
 * event loop Node accepts one connection, and reads those that were accepted before. Clients that keep connecting do not
 * prolong it: the kernel's queue was no longer than the backlog.
 */
export async function readArrivals(server: Server, signal: AbortSignal): Promise<void> {
  await turn();
  for (let accepted = 0; accepted <= backlog && !signal.aborted;) {
    const more = await acceptedInOneTurn(server);
    if (more === 0) return;
    accepted += more;
  }
}

async function acceptedInOneTurn(server: Server): Promise<number> {
  let accepted = 0;
  const count = () => (accepted += 1);
  server.on('connection', count);
  await turn();
  server.off('connection', count);
  return accepted;
}
