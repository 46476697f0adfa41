import type { Server, ServerResponse } from 'node:http';
import { Server as NetServer } from 'node:net';
import { Cancellation } from '../platform/cancellation.ts';
import { PassingMap } from '../platform/passing-map.ts';
import { readArrivals, readOnce } from './arrivals.ts';
import { closeIdle } from './idle-connections.ts';
import { type LastAnswers, trackLastAnswers } from './last-answers.ts';
import type { Listener, ServerState, UpgradeListener } from './listener.ts';
import { type OpenSockets, trackSockets } from './open-sockets.ts';
import { closeInStages } from './staged-close.ts';
import { closeStalledConnections } from './stalled-connections.ts';
import type { TimeLimits } from './time-limits.ts';

/** The open connections of a server. */
export interface Connections {
  /** Serves on, but `/ready` says that the server is stopping. */
  announceStop(): void;
  /**
   * Reads what has arrived, then accepts no more, closes idle connections at once, the others after their last answer,
   * and all of them after `graceMs`.
   */
  finish(graceMs: number): Promise<void>;
  /** Accepts no more, and closes all connections at once. */
  cut(): void;
}

/** The stage of a server's stop. */
type Stage =
  | { readonly name: 'serving' }
  /** Answers wait: which answer is the last of its connection is known only when all that has arrived has been read. */
  | { readonly name: 'reading'; readonly read: Promise<void> }
  | { readonly name: 'closing'; readonly lastAnswers: LastAnswers };

/** What handles the requests of a server. */
interface Listeners {
  readonly listener: Listener;
  readonly upgrade?: UpgradeListener | undefined;
}

/** Passes the requests of a server to its listener, and tracks them, so that none is lost when the server stops. */
export function serveConnections(
  server: Server,
  { listener, upgrade }: Listeners,
  { readMs, firstRequestMs }: Pick<TimeLimits, 'readMs' | 'firstRequestMs'>,
): Connections {
  const sockets = trackSockets(server, (socket) => {
    // Its handshake began before the stop.
    if (stage.name === 'closing') closeInStages(socket);
  });
  const responses = new PassingMap<number, ServerResponse>();
  const sweep = closeStalledConnections(responses, readMs);
  const isCut = new AbortController();
  const stopping = new Cancellation();
  let requests = 0;
  let stage: Stage = { name: 'serving' };
  let isStopAnnounced = false;

  const beginInTurn = async (response: ServerResponse): Promise<void> => {
    if (stage.name === 'reading') await stage.read;
    if (stage.name === 'closing') await stage.lastAnswers.begin(response);
  };

  const state: ServerState = {
    readMs,
    get isReady() {
      return stage.name === 'serving' && !isStopAnnounced;
    },
    get isStopping() {
      return stage.name !== 'serving';
    },
    beginAnswer: (response) => (stage.name === 'serving' ? undefined : beginInTurn(response)),
    onStop(stop) {
      stopping.add(stop);
      if (stopping.isCancelled) stop();
      return () => stopping.remove(stop);
    },
  };

  const busy = () => new Set(responses.values().map(({ req }) => req.socket));
  let closingIdle: Promise<void> | null = null;
  const closeIdleOnes = (): void => {
    closingIdle ??= closeIdle(server, { sockets: sockets.ready, busy }).finally(() => (closingIdle = null));
  };

  server.on('request', (request, response) => {
    if (stage.name === 'closing') {
      if (stage.lastAnswers.isOver(request.socket)) return void request.resume();
      stage.lastAnswers.add(response);
    }
    const number = requests++;
    responses.set(number, response);
    response.once('close', () => {
      responses.delete(number);
      // An answer that began before the stop said `keep-alive`, so that Node keeps the connection open.
      if (stage.name === 'closing') closeIdleOnes();
    });
    void listener(request, response, state);
  });

  if (upgrade) server.on('upgrade', (request, socket, head) => upgrade(request, socket, head, state));

  const cut = (): void => {
    isCut.abort();
    stopListening(server);
    sockets.destroy();
  };

  const readAll = async (): Promise<void> => {
    await readArrivals(server, isCut.signal);
    stopListening(server);
    await readOnce();
    stage = { name: 'closing', lastAnswers: trackLastAnswers(responses.values()) };
  };

  return {
    cut,
    announceStop() {
      isStopAnnounced = true;
    },
    async finish(graceMs) {
      const closed = new Promise((resolve) => server.once('close', resolve));
      const grace = setTimeout(cut, graceMs);
      const read = readAll();
      stage = { name: 'reading', read };
      await read;
      stopping.cancel('The server stops.');
      for (const socket of sockets.ready) closeInStages(socket);
      const unused = setTimeout(() => closeUnused(sockets), firstRequestMs);
      closeIdleOnes();
      await closed;
      clearTimeout(grace);
      clearTimeout(unused);
      clearInterval(sweep);
      endChecks(server);
    },
  };
}

/** Closes connections without a request, which browsers open in advance: Node does not count them as idle. */
function closeUnused({ ready, handshaking }: OpenSockets): void {
  for (const socket of ready) if (socket.bytesRead === 0) socket.destroySoon();
  for (const socket of handshaking()) socket.destroy();
}

/** Stops by the method of `net.Server`. That of HTTP servers also closes the connections that Node counts as idle. */
function stopListening(server: Server): void {
  if (server.listening) NetServer.prototype.close.call(server);
}

/**
 * Stops Node's timer for time-outs of connections, which only the server's own `close` does. It would keep the server in
 * memory.
 */
const endChecks = (server: Server): void => void server.close();
