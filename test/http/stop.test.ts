import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { createLogger } from '#src/platform/log.ts';
import { ListenError } from '#src/http/listen-error.ts';
import { createListener } from '#src/http/listener.ts';
import { getText, open as openPlain, postText } from './raw-connection.ts';
import { schemes } from './schemes.ts';
import { serve } from './serve.ts';

const silent = createLogger({ level: 'silent', pretty: false });

const slow = (milliseconds: number) => postText(`{ slow(milliseconds: ${milliseconds}) }`);
const held = (name: string) => postText(`{ held(name: "${name}") }`);

const isListening = async (port: number): Promise<boolean> => {
  const { ready, closed, socket } = openPlain(port);
  const isOpen = await Promise.race([ready.then(() => true), closed.then(() => false)]);
  socket.destroy();
  return isOpen;
};

test.for(schemes)(
  'stopping finishes what is under way, says so, and is done, over $scheme',
  async ({ certificate, open }) => {
    const { port, stop, inside } = await serve({ certificate });
    const [working, idle, unused] = [open(port), open(port), open(port)];
    idle.send(getText('/health'));
    await idle.read(/alive/);
    working.send(held('work'));
    await expect.poll(() => inside.started).toBe(1);
    let isStopped = false;
    const stopped = Promise.all([stop(), stop()]).then(() => (isStopped = true));
    await expect.poll(() => isListening(port)).toBe(false);
    await Promise.all([idle.closed, unused.closed]);
    expect([working.socket.closed, isStopped]).toEqual([false, false]);
    inside.held.emit('work');
    await stopped;
    expect(await working.closed).toMatch(/connection: close[^]*"done"/i);
    expect(inside.aborted).toBe(0);
  },
);

test.for(schemes)(
  'idle connections do not wait for the requests of others, over $scheme',
  async ({ certificate, open }) => {
    const { port, stop, inside } = await serve({ certificate, graceMs: 600_000 });
    const [working, idle] = [open(port), open(port)];
    idle.send(getText('/health'));
    await idle.read(/alive/);
    working.send(slow(600_000));
    await expect.poll(() => inside.started).toBe(1);
    void stop();
    await idle.closed;
    expect([working.socket.closed, inside.aborted]).toEqual([false, 0]);
  },
);

test.for(schemes)(
  'every request that a connection has under way is answered, over $scheme',
  async ({ certificate, open }) => {
    const { port, stop, inside } = await serve({ certificate });
    const connection = open(port);
    connection.send(held('first') + held('second'));
    await expect.poll(() => inside.started).toBe(2);
    const stopped = stop();
    inside.held.emit('second');
    // Node holds the answer of the second back, until that of the first has been sent.
    await sleep(50);
    inside.held.emit('first');
    await stopped;
    expect(await connection.closed).toMatch(/connection: keep-alive[^]*"done"[^]*connection: close[^]*"done"/i);
  },
);

const nothingAsks = () => Promise.reject(new Error('Nothing asks.'));

test('once stopping, the server is alive and not ready', async () => {
  const listener = createListener({
    graphql: nothingAsks,
    failures: nothingAsks,
    sources: nothingAsks,
    graphiql: null,
    board: null,
    logger: silent,
  });
  const stopping = {
    readMs: 1_000,
    isReady: false,
    isStopping: true,
    beginAnswer: () => Promise.resolve(),
    onStop: () => () => undefined,
  };
  const server = createServer((request, response) => void listener(request, response, stopping));
  onTestFinished(() => void server.close());
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const statusOf = async (path: string) => (await fetch(`http://127.0.0.1:${port}${path}`)).status;
  expect([await statusOf('/ready'), await statusOf('/health')]).toEqual([503, 200]);
});

test.for(schemes)(
  'what is not done within the grace is cut off and aborted, over $scheme',
  async ({ certificate, open }) => {
    const { port, stop, inside } = await serve({ certificate, graceMs: 100 });
    const connection = open(port);
    connection.send(slow(30_000));
    await expect.poll(() => inside.started).toBe(1);
    const start = performance.now();
    await stop();
    expect(performance.now() - start).toBeGreaterThan(90);
    expect(await connection.closed).toBe('');
    await expect.poll(() => inside.aborted).toBe(1);
  },
);

test.for(schemes)('killing waits for nothing, also while stopping, over $scheme', async ({ certificate, open }) => {
  const { port, stop, kill, inside } = await serve({ certificate });
  open(port).send(slow(30_000));
  await expect.poll(() => inside.started).toBe(1);
  const stopped = stop();
  await sleep(20);
  kill();
  // Without it, stopping would wait for the query, which takes as long as a test may.
  await stopped;
});

test('a port in use is told in a line', async () => {
  const { port } = await serve();
  const error = await serve({ port }).catch((failure: unknown) => failure);
  expect(error).toBeInstanceOf(ListenError);
  expect(error).toMatchObject({ code: 'EADDRINUSE', message: `port ${port} on 127.0.0.1 is in use` });
});

test('an address of another machine is told in a line', async () => {
  await expect(serve({ host: '192.0.2.1' })).rejects.toThrow('192.0.2.1 is not an address of this machine');
});

test('the address of a server on IPv6 is a URL', async () => {
  const { url } = await serve({ host: '::1' });
  expect(url).toMatch(/^http:\/\/\[::1\]:\d+$/);
  expect((await fetch(`${url}/health`)).status).toBe(200);
});
