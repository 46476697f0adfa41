import { once } from 'node:events';
import { createClient } from 'graphql-ws';
import { expect, onTestFinished, test, vi } from 'vitest';
import { WebSocket as Socket } from 'ws';
import { jwtSchema } from '#src/config/jwt.ts';
import { expected, startIssuer } from '#test/access/issuer.ts';
import { sha256 } from '#test/access/tenants.ts';
import { idOf } from './ecs-upstream.ts';
import { startLive, tasksChanged, tickMs, ticks, timelineChanged, untilListed, untilQuiet } from './gateway.ts';

const wsUrl = (url: string, path = '/graphql'): string => `${url.replace('http', 'ws')}${path}`;

function clientOf(url: string, connectionParams: Record<string, unknown> = {}) {
  const client = createClient({ url: wsUrl(url), connectionParams, retryAttempts: 0, webSocketImpl: Socket });
  onTestFinished(() => void client.dispose());
  return client;
}

test('subscriptions and queries share one connection', async () => {
  const { ecs, url } = await startLive(2, { slowestPollMs: tickMs });
  const client = clientOf(url);
  const stream = client.iterate({ query: tasksChanged, variables: { ids: [idOf('t-0')] } });
  const timeline = client.iterate({ query: timelineChanged });
  expect((await stream.next()).value).toMatchObject({
    data: { batchTasksChanged: { taskId: 't-0', status: 'RUNNING' } },
  });
  const query = client.iterate({ query: '{ sources { key } }' });
  expect([(await query.next()).value, (await query.next()).done]).toEqual([
    { data: { sources: [{ key: 'ecs' }] } },
    true,
  ]);
  const change = timeline.next();
  await untilListed(ecs);
  ecs.finish('t-0');
  expect((await stream.next()).value).toMatchObject({ data: { batchTasksChanged: { status: 'SUCCEEDED' } } });
  expect((await stream.next()).done).toBe(true);
  expect((await change).value).toMatchObject({ data: { timelineChanged: { kind: 'FINISHED' } } });
  await timeline.return?.();
  await untilQuiet(ecs);
});

test('what is wrong with an operation is an error message that names the argument, and polls nothing', async () => {
  const { ecs, url } = await startLive(1);
  const client = clientOf(url);
  for (const [payload, extensions] of [
    [
      { query: tasksChanged, variables: { ids: ['no id'] } },
      { code: 'BAD_USER_INPUT', argument: 'ids[0]' },
    ],
    [{ query: 'subscription {' }, { code: 'GRAPHQL_PARSE_FAILED' }],
    [{ query: '{ nothing }' }, { code: 'GRAPHQL_VALIDATION_FAILED' }],
    [{ query: 'query A { sources { key } } query B { sources { key } }' }, { code: 'OPERATION_RESOLUTION_FAILURE' }],
  ] as const) {
    const failure = await client
      .iterate(payload)
      .next()
      .then(
        () => null,
        (error: unknown) => error,
      );
    expect(failure).toMatchObject([{ extensions }]);
  }
  expect(ecs.calls).toHaveLength(0);
});

/** A bare socket that says what it is told, and the code by which it is closed. */
async function closedWith(url: string, messages: readonly (object | string)[]): Promise<number> {
  const socket = new Socket(wsUrl(url), 'graphql-transport-ws');
  const closed = once(socket, 'close') as Promise<[number]>;
  await once(socket, 'open');
  for (const [index, message] of messages.entries()) {
    socket.send(typeof message === 'string' ? message : JSON.stringify(message));
    // An operation is for after the acknowledgement.
    if (message === init && messages[index + 1] === subscribe) await once(socket, 'message');
  }
  return (await closed)[0];
}

const init = { type: 'connection_init' };
const subscribe = { id: '1', type: 'subscribe', payload: { query: timelineChanged } };

test.for([
  { case: 'a subscription before the init', messages: [subscribe], code: 4401 },
  { case: 'two inits', messages: [init, init], code: 4429 },
  { case: 'a message of no type', messages: [{ type: 'nothing' }], code: 4400 },
  { case: 'no JSON', messages: ['{'], code: 4400 },
  { case: 'a subscription without a query', messages: [init, { id: '1', type: 'subscribe', payload: {} }], code: 4400 },
  { case: 'the same id twice', messages: [init, subscribe, subscribe], code: 4409 },
  { case: 'a frame of more than a megabyte', messages: ['x'.repeat(1_000_001)], code: 1009 },
])('$case closes the connection with $code', async ({ messages, code }) => {
  const { url, logged } = await startLive(1);
  expect(await closedWith(url, messages)).toBe(code);
  expect(logged()).not.toContain('error');
});

