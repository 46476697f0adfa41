import { createClient } from 'graphql-ws';
import { expect, test } from 'vitest';
import { WebSocket as Socket } from 'ws';
import { logSchema } from '#src/config/log.ts';
import { bearer, type Headings, startTenants, tenants } from '#test/access/tenants.ts';
import { pageAt } from '#test/docs/markdown.ts';
import { startTestTaskline } from '#test/taskline.ts';

const on = { log: logSchema.parse({ access: true }) };

const linesIn = (logged: string): Record<string, unknown>[] =>
  logged
    .split('\n')
    .filter((line) => line.includes('A request was answered.'))
    .map((line) => JSON.parse(line) as Record<string, unknown>);

const send = (url: string, body: object | string, headers: Headings = {}): Promise<Response> =>
  fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...bearer(tenants.board.key), ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

test('each request has a line: who asked what, how it ended, and what it took', async () => {
  const { url, logged, sent } = await startTenants(on);
  const query = 'query Dns($id: String!) { a: aliyunDnsBatchTask(source: "aliyun-dns", taskId: $id) { status } }';
  const own = { 'x-request-id': 'mine-1' };
  await (await send(url, { query, variables: { id: '123456' } }, own)).text();
  await (await send(url, { query, variables: { id: '123456' } }, own)).text();
  const calls = sent().length;
  const line = { level: 'info', requestId: 'mine-1', method: 'POST', path: '/graphql', status: 200 };
  const asked = { caller: 'key:board', operation: 'Dns', cost: expect.any(Number), ms: expect.any(Number) };
  expect(linesIn(logged())).toMatchObject([
    { ...line, ...asked, upstreamCalls: calls },
    // From the cache.
    { ...line, ...asked, upstreamCalls: 0 },
  ]);
  expect(calls).toBeGreaterThan(0);
  expect(linesIn(logged())[0]?.cost).toBeGreaterThan(0);
});

test('a line has the members that docs/operators.md has in a table, and no other', async () => {
  const { text } = pageAt('docs/operators.md');
  const [, table = ''] = /^\| member \| meaning \|\n([^]*?)\n\n/m.exec(text) ?? [];
  const told = Array.from(table.matchAll(/^\| ([\w, ]+) \|/gm), ([, names = '']) => names.split(', ')).flat();
  const { url, logged } = await startTenants(on);
  await (await send(url, { query: 'query Keys { sources { key } }' })).text();
  const { level: _, time: __, msg: ___, ...members } = linesIn(logged())[0] ?? {};
  // There are no traces here.
  expect(Object.keys(members).toSorted()).toEqual(told.filter((name) => name !== 'traceId').toSorted());
});

test('a call that several requests share is counted once', async () => {
  const { url, logged, sent, spoil } = await startTenants(on);
  await spoil({ provider: 'ALIYUN_ECS', kind: 'latency', delayMs: 500 });
  const query = '{ batchTasks(first: 5, filter: { providers: [ALIYUN_ECS] }) { nodes { taskId } } }';
  await Promise.all(Array.from({ length: 5 }, async () => (await send(url, { query })).text()));
  const counts = linesIn(logged()).map(({ upstreamCalls }) => Number(upstreamCalls));
  expect(counts).toHaveLength(5);
  expect(sent().length).toBeGreaterThan(0);
  expect(counts.reduce((sum, count) => sum + count)).toBe(sent().length);
});

test('so have those that are refused, with an unknown caller or without an operation', async () => {
  const { url, logged } = await startTenants(on);
  await (await send(url, '{')).text();
  await (await send(url, { query: '{ nothing }' })).text();
  await (await send(url, { query: '{ sources { key } }' }, bearer('guessed-key-123'))).text();
  await (await fetch(`${url}/private/path?token=abc`)).text();
  expect(linesIn(logged())).toMatchObject([
    { status: 400, caller: 'key:board', operation: null, cost: 0, upstreamCalls: 0 },
    { status: 200, caller: 'key:board', operation: null, cost: 0 },
    { status: 401, caller: null, operation: null, cost: 0 },
    { status: 404, path: 'other', caller: null },
  ]);
});

test('a line holds no token, no variable, no path or name that is not ours', async () => {
  const { url, logged } = await startTenants(on);
  const variables = { id: 'secret-variable' };
  const query = 'query($id: ID!) { node(id: $id) { id } }';
  await (await send(url, { query, variables }, { 'x-request-id': 'secret "id"' })).text();
  await (await fetch(`${url}/graphql?query={secret(a:"secret")}`, { headers: bearer(tenants.board.key) })).text();
  await (await fetch(`${url}/tasks/secret-task/failures.csv`, { headers: bearer(tenants.board.key) })).text();
  expect(linesIn(logged()).map(({ path }) => path)).toEqual(['/graphql', '/graphql', '/tasks/{id}/failures.csv']);
  expect(logged()).not.toMatch(/secret|board-key|Bearer/);
});

test('probes have no line, and by default no request has', async () => {
  const { url, logged } = await startTenants(on);
  for (const path of ['/health', '/ready']) await (await fetch(url + path)).text();
  expect(linesIn(logged())).toEqual([]);
  const quiet = await startTestTaskline();
  await quiet.askText('{ sources { key } }');
  expect(linesIn(quiet.logged())).toEqual([]);
});

test('events have their line once they end, and operations over a WebSocket one each', async () => {
  const { url, logged } = await startTenants(on);
  const query = 'query Keys { sources { key } }';
  await (await send(url, { query }, { accept: 'text/event-stream' })).text();
  const headers = { ...bearer(tenants.desk.key), 'x-request-id': 'socket-1' };
  let shown: string | undefined;
  class Identified extends Socket {
    constructor(address: string, protocols: string[]) {
      super(address, protocols, { headers });
      this.once('upgrade', (response) => (shown = String(response.headers['x-request-id'])));
    }
  }
  const client = createClient({
    url: `${url.replace('http', 'ws')}/graphql`,
    retryAttempts: 0,
    webSocketImpl: Identified,
  });
  for (const operationName of ['One', 'Two']) {
    for await (const result of client.iterate({
      query: 'query One { sources { key } } query Two { sources { key } }',
      operationName,
    }))
      expect(result.errors).toBeUndefined();
  }
  await expect
    .poll(() => linesIn(logged()))
    .toMatchObject([
      { status: 200, caller: 'key:board', operation: 'Keys' },
      { status: 101, caller: 'key:desk', operation: 'One', requestId: 'socket-1' },
      { status: 101, caller: 'key:desk', operation: 'Two', requestId: 'socket-1' },
    ]);
  expect(shown).toBe('socket-1');
  await client.dispose();
});
