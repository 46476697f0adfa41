import { connect } from 'node:net';
import { expect, test } from 'vitest';
import type { Certificate } from '#src/platform/certificate.ts';
import { getText, postText } from './raw-connection.ts';
import { schemes } from './schemes.ts';
import { serve } from './serve.ts';

const health = getText('/health');
const slow = (milliseconds: number) => postText(`{ slow(milliseconds: ${milliseconds}) }`);

/** A server that would rather wait for ever than close a connection by a time limit. */
const serveForLong = (certificate: Certificate | null = null) =>
  serve({ certificate, graceMs: 600_000, limits: { readMs: 600_000, idleMs: 600_000 } });

/** A connection that has been told, by the head of an answer under way, that this is its last: the server is stopping. */
async function openWithLastAnswer({ certificate, open }: Pick<(typeof schemes)[number], 'certificate' | 'open'>) {
  const { port, stop, inside } = await serveForLong(certificate);
  const connection = open(port);
  connection.send(slow(200));
  await expect.poll(() => inside.started).toBe(1);
  const stopped = stop();
  await connection.read(/connection: close/i);
  return { connection, inside, stopped };
}

test.for(schemes)(
  'what Node has not read since too many answers wait is answered, over $scheme',
  async ({ certificate, open }) => {
    const { port, stop } = await serveForLong(certificate);
    const connection = open(port);
    await connection.ready;
    connection.socket.pause();
    const requests = 300;
    // More than Node reads at once, and longer answers than the system holds for a client that does not read.
    const padding = `x-padding: ${'x'.repeat(5_000)}\r\n`;
    for (let count = 0; count < requests; count += 1) connection.send(postText('{ long(length: 100000) }', padding));
    const used = open(port);
    used.send(health);
    await used.read(/alive/);
    const stopped = stop();
    await used.closed;
    connection.socket.resume();
    const answers = (await connection.closed).match(/HTTP\/1\.1 200/g);
    expect([answers?.length, connection.errors]).toEqual([requests, []]);
    await stopped;
  },
);

test.for(schemes)(
  'a client that does not read its answer keeps no other connection open, over $scheme',
  async ({ certificate, open }) => {
    const { port, stop } = await serveForLong(certificate);
    const [stalled, idle] = [open(port), open(port)];
    await stalled.ready;
    stalled.socket.pause();
    stalled.send(postText('{ long(length: 20000000) }'));
    idle.send(health);
    await idle.read(/alive/);
    const stopped = stop();
    await idle.closed;
    stalled.socket.resume();
    expect((await stalled.closed).length).toBeGreaterThan(20_000_000);
    expect([...stalled.errors, ...idle.errors]).toEqual([]);
    await stopped;
  },
);

test.for(schemes)(
  'a request that comes after the answer which says that it is the last is not executed, and resets nothing, over $scheme',
  async ({ certificate, open }) => {
    const { connection, inside, stopped } = await openWithLastAnswer({ certificate, open });
    const sendMore = setInterval(() => connection.send(slow(1)), 1);
    connection.socket.once('end', () => clearInterval(sendMore));
    const received = await connection.closed;
    expect(received.match(/HTTP\/1\.1 /g)).toHaveLength(1);
    expect([inside.started, connection.errors]).toEqual([1, []]);
    await stopped;
  },
);

test.for(schemes)(
  'what comes after the last answer of a connection is read, so that no reset overtakes the answer, over $scheme',
  async ({ certificate, open }) => {
    const { connection, inside, stopped } = await openWithLastAnswer({ certificate, open });
    // More than the system holds for a server that does not read.
    const more = 'x'.repeat(8_000_000);
    const head = `host: localhost\r\ncontent-type: application/json\r\ncontent-length: ${more.length}`;
    connection.send(`POST /graphql HTTP/1.1\r\n${head}\r\n\r\n${more}`);
    expect(await connection.closed).toMatch(/"done"/);
    expect([inside.started, connection.errors]).toEqual([1, []]);
    await stopped;
  },
);

test.for(schemes)(
  'the first request of a connection may come after the stop has begun: it is answered, and is the last, over $scheme',
  async ({ certificate, open }) => {
    const { port, stop } = await serveForLong(certificate);
    const [working, late] = [open(port), open(port)];
    await new Promise((resolve) => void late.socket.once('connect', resolve));
    working.send(health);
    await working.read(/alive/);
    const stopped = stop();
    await working.closed;
    late.send(health);
    expect(await late.closed).toMatch(/connection: close[^]*alive/i);
    expect(late.errors).toEqual([]);
    await stopped;
  },
);

test.for(schemes)(
  'a request that comes while an earlier one of its connection is under way is answered, and closes it, over $scheme',
  async ({ certificate, open }) => {
    const { port, stop, inside } = await serveForLong(certificate);
    const [connection, idle] = [open(port), open(port)];
    idle.send(health);
    await idle.read(/alive/);
    connection.send(postText('{ held(name: "earlier") }'));
    await expect.poll(() => inside.started).toBe(1);
    const stopped = stop();
    await idle.closed;
    connection.send(postText('{ slow(milliseconds: 1) long(length: 500000) }'));
    await expect.poll(() => inside.started).toBe(2);
    inside.held.emit('earlier');
    const received = await connection.closed;
    expect(received).toMatch(/connection: keep-alive[^]*"done"[^]*connection: close[^]*xxx"/i);
    expect(connection.errors).toEqual([]);
    await stopped;
  },
);

test('clients that keep connecting do not prolong a stop', async () => {
  const { port, stop } = await serveForLong();
  let isOpen = true;
  const reconnect = (): void => {
    if (!isOpen) return;
    const socket = connect(port, '127.0.0.1', reconnect);
    socket.on('error', () => (isOpen = false)).on('connect', () => socket.destroy());
  };
  for (let count = 0; count < 8; count += 1) reconnect();
  await stop();
  isOpen = false;
});