test('no init closes the connection with 4408, after three seconds', async () => {
  const { url, logged } = await startLive(1);
  const socket = new Socket(wsUrl(url), 'graphql-transport-ws');
  const closed = once(socket, 'close') as Promise<[number]>;
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  await once(socket, 'open');
  vi.advanceTimersByTime(2_900);
  // By then the answer to a ping has come.
  socket.ping();
  await once(socket, 'pong');
  expect(socket.readyState).toBe(Socket.OPEN);
  vi.advanceTimersByTime(200);
  expect((await closed)[0]).toBe(4408);
  expect(logged()).not.toContain('error');
});

test.for([
  { case: 'another path', path: '/other', headers: {}, status: 404 },
  { case: 'a page of another origin', path: '/graphql', headers: { origin: 'https://evil.example' }, status: 403 },
])('$case gets no WebSocket', async ({ path, headers, status }) => {
  const { url } = await startLive(1);
  const socket = new Socket(wsUrl(url, path), 'graphql-transport-ws', { headers });
  const [, response] = (await once(socket, 'unexpected-response')) as [unknown, { statusCode: number; resume(): void }];
  response.resume();
  expect(response.statusCode).toBe(status);
});

test('a Host that another site can have is refused as it is over HTTP', async () => {
  const { url } = await startLive(1);
  const socket = new Socket(wsUrl(url), 'graphql-transport-ws', { headers: { host: 'evil.example' } });
  const closed = once(socket, 'close') as Promise<[number]>;
  await once(socket, 'open');
  socket.send(JSON.stringify(init));
  expect((await closed)[0]).toBe(4403);
});

const keys = { board: 'a-key-of-twenty-signs', desk: 'another-key-of-twenty' };

test('a token comes in a header or in the payload of the init; without a good one nobody is let in', async () => {
  const apiKeys = [{ name: 'board', sha256: sha256(keys.board), sources: ['*'] }];
  const { url } = await startLive(1, { config: { auth: { mode: 'apiKeys', apiKeys } } });
  const byPayload = clientOf(url, { authorization: `Bearer ${keys.board}` }).iterate({ query: '{ sources { key } }' });
  expect((await byPayload.next()).value).toEqual({ data: { sources: [{ key: 'ecs' }] } });
  for (const params of [{}, { authorization: 'Bearer nothing-of-the-sort' }, { authorization: 7 }]) {
    const refused = clientOf(url, params).iterate({ query: '{ sources { key } }' }).next();
    expect(
      await refused.then(
        () => null,
        (error: unknown) => error,
      ),
    ).toMatchObject({ code: 4403 });
  }
  const socket = new Socket(wsUrl(url), 'graphql-transport-ws', { headers: { authorization: `Bearer ${keys.board}` } });
  await once(socket, 'open');
  socket.send(JSON.stringify(init));
  const [answer] = (await once(socket, 'message')) as [Buffer];
  expect(JSON.parse(answer.toString())).toEqual({ type: 'connection_ack' });
  socket.terminate();
});

test('a token that ends closes a WebSocket with 4403, and a stream of events with an error', async () => {
  const issuer = await startIssuer();
  const jwt = jwtSchema.parse({ ...expected, jwksUrl: issuer.url.href });
  const { url, subscribe: open, logged } = await startLive(1, { config: { auth: { mode: 'jwt', jwt } } });
  // It is good for five seconds more than it says: the clocks of two machines differ.
  const token = await issuer.token({ exp: Math.floor(Date.now() / 1_000) - 2 });
  const stream = await open(timelineChanged, {}, { authorization: `Bearer ${token}` });
  const client = clientOf(url, { authorization: `Bearer ${token}` });
  const watched = client.iterate({ query: timelineChanged }).next();
  expect(
    await watched.then(
      () => null,
      (error: unknown) => error,
    ),
  ).toMatchObject({ code: 4403 });
  expect((await stream.next())?.data?.errors?.[0]?.extensions).toMatchObject({ code: 'UNAUTHENTICATED' });
  expect([(await stream.next())?.name, await stream.next()]).toEqual(['complete', null]);
  expect(logged().match(/A token has ended/g)).toHaveLength(2);
  expect(logged()).not.toContain(token);
});

test('once the server stops, connections are closed so that their clients come again', async () => {
  const { url, stop, subscribe: open } = await startLive(1);
  const stream = await open(timelineChanged);
  const socket = new Socket(wsUrl(url), 'graphql-transport-ws');
  const closed = once(socket, 'close') as Promise<[number]>;
  await once(socket, 'open');
  socket.send(JSON.stringify(init));
  await ticks(1);
  const began = performance.now();
  await stop();
  expect([(await closed)[0], await stream.next(), performance.now() - began < 9_000]).toEqual([1012, null, true]);
});
