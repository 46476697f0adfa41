import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { PassingMap } from '../platform/passing-map.ts';
import type { ServerState } from './listener.ts';
import { cutOffStalledReaders } from './stalled-connections.ts';

export interface Connections extends ServerState {
  /** Closes the server: idle connections now, each other with its answer, what is left after so many milliseconds. */
  finish(graceMs: number): Promise<void>;
}

/** Knows which answers a server owes: those it can be closed between, and those that a client does not take in time. */
export function trackConnections(server: Server, takeMs: number): Connections {
  const sockets = trackSockets(server);
  const answers = new PassingMap<number, ServerResponse>();
  let requests = 0;
  let isReady = true;
  server.on('request', (_request, response) => {
    const number = requests++;
    answers.set(number, response);
    if (!isReady) response.shouldKeepAlive = false;
    response.once('close', () => {
      answers.delete(number);
      // One whose headers were sent before the stop has promised to keep its connection.
      if (!isReady) server.closeIdleConnections();
    });
  });
  const sweep = cutOffStalledReaders(answers, takeMs);
  return {
    get isReady() {
      return isReady;
    },
    async finish(graceMs) {
      isReady = false;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const answer of lastOfEachConnection(answers.values())) answer.shouldKeepAlive = false;
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

const lastOfEachConnection = (answers: readonly ServerResponse[]): Iterable<ServerResponse> =>
  new Map(answers.map((answer) => [answer.req.socket, answer])).values();
