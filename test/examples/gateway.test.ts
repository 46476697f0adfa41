import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { createAsk } from '../../examples/service/gateway.ts';
import { TimelineDocument } from '../../examples/service/gql/graphql.ts';

interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A server that gives these replies in turn, and the times at which it was asked. */
async function replying(...replies: Reply[]) {
  const times: number[] = [];
  const server = createServer((request, response) => {
    request.resume();
    const { status, headers = {}, body } = replies[times.length] ?? { status: 500, body: 'asked too often' };
    times.push(performance.now());
    response.writeHead(status, headers).end(body);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => void server.close());
  return { times, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql` };
}

const failure = (code: string, extensions: object = {}) =>
  JSON.stringify({ errors: [{ message: 'It failed.', extensions: { code, ...extensions } }] });

const data = { batchTasks: { nodes: [], pageInfo: { endCursor: null, hasNextPage: false }, sources: [] } };
const success: Reply = { status: 200, body: JSON.stringify({ data }) };

const ask = (url: string) => createAsk({ url, key: 'secret', attempts: 3, pauseMs: 1 })(TimelineDocument, { first: 1 });

test.for<{ what: string; reply: Reply; waitMs: number }>([
  { what: '429', reply: { status: 429, body: failure('RATE_LIMITED') }, waitMs: 0 },
  { what: '429 with Retry-After', reply: { status: 429, headers: { 'retry-after': '1' }, body: '' }, waitMs: 950 },
  { what: '503', reply: { status: 503, body: failure('OVERLOADED') }, waitMs: 0 },
  { what: 'the page of a proxy', reply: { status: 502, body: '<html>' }, waitMs: 0 },
  {
    what: 'a retryable error',
    reply: { status: 200, body: failure('DEADLINE_EXCEEDED', { retryable: true }) },
    waitMs: 0,
  },
  {
    what: 'a retryable error that says when',
    reply: { status: 200, body: failure('UPSTREAM_THROTTLED', { retryable: true, retryAfterMs: 100 }) },
    waitMs: 95,
  },
])('$what: asks again', async ({ reply, waitMs }) => {
  const { url, times } = await replying(reply, success);
  expect(await ask(url)).toEqual(data);
  expect(times).toHaveLength(2);
  expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(waitMs);
});

test.for<{ what: string; reply: Reply; message: string }>([
  {
    what: '401',
    reply: { status: 401, body: failure('UNAUTHENTICATED') },
    message: 'HTTP 401: UNAUTHENTICATED: It failed.',
  },
  {
    what: 'a bad cursor',
    reply: { status: 200, body: failure('INVALID_CURSOR') },
    message: 'HTTP 200: INVALID_CURSOR: It failed.',
  },
  { what: 'another server', reply: { status: 404, body: '<html>' }, message: 'HTTP 404: no answer of GraphQL' },
  { what: 'JSON of no shape', reply: { status: 200, body: 'null' }, message: 'HTTP 200: no answer of GraphQL' },
])('$what: fails at once', async ({ reply, message }) => {
  const { url, times } = await replying(reply, success);
  await expect(ask(url)).rejects.toThrow(message);
  expect(times).toHaveLength(1);
});

test('gives up after as many attempts as it may make', async () => {
  const busy: Reply = { status: 503, body: failure('OVERLOADED') };
  const { url, times } = await replying(busy, busy, busy, success);
  await expect(ask(url)).rejects.toThrow('HTTP 503: OVERLOADED: It failed.');
  expect(times).toHaveLength(3);
});

test('a gateway that is not there is named with the reason', async () => {
  const server = createServer();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  await expect(ask(`http://127.0.0.1:${port}/graphql`)).rejects.toThrow(/cannot be reached: ECONNREFUSED$/);
});
