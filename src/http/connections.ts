import type { Server, ServerResponse } from 'node:http';
import { Server as NetServer, type Socket } from 'node:net';
import { PassingMap } from '../platform/passing-map.ts';
import type { ServerState } from './listener.ts';
import { closeStalledConnections } from './stalled-connections.ts';

/** The open connections of a server. */
export interface TrackedConnections extends ServerState {
  /** Closes idle connections at once, the others after their current response, and all of them after `graceMs`. */
  finish(graceMs: number): Promise<void>;
}

/** Tracks the responses in progress of a server, to close its connections between responses and when clients stall. */
export function trackConnections(server: Server, readMs: number): TrackedConnections {
  const sockets = trackSockets(server);
  const responses = new PassingMap<number, ServerResponse>();
  let requests = 0;
  let isReady = true;
  // Node counts a connection as idle whose answer has ended, though its client has not read it all: it would be cut off.
  const closeIdle = (): void => {
    if (!responses.values().some(isBeingRead)) server.closeIdleConnections();
  };
  server.on('request', (_request, response) => {
    const number = requests++;
    responses.set(number, response);
    if (!isReady) response.shouldKeepAlive = false;
    response.once('close', () => {
      responses.delete(number);
      // Headers sent before the stop said `keep-alive`, so that Node keeps the connection open.
      if (!isReady) closeIdle();
    });
  });
  const sweep = closeStalledConnections(responses, readMs);
  return {
    get isReady() {
      return isReady;
    },
    async finish(graceMs) {
      isReady = false;
      const closed = new Promise<void>((resolve) => {
        // Not the method of HTTP servers, which closes what Node counts as idle.
        NetServer.prototype.close.call(server, () => resolve());
      });
      closeIdle();
      for (const last of lastOfEachSocket(responses.values())) last.shouldKeepAlive = false;
      // Browsers open connections ahead of need; Node does not count one without a request as idle.
      for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy();
      const grace = setTimeout(() => server.closeAllConnections(), graceMs);
      await closed;
      clearTimeout(grace);
      clearInterval(sweep);
    },
  };
}

function trackSockets(server: Server): ReadonlySet<Socket> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  return sockets;
}

const isBeingRead = ({ writableEnded, writableFinished }: ServerResponse): boolean =>
  writableEnded && !writableFinished;

const lastOfEachSocket = (responses: readonly ServerResponse[]): Iterable<ServerResponse> =>
  new Map(responses.map((response) => [response.req.socket, response])).values();
