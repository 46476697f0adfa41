import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';

/** The open connections of a server. */
export interface OpenConnections {
  readonly sockets: ReadonlySet<Socket>;
  /** The sockets with a request whose response the client has not read. */
  busy(): ReadonlySet<Socket>;
}

/** Closes the connections that stay idle for a turn of the event loop, in which Node has read them. */
export async function closeIdle(server: Server, connections: OpenConnections): Promise<void> {
  let idle = new Set<Socket>();
  do {
    await turn();
    const seen = idle;
    idle = new Set(idleSockets(server, connections));
    for (const socket of seen) {
      if (idle.delete(socket)) socket.destroySoon();
    }
  } while (idle.size > 0);
}

function idleSockets(server: Server, { sockets, busy }: OpenConnections): Socket[] {
  const answering = busy();
  return betweenRequests(server, sockets).filter(
    // Node pauses a connection of many requests until their answers have gone: more may be waiting in the kernel.
    (socket) => !answering.has(socket) && !socket.isPaused() && !socket.writableEnded,
  );
}

/**
 * The sockets on which not even a part of a request has come since the last one. Only Node knows, and it offers no way but to
 * close them, together with those whose answer is still being sent. So their `destroy` is replaced for that call.
 */
function betweenRequests(server: Server, sockets: ReadonlySet<Socket>): Socket[] {
  const found: Socket[] = [];
  for (const socket of sockets) {
    socket.destroy = () => {
      found.push(socket);
      return socket;
    };
  }
  server.closeIdleConnections();
  for (const socket of sockets) Reflect.deleteProperty(socket, 'destroy');
  return found;
}
