import tls, { connect, type SecureVersion, type TLSSocket } from 'node:tls';
import { expect, onTestFinished, test } from 'vitest';
import { authority, certificateOf } from '#test/certificates.ts';
import { getText, open, openTls, postText } from './raw-connection.ts';
import { type ServeOptions, serve } from './serve.ts';

const serveTls = (settings: ServeOptions = {}) => serve({ certificate: certificateOf('first'), ...settings });

const health = getText('/health');

/** Whose certificate a connection was shown. */
const shownBy = (socket: TLSSocket): string => String(socket.getPeerCertificate().subject.CN);

test('its address is a URL of https', async () => {
  const { url, port, useCertificate } = await serveTls();
  expect(url).toBe(`https://127.0.0.1:${port}`);
  expect(useCertificate).not.toBe(null);
  const plain = await serve();
  expect([plain.url, plain.useCertificate]).toEqual([`http://127.0.0.1:${plain.port}`, null]);
});

test('one connection takes many requests, one after the other', async () => {
  const { port } = await serveTls();
  const connection = openTls(port);
  for (const name of ['Ada', 'Grace', 'Mary']) {
    connection.send(postText(`{ hello(name: "${name}") }`));
    expect(await connection.read(new RegExp(name))).toMatch(/connection: keep-alive/i);
  }
});

async function errorOf(port: number, version: SecureVersion): Promise<string | null> {
  const settings = { minVersion: version, maxVersion: version, ciphers: 'DEFAULT@SECLEVEL=0', ca: authority };
  const socket = connect({ port, host: '127.0.0.1', ...settings });
  onTestFinished(() => void socket.destroy());
  return new Promise((resolve) => {
    socket.once('secureConnect', () => resolve(null));
    socket.once('error', (error) => resolve('code' in error ? String(error.code) : error.message));
  });
}

test.for<[SecureVersion, string | null]>([
  ['TLSv1.3', null],
  ['TLSv1.2', null],
  ['TLSv1.1', 'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION'],
])('a client of %s gets %s, also where Node is told to allow all', async ([version, error]) => {
  const { DEFAULT_CIPHERS, DEFAULT_MIN_VERSION } = tls;
  onTestFinished(() => void Object.assign(tls, { DEFAULT_CIPHERS, DEFAULT_MIN_VERSION }));
  Object.assign(tls, { DEFAULT_CIPHERS: 'DEFAULT@SECLEVEL=0', DEFAULT_MIN_VERSION: 'TLSv1' });
  const { port } = await serveTls();
  expect(await errorOf(port, version)).toBe(error);
});

test.for([
  { sent: 'plain HTTP', text: health },
  { sent: 'what is no TLS', text: '\u0016\u0001\u0002'.repeat(100) },
])('a client that sends $sent is closed, without an error in the log, and others are served', async ({ text }) => {
  const { port, inside } = await serveTls();
  const [other, wrong] = [openTls(port), open(port)];
  await other.ready;
  wrong.send(text);
  await wrong.closed;
  other.send(health);
  await other.read(/alive/);
  expect(inside.log).toEqual([]);
});

test.for([
  { held: 'without a word', text: '' },
  // The head of a record that says that 512 bytes of a handshake follow.
  { held: 'in half a handshake', text: '\u0016\u0003\u0001\u0002\u0000\u0001' },
])('a connection that is held $held is closed in time', async ({ text }) => {
  const { port } = await serveTls({ limits: { headersMs: 100 } });
  const connection = open(port);
  connection.send(text);
  expect(await connection.closed).toBe('');
});

test('a stop waits neither for a handshake that does not go on nor for a connection without a request', async () => {
  const { port, stop } = await serveTls({
    graceMs: 600_000,
    limits: { headersMs: 600_000, requestMs: 600_000, idleMs: 600_000 },
  });
  const [silent, unused, idle] = [open(port), openTls(port), openTls(port)];
  await Promise.all([silent.ready, unused.ready]);
  idle.send(health);
  await idle.read(/alive/);
  await stop();
  await Promise.all([silent.closed, unused.closed, idle.closed]);
  expect([...unused.errors, ...idle.errors]).toEqual([]);
});

test('a handshake that ends after the stop has begun is followed by a last request, which is answered', async () => {
  // As long as a handshake takes on a busy machine.
  const { port, stop } = await serveTls({ graceMs: 600_000, limits: { firstRequestMs: 60_000 } });
  const [known, below] = [openTls(port), open(port)];
  known.send(health);
  await Promise.all([known.read(/alive/), below.ready]);
  const stopped = stop();
  await known.closed;
  const late = openTls(port, below.socket);
  await late.ready;
  late.send(health);
  expect(await late.closed).toMatch(/connection: close[^]*alive/i);
  expect(late.errors).toEqual([]);
  await stopped;
});

test('another certificate is for those who connect from then on; who is connected stays', async () => {
  const { port, useCertificate } = await serveTls();
  const before = openTls(port);
  await before.ready;
  useCertificate?.(certificateOf('second'));
  const after = openTls(port);
  await after.ready;
  expect([shownBy(before.socket), shownBy(after.socket)]).toEqual(['first gateway', 'second gateway']);
  for (const connection of [before, after]) {
    connection.send(health);
    await connection.read(/alive/);
  }
});
