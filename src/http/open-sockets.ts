import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { Server as TlsServer } from 'node:tls';

/** The open sockets of a server. */
export interface OpenSockets {
  /** The sockets on which requests can come: with TLS, those whose handshake is over. */
  readonly ready: ReadonlySet<Socket>;
  /** The sockets whose TLS handshake is under way. */
  handshaking(): Socket[];
  /** Closes all of them at once. */
  destroy(): void;
}

/** Tracks the sockets of a server; `opened` is called for each that becomes ready. */
export function trackSockets(server: Server, opened: (socket: Socket) => void): OpenSockets {
  const ready = new Set<Socket>();
  // The TCP connections below TLS: each has a ready socket too, or is in its handshake.
  const below = new Set<Socket>();
  const isTls = server instanceof TlsServer;
  if (isTls) server.on('connection', (socket: Socket) => keep(socket, below));
  server.on(isTls ? 'secureConnection' : 'connection', (socket: Socket) => {
    keep(socket, ready);
    opened(socket);
  });
  return {
    ready,
    handshaking() {
      const secured = new Set([...ready].map(addressOf));
      return [...below].filter((socket) => !secured.has(addressOf(socket)));
    },
    destroy() {
      for (const socket of [...ready, ...below]) socket.destroy();
    },
  };
}

function keep(socket: Socket, among: Set<Socket>): void {
  among.add(socket);
  socket.once('close', () => among.delete(socket));
}

/** Identifies a connection: Node does not say which one a TLS socket is on, but both have the client's address. */
const addressOf = ({ remoteAddress, remotePort }: Socket): string => `${remoteAddress} ${remotePort}`;
