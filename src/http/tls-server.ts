import { createServer } from 'node:https';
import type { Server, ServerOptions } from 'node:http';
import type { SecureContextOptions, TLSSocket } from 'node:tls';
import type { Certificate } from '../platform/certificate.ts';

/** An HTTP server behind TLS, whose certificate can be replaced. */
export interface TlsServer {
  readonly server: Server;
  /** Replaces the certificate for new connections; those that are open keep the old one. */
  readonly useCertificate: (certificate: Certificate) => void;
}

/** At least TLS 1.2, even if NODE_OPTIONS allow less: older versions are broken (RFC 8996). */
const contextOf = ({ cert, key }: Certificate): SecureContextOptions => ({ cert, key, minVersion: 'TLSv1.2' });

const unused = (): void => undefined;

/**
 * Makes Node's HTTP parser read a socket by `data` events instead of its native handle. From the handle, TLS would pass on
 * decrypted data even after the parser has paused because many answers wait, and the parser would take that for an error.
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
