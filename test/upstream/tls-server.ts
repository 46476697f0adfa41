import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { onTestFinished } from 'vitest';

const fixture = (name: string): string => readFileSync(new URL(`../fixtures/tls/${name}`, import.meta.url), 'utf8');

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** Which certificate: that of `upstream.test` and the names below it, or that of this machine. */
type Certificate = 'cert.pem' | 'localhost.pem';

/** An https server whose certificate nobody trusts. */
export async function startUntrustedServer(answer: Answer, certificate: Certificate = 'cert.pem') {
  const server = createServer({ cert: fixture(certificate), key: fixture('key.pem') }, answer);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { port: (server.address() as AddressInfo).port };
}

/** An https server whose certificate is trusted until the test ends. */
export async function startTlsServer(answer: Answer, certificate: Certificate = 'cert.pem') {
  const trusted = getCACertificates('default');
  setDefaultCACertificates([...trusted, fixture(certificate)]);
  onTestFinished(() => setDefaultCACertificates(trusted));
  return startUntrustedServer(answer, certificate);
}
