import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { handleProtocols } from 'graphql-ws';
import { type WebSocket, WebSocketServer } from 'ws';
import type { BufferedResponse } from '../http/buffered-response.ts';
import { errorResponse } from '../http/error-response.ts';
import { hasValidHost, invalidHost } from '../http/host-header.ts';
import type { ServerState, UpgradeListener } from '../http/listener.ts';
import { identifyRequest, requestIdOf } from '../http/request-id.ts';
import { pathOf, useOriginForm } from '../http/request-target.ts';
import { Departures } from './departures.ts';
import { closeCodes, type Connection, createProtocol, type ProtocolOptions, type ProtocolServer } from './protocol.ts';
import { watchPulse } from './pulse.ts';

/** What WebSockets are served by. */
export interface WebSocketOptions extends ProtocolOptions {
  /** Hears of what nobody expects. */
  readonly report: (error: unknown) => void;
}

/** How long a client may take to answer that a connection is closed, in milliseconds. */
const closingMs = 2_000;

/** Answers a request for another protocol that gets none. */
function refuse(socket: Duplex, request: IncomingMessage, { status, body }: BufferedResponse): void {
  const head = [
    `HTTP/1.1 ${status} Refused`,
    'content-type: application/json; charset=utf-8',
    'connection: close',
    `x-request-id: ${requestIdOf(request)}`,
    `content-length: ${Buffer.byteLength(body)}`,
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body.toString()}`);
}

/** Closes, and hangs up where the client does not answer. */
function close(socket: WebSocket, code: number, reason: string): void {
  socket.close(code, reason);
  const timer = setTimeout(() => socket.terminate(), closingMs);
  socket.once('close', () => clearTimeout(timer));
}

/** Connects a socket with the protocol. */
function serve(
  socket: WebSocket,
  request: IncomingMessage,
  protocol: ProtocolServer,
  report: WebSocketOptions['report'],
) {
  const connection: Connection = {
    request,
    operations: new Departures(),
    close: (code, reason) => close(socket, code, reason),
    closed: new Promise((resolve) => socket.once('close', () => resolve())),
    identity: null,
  };
  // It says that the client sent what it must not, or has gone: the `close` event follows.
  socket.on('error', () => undefined);
  const closed = protocol.opened(
    {
      protocol: socket.protocol,
      // Awaited by the protocol before it takes the next event: a slow client holds no queue.
      send: (data) =>
        new Promise((resolve) => {
          if (socket.readyState === socket.OPEN) socket.send(data, () => resolve());
          else resolve();
        }),
      close: (code, reason) => close(socket, code ?? 1000, reason ?? ''),
      onMessage: (handle) =>
        socket.on('message', (data: Buffer) => {
          handle(data.toString()).catch((error: unknown) => {
            report(error);
            close(socket, 1011, 'Internal error');
          });
        }),
    },
    connection,
  );
  watchPulse(socket);
  socket.once('close', (code, reason) => void closed(code, reason.toString()).catch(report));
}

/** Handles requests for WebSockets at `/graphql`, behind the same door as all others. */
export function createWebSockets(options: WebSocketOptions): UpgradeListener {
  const protocol = createProtocol(options);
  const sockets = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    handleProtocols: (protocols) => handleProtocols(protocols),
  });
  sockets.on('headers', (headers, request) => headers.push(`x-request-id: ${requestIdOf(request)}`));
  return (request, socket, head, server: ServerState) => {
    useOriginForm(request);
    identifyRequest(request);
    if (!hasValidHost(request)) return refuse(socket, request, invalidHost());
    if (pathOf(request) !== '/graphql')
      return refuse(socket, request, errorResponse('BAD_REQUEST', 'WebSockets are at /graphql.', { status: 404 }));
    const { door, bodyBytes } = options.served();
    const refused = door.refuse(request);
    if (refused) return refuse(socket, request, refused);
    if (server.isStopping) return refuse(socket, request, errorResponse('OVERLOADED', 'The server is stopping.'));
    sockets.options.maxPayload = bodyBytes;
    sockets.handleUpgrade(request, socket, head, (open) => {
      const forget = server.onStop(() => close(open, closeCodes.restart, 'Service restart'));
      open.once('close', forget);
      serve(open, request, protocol, options.report);
    });
  };
}
