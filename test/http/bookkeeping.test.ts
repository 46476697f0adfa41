import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { getText, open, postText } from './raw-connection.ts';
import { post, serve } from './serve.ts';

const body = JSON.stringify({ query: '{ hello }' });
const head = (headers: string): string =>
  `POST /graphql HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\n${headers}\r\n\r\n`;
const chunked = (text: string): string => `${text.length.toString(16)}\r\n${text}\r\n`;

const forms = [
  { form: 'declared', text: `${head(`content-length: ${body.length}`)}${body}` },
  { form: 'one chunk', text: `${head('transfer-encoding: chunked')}${chunked(body)}0\r\n\r\n` },
  {
    form: 'two chunks',
    text: `${head('transfer-encoding: chunked')}${chunked(body.slice(0, -1))}${chunked(body.slice(-1))}0\r\n\r\n`,
  },
];

test.for(forms)('a body ($form) of exactly the limit is read, one of a byte more is not', async ({ text }) => {
  for (const { maxBodyBytes, status } of [
    { maxBodyBytes: body.length, status: 200 },
    { maxBodyBytes: body.length - 1, status: 413 },
  ]) {
    const { port } = await serve({ maxBodyBytes });
    const connection = open(port);
    connection.send(text);
    expect(await connection.read(/\}$/)).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  }
});

test('the limit counts bytes, not characters', async () => {
  const query = '{ hello(name: "\u{1F600}") }';
  const bytes = Buffer.byteLength(JSON.stringify({ query }));
  const statusAt = async (maxBodyBytes: number) => (await post((await serve({ maxBodyBytes })).url, { query })).status;
  expect([await statusAt(bytes), await statusAt(bytes - 1)]).toEqual([200, 413]);
});

test.for([
  { form: 'declared', text: `${head('content-length: 50000000')}${'x'.repeat(100_000)}`, rest: 'x'.repeat(12_000_000) },
  {
    form: 'in chunks',
    text: `${head('transfer-encoding: chunked')}${chunked('x'.repeat(100_000))}`,
    rest: chunked('x'.repeat(12_000_000)),
  },
])('a client that is refused and still sends can send on for a moment, and gets its answer: $form', async (request) => {
  const { port } = await serve({ maxBodyBytes: 1_000 });
  const connection = open(port);
  connection.send(request.text);
  // More than the system holds for a server that does not read: it would close with unread bytes, by a reset. It is sent
  // at once: on a busy machine a client that first reads its answer may be too late.
  const isSent = new Promise<boolean>((resolve) => {
    connection.socket.write(request.rest, (error) => resolve(!error));
  });
  expect(await isSent).toBe(true);
  expect(await connection.closed).toMatch(/^HTTP\/1\.1 413 [^]*connection: close/i);
});

test('a client that is refused for a body which is soon at its end keeps its connection', async () => {
  const { port } = await serve({ maxBodyBytes: 1_000 });
  const connection = open(port);
  connection.send(`${head('transfer-encoding: chunked')}${chunked('x'.repeat(100_000))}`);
  connection.send(`${chunked('x'.repeat(100_000))}0\r\n\r\n${getText('/health')}`);
  expect(await connection.read(/alive/)).toMatch(/^HTTP\/1\.1 413 [^]*connection: keep-alive[^]*HTTP\/1\.1 200 /i);
});

test('a connection whose answers were read is not closed for them later', async () => {
  const { port } = await serve({ limits: { readMs: 100, idleMs: 60_000 } });
  const connections = await Promise.all(
    [1, 2].map(async (answers) => {
      const connection = open(port);
      for (let answered = 1; answered <= answers; answered += 1) {
        connection.send(getText('/health'));
        await connection.read(new RegExp(`(alive[^]*){${answered}}`));
      }
      return connection;
    }),
  );
  // Longer than the server looks for clients that do not read, twice.
  await sleep(1_200);
  expect(connections.map(({ socket }) => socket.closed)).toEqual([false, false]);
});

test('a connection whose answer began before the stop is closed once the client has read it', async () => {
  const { port, stop } = await serve({ graceMs: 600_000, limits: { readMs: 600_000, idleMs: 600_000 } });
  const connection = open(port);
  connection.send(postText('{ long(length: 20000000) }'));
  await connection.read(/connection: keep-alive/i);
  connection.socket.pause();
  const stopped = stop();
  connection.socket.resume();
  expect((await connection.closed).length).toBeGreaterThan(20_000_000);
  await stopped;
});
