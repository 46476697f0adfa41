import { expect, test } from 'vitest';
import type { Config } from '#src/config/load.ts';
import { open } from '#test/http/raw-connection.ts';
import { startTestTaskline } from '#test/taskline.ts';

/** The status of a query at this target, under this Host, as a page of the origin would send it. */
async function statusOf(
  { target = '/graphql', host, origin }: { target?: string; host?: string; origin?: string },
  cors: Config['cors'] = { origins: [], credentials: false, headers: [] },
) {
  const { url } = await startTestTaskline({ config: { cors } });
  const connection = open(Number(new URL(url).port));
  const body = '{"query":"{ sources { key } }"}';
  const headers = { host, origin, 'content-type': 'application/json', 'content-length': body.length };
  const lines = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : `${name}: ${value}\r\n`,
  );
  connection.send(`POST ${target} HTTP/1.1\r\n${lines.join('')}\r\n${body}`);
  const answer = await connection.read(/\}\s*$/);
  return Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1]);
}

const upgradeToWebSocket = [
  'connection: upgrade',
  'upgrade: websocket',
  'sec-websocket-version: 13',
  'sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==',
  'sec-websocket-protocol: graphql-transport-ws',
  '',
].join('\r\n');

/** A frame whose mask of zeros leaves the message as it is. */
const connectionInit = (() => {
  const message = '{"type":"connection_init"}';
  return Buffer.concat([Buffer.of(0x81, 0x80 + message.length, 0, 0, 0, 0), Buffer.from(message)]);
})();

test.for([
  { target: 'http://localhost/graphql', host: 'localhost', status: 200 },
  { target: 'http://localhost:4000/graphql', host: 'localhost:4000', status: 200 },
  { target: 'https://LOCALHOST/graphql?x=http://evil.example/', host: 'localhost', status: 200 },
  { target: 'HTTP://127.0.0.1/graphql', host: 'localhost', status: 200 },
  // The target is what counts.
  { target: 'http://localhost/graphql', host: 'evil.example', status: 200 },
  { target: 'http://evil.example/graphql', host: 'localhost', status: 403 },
  { target: 'http://localhost/elsewhere', host: 'localhost', status: 404 },
  { target: 'http://localhost//graphql', host: 'localhost', status: 404 },
  { target: 'http://localhost', host: 'localhost', status: 405 },
  { target: 'http://localhost?x=/graphql', host: 'localhost', status: 405 },
  { target: 'http://user@localhost/graphql', host: 'localhost', status: 400 },
  { target: 'http:///graphql', host: 'localhost', status: 400 },
  { target: '/graphql', host: 'localhost\r\nhost: localhost', status: 400 },
  { target: '/graphql', host: 'localhost\r\nHost: evil.example', status: 400 },
  { target: 'http://localhost/graphql', host: 'localhost\r\nhost: localhost', status: 400 },
  { target: 'ftp://localhost/graphql', host: 'localhost', status: 404 },
])('POST $target with Host $host is answered with $status', async ({ target, host, status }) => {
  expect(await statusOf({ target, host })).toBe(status);
});

test.for([
  { host: 'localhost', origin: 'http://localhost', status: 200 },
  { host: 'LocalHost', origin: 'http://localhost', status: 200 },
  { host: 'localhost:80', origin: 'http://localhost', status: 200 },
  { host: 'localhost', origin: 'http://LOCALHOST:80', status: 200 },
  { host: 'LOCALHOST:443', origin: 'https://localhost', status: 200 },
  { host: 'localhost', origin: 'https://localhost:443', status: 200 },
  { host: '[::1]:4000', origin: 'http://[0:0::1]:4000', status: 200 },
  { host: 'localhost:443', origin: 'http://localhost', status: 403 },
  { host: 'localhost:80', origin: 'https://localhost', status: 403 },
  { host: 'localhost:4000', origin: 'http://localhost:4001', status: 403 },
  { host: 'localhost', origin: 'http://localhost.', status: 403 },
  { host: 'localhost', origin: 'http://localhost/x', status: 403 },
  { host: 'localhost', origin: 'null', status: 403 },
])('the page of $origin at Host $host gets $status', async ({ host, origin, status }) => {
  expect(await statusOf({ host, origin })).toBe(status);
});

test.for([
  { target: '/graphql', host: 'localhost', answer: /^HTTP\/1.1 101 [^]*connection_ack/ },
  { target: 'http://localhost/graphql', host: 'localhost', answer: /^HTTP\/1.1 101 [^]*connection_ack/ },
  { target: 'HTTPS://LOCALHOST:4000/graphql', host: 'evil.example', answer: /^HTTP\/1.1 101 [^]*connection_ack/ },
  { target: 'http://evil.example/graphql', host: 'localhost', answer: /^HTTP\/1.1 101 [^]*Forbidden/ },
  { target: 'http://localhost/elsewhere', host: 'localhost', answer: /^HTTP\/1.1 404 / },
  { target: 'http://user@localhost/graphql', host: 'localhost', answer: /^HTTP\/1.1 400 [^]*not a host/ },
  { target: '/graphql', host: 'user@localhost', answer: /^HTTP\/1.1 400 [^]*not a host/ },
  { target: '/graphql', host: 'local host', answer: /^HTTP\/1.1 400 [^]*not a host/ },
  { target: '/graphql', host: 'localhost:99999', answer: /^HTTP\/1.1 400 [^]*not a host/ },
  { target: '/graphql', host: '', answer: /^HTTP\/1.1 400 [^]*not a host/ },
  { target: '/graphql', host: 'localhost\r\nhost: evil.example', answer: /^HTTP\/1.1 400 [^]*not a host/ },
])('a WebSocket at $target with Host $host is answered with $answer', async ({ target, host, answer }) => {
  const { url, logged } = await startTestTaskline();
  const connection = open(Number(new URL(url).port));
  connection.send(`GET ${target} HTTP/1.1\r\nhost: ${host}\r\n${upgradeToWebSocket}\r\n`);
  connection.socket.write(connectionInit);
  await connection.read(answer);
  expect(logged()).not.toContain('"level":"error"');
});

test('so does one at an absolute target', async () => {
  const target = 'http://LOCALHOST:80/graphql';
  expect(await statusOf({ target, host: 'other', origin: 'http://localhost' })).toBe(200);
  expect(await statusOf({ target, host: 'other', origin: 'http://other' })).toBe(403);
});

const spellings = ['https://board.example.com', 'https://Board.Example.com', 'https://board.example.com:443'];
const hosts = ['board.example.com', 'BOARD.example.com', 'board.example.com:443'];

test.for(spellings)('where %s is allowed, so is each spelling of it', async (allowed) => {
  const cors = { origins: [allowed], credentials: false, headers: [] };
  for (const origin of spellings)
    expect([origin, await statusOf({ host: 'localhost', origin }, cors)]).toEqual([origin, 200]);
  for (const host of hosts) expect([host, await statusOf({ host }, cors)]).toEqual([host, 200]);
  for (const origin of ['http://board.example.com', 'https://board.example.com:80', 'https://board.example.com/']) {
    expect([origin, await statusOf({ host: 'localhost', origin }, cors)]).toEqual([origin, 403]);
  }
  for (const host of ['board.example.com:8443', 'evil.board.example.com']) {
    expect([host, await statusOf({ host }, cors)]).toEqual([host, 403]);
  }
});
