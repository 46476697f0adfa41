import { createServer } from 'node:https';
import type { Server, ServerOptions } from 'node:http';
import type { SecureContextOptions, TLSSocket } from 'node:tls';
import type { Certificate } from '../platform/certificate.ts';

/** An HTTP server behind TLS, whose certificate can be replaced. */
export interface TlsServer {
  readonly server: Server;
  /** Connections that begin from now on get this one; those that are open stay as they are. */
  readonly useCertificate: (certificate: Certificate) => void;
}

/** Also where NODE_OPTIONS allow less: what came before TLS 1.2 is broken (RFC 8996). */
const contextOf = ({ cert, key }: Certificate): SecureContextOptions => ({ cert, key, minVersion: 'TLSv1.2' });

const unused = (): void => undefined;

/**
 * Has Node hand what comes on a socket to its parser by `data` events, not from below: TLS would go on handing over what it
 * has decrypted after the parser has paused, since many answers wait, and the parser would take that for an error.
 */
function readByEvents(socket: TLSSocket): void {
  socket.on('data', unused).off('data', unused);
}

/** Creates a server for HTTPS; a handshake may take as long as the headers of a request. */
export function createTlsServer(
  certificate: Certificate,
  limits: ServerOptions & { headersTimeout: number },
): TlsServer {
  // Node turns off Nagle's algorithm by itself only for plain HTTP.
  const options = { ...limits, handshakeTimeout: limits.headersTimeout, noDelay: true };
  const server = createServer({ ...options, ...contextOf(certificate) });
  server.on('secureConnection', readByEvents);
  return { server, useCertificate: (next) => server.setSecureContext(contextOf(next)) };
}
