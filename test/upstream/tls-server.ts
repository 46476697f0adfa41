import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { onTestFinished } from 'vitest';

const fixture = (name: string): string => readFileSync(new URL(`../fixtures/tls/${name}`, import.meta.url), 'utf8');

/**
 * An https server whose certificate is trusted until the test ends: that of `upstream.test` and the names below it, or that of
 * this machine.
 */
export async function startTlsServer(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
  certificate: 'cert.pem' | 'localhost.pem' = 'cert.pem',
) {
  const cert = fixture(certificate);
  const trusted = getCACertificates('default');
  setDefaultCACertificates([...trusted, cert]);
  onTestFinished(() => setDefaultCACertificates(trusted));
  const server = createServer({ cert, key: fixture('key.pem') }, answer);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { port: (server.address() as AddressInfo).port };
}
