import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { onTestFinished } from 'vitest';

const fixture = (name: string): string => readFileSync(new URL(`../fixtures/tls/${name}`, import.meta.url), 'utf8');

/** An https server with a certificate of `upstream.test` and the names below it. */
export async function startUntrustedServer(answer: (request: IncomingMessage, response: ServerResponse) => void) {
  const server = createServer({ cert: fixture('cert.pem'), key: fixture('key.pem') }, answer);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { port: (server.address() as AddressInfo).port };
}

/** The same, whose certificate is trusted until the test ends. */
export async function startTlsServer(answer: (request: IncomingMessage, response: ServerResponse) => void) {
  const trusted = getCACertificates('default');
  setDefaultCACertificates([...trusted, fixture('cert.pem')]);
  onTestFinished(() => setDefaultCACertificates(trusted));
  return startUntrustedServer(answer);
}
