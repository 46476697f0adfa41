import type { Server } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';

/** The most connections that the kernel takes before the server accepts them. */
export const backlog = 511;

/** Lets Node read what has arrived on the open connections. */
export async function readOnce(): Promise<void> {
  // Twice: the present turn of the event loop may have read the sockets already.
  await turn();
  await turn();
}

/**
 * Lets Node accept the connections that the kernel has taken, and read what has arrived on all that are open. In one turn of
 * the event loop Node accepts one connection, and reads those that were accepted before. Clients that keep connecting do not
 * prolong this: it ends after as many connections as the kernel's queue can have.
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
