import { connect } from 'node:net';
import { Worker } from 'node:worker_threads';
import { expect, onTestFinished, test } from 'vitest';
import { transport } from './faults.ts';
import { startFaultyUpstream } from '#test/faulty-upstream.ts';
import { ecs, lookUp, pause, startGateway } from './gateway.ts';

function post(query: string): string {
  const body = JSON.stringify({ query });
  const head = ['POST /graphql HTTP/1.1', 'host: 127.0.0.1', 'content-type: application/json'];
  return [...head, `content-length: ${Buffer.byteLength(body)}`, '', body].join('\r\n');
}

const get = (query: string): string =>
  `GET /graphql?query=${encodeURIComponent(query)} HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n`;

/** Clients in a thread of their own: each sends its request on a connection of its own and hangs up once it is sent. */
const clients = `
  const { workerData: { port, requests, sent } } = require('node:worker_threads');
  const { connect } = require('node:net');
  const one = (text) => new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(text, () => socket.destroy()));
    socket.on('close', resolve).on('error', () => undefined);
  });
  Promise.all(requests.map(one)).then(() => {
    Atomics.store(sent, 0, 1);
    Atomics.notify(sent, 0);
  });
`;

/** Blocks this process, and with it the gateway, until all clients have sent their requests and gone. */
function sendAndHangUp(url: string, requests: readonly string[]): void {
  const sent = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(clients, { eval: true, workerData: { port: Number(new URL(url).port), requests, sent } });
  onTestFinished(() => void worker.terminate());
  expect(Atomics.wait(sent, 0, 0, 20_000)).not.toBe('timed-out');
}

test.for([
  { what: 'POST', request: post },
  { what: 'GET', request: get },
])('nothing is asked for $what of clients that hung up before their requests were read', async ({ request }) => {
  const { url, calls } = await startFaultyUpstream();
  const gateway = await startGateway([ecs(url)]);
  await gateway.ask(lookUp('before'));
  const requests = Array.from({ length: 100 }, (_, index) => request(lookUp(`t-${index}`)));
  sendAndHangUp(gateway.url, requests);
  await pause(200);
  await gateway.ask(lookUp('after'));
  expect(calls.map(({ query }) => query.get('TaskIds'))).toEqual(['before', 'after']);
  expect(gateway.logged()).not.toMatch(/"level":"error"/);
});

test('the calls for all requests of a connection end with it', async () => {
  const { url, calls, spoil } = await startFaultyUpstream();
  spoil(transport.hang);
  const keys = ['ecs-1', 'ecs-2', 'ecs-3'];
  const gateway = await startGateway(keys.map((key) => ecs(url, { key })));
  const socket = connect(Number(new URL(gateway.url).port), '127.0.0.1');
  socket.write(keys.map((key) => post(lookUp('t-1', key))).join(''));
  await expect.poll(() => calls.length, { interval: 5 }).toBe(3);
  socket.destroy();
  await expect.poll(() => calls.filter(({ abortedAt }) => abortedAt === null)).toEqual([]);
  expect(calls).toHaveLength(3);
});
