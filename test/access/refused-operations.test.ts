import { createHash } from 'node:crypto';
import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { createClient } from 'graphql-ws';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { CallerRates } from '#src/access/caller-rates.ts';
import { anonymousWithAllSources } from '#src/access/identity.ts';
import { createRefusedOperations, type RefusedOperations } from '#src/access/refused-operations.ts';
import { StandingCallers } from '#src/access/standing-callers.ts';
import { loadConfig } from '#src/config/load.ts';
import { createGateway } from '#src/gateway.ts';
import { RunningOperations } from '#src/limits/running-operations.ts';
import { createCursorCodec } from '#src/pagination/index.ts';
import { ProcessorTurns } from '#src/platform/processor-turns.ts';
import { metrics, scrape } from '#test/metrics/scrape.ts';
import { startTestTaskline } from '#test/taskline.ts';
import { bearer, post, startTenants, tenants } from './tenants.ts';

const linesIn = (logged: string): Record<string, unknown>[] =>
  logged
    .split('\n')
    .filter((line) => line.includes('An operation was refused.'))
    .map((line) => JSON.parse(line) as Record<string, unknown>);

test('whose operation is refused is logged with the code, once a minute, and nothing of the operation', async () => {
  const limits = { ...loadConfig({}).limits, cost: 500, requestsPerSecond: 8 };
  const { url, as, logged } = await startTenants({ limits });
  await as('board', '{ secretField }');
  await as('board', '{ anotherSecret }');
  await as('board', '{ batchTasks(first: 500) { nodes { id } } }');
  await as('desk', 'query($secret: Int!) { sources { key } }');
  await post(url, { query: '{ sources { key } }' }, { ...bearer(tenants.desk.key), origin: 'https://secret.example' });
  // What fails while it is executed was not refused.
  await as('desk', '{ aliyunDnsBatchTask(source: "secret", taskId: "1") { status } }');
  const line = { level: 'warn', count: 1 };
  expect(linesIn(logged())).toMatchObject([
    { ...line, caller: 'key:board', code: 'GRAPHQL_VALIDATION_FAILED' },
    { ...line, caller: 'key:board', code: 'QUERY_TOO_COMPLEX' },
    { ...line, caller: 'key:desk', code: 'GRAPHQL_VALIDATION_FAILED' },
    { ...line, caller: null, code: 'FORBIDDEN' },
  ]);
  await Promise.all(Array.from({ length: 20 }, () => as('desk', '{ sources { key } }')));
  expect(linesIn(logged()).slice(4)).toMatchObject([{ ...line, caller: 'key:desk', code: 'RATE_LIMITED' }]);
  expect(logged()).not.toMatch(/secret/i);
});

test('the log and the metrics hear of the same refusals by the door; a refused token has a line of its own', async () => {
  const limits = { ...loadConfig({}).limits, requestsPerSecond: 1 };
  const { url, metricsUrl, as, logged } = await startTenants({ limits, metrics });
  await post(url, { query: '{ sources { key } }' }, { ...bearer(tenants.desk.key), origin: 'https://other.example' });
  await post(url, { query: '{ sources { key } }' }, bearer('guessed-key-123'));
  await Promise.all(Array.from({ length: 10 }, () => as('desk', '{ sources { key } }')));
  const { samples } = await scrape(metricsUrl);
  const counted = samples.filter(({ name }) => name === 'taskline_refusals_total').map(({ labels }) => labels);
  expect(counted).toEqual([
    { reason: 'FORBIDDEN', caller: 'none' },
    { reason: 'UNAUTHENTICATED', caller: 'none' },
    { reason: 'RATE_LIMITED', caller: 'key:desk' },
  ]);
  expect(linesIn(logged())).toMatchObject([
    { code: 'FORBIDDEN', caller: null },
    { code: 'RATE_LIMITED', caller: 'key:desk' },
  ]);
  expect(logged().match(/A token was refused\./g)).toHaveLength(1);
});

const hash = createHash('sha256').update('{ sources { key } }').digest('hex');
const persisted = (sha256Hash: string) => ({ persistedQuery: { version: 1, sha256Hash } });

/** Requests that the engine refuses, each by another step, and the code of each. */
const refusals: readonly (readonly [body: object, code: string])[] = [
  [{ query: '{' }, 'GRAPHQL_PARSE_FAILED'],
  [{ query: '{ nothing }' }, 'GRAPHQL_VALIDATION_FAILED'],
  [{ query: '{ batchTasks(first: 500) { nodes { id } } }' }, 'QUERY_TOO_COMPLEX'],
  [{ extensions: persisted(hash) }, 'PERSISTED_QUERY_NOT_FOUND'],
  [{ query: '{ __typename }', extensions: persisted(hash) }, 'BAD_REQUEST'],
];

test.for(['POST', 'GET'])('the log and the metrics hear of the same refusals by the engine, by %s', async (method) => {
  const limits = { ...loadConfig({}).limits, cost: 500 };
  const { url, metricsUrl, logged } = await startTenants({ limits, metrics });
  const headers = bearer(tenants.board.key);
  for (const [body] of [...refusals, ...refusals]) {
    const asked = Object.entries(body).map(([name, value]): [string, string] => [
      name,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]);
    if (method === 'POST') await post(url, body, headers);
    else await fetch(`${url}/graphql?${new URLSearchParams(asked)}`, { headers });
  }
  const { samples } = await scrape(metricsUrl);
  const counted = samples.filter(({ name }) => name === 'taskline_refusals_total');
  const caller = 'key:board';
  expect(counted.map(({ labels, value }) => [labels, value])).toEqual(
    refusals.map(([, reason]) => [{ reason, caller }, 2]),
  );
  // The second of each waits for the next minute.
  expect(linesIn(logged())).toMatchObject(refusals.map(([, code]) => ({ code, caller, count: 1 })));
});

test('over a WebSocket they hear of them too', async () => {
  const { url, metricsUrl, logged } = await startTenants({ metrics });
  const client = createClient({
    url: `${url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: bearer(tenants.board.key),
  });
  onTestFinished(() => void client.dispose());
  for (const [body, code] of [refusals[1], refusals[4]] as typeof refusals) {
    const ended = new Promise((resolve) => {
      client.subscribe(body as { query: string }, { next: resolve, error: resolve, complete: () => resolve(null) });
    });
    expect(JSON.stringify(await ended)).toContain(code);
  }
  const { samples } = await scrape(metricsUrl);
  const counted = samples.filter(({ name }) => name === 'taskline_refusals_total');
  const codes = ['GRAPHQL_VALIDATION_FAILED', 'BAD_REQUEST'];
  const caller = 'key:board';
  expect(counted.map(({ labels, value }) => [labels, value])).toEqual(codes.map((reason) => [{ reason, caller }, 1]));
  expect(linesIn(logged())).toMatchObject(codes.map((code) => ({ code, caller, count: 1 })));
});

test.for([false, true])('of one whose client has left nobody has been refused: %s', async (hasLeft) => {
  const config = loadConfig({});
  const told: unknown[] = [];
  const { engine } = createGateway({
    ...config,
    documents: null,
    standing: new StandingCallers(),
    running: new RunningOperations(config.limits),
    subscribed: new RunningOperations(config.limits),
    turns: new ProcessorTurns(),
    rates: new CallerRates(config.limits),
    cursors: createCursorCodec(['a key of sixteen characters']),
    hideSuggestions: true,
    report: () => undefined,
    tokenEnded: () => undefined,
    tellRefusal: (reason, caller) => told.push([reason, caller]),
  });
  const incoming = new IncomingMessage(new Socket());
  if (hasLeft) incoming.socket.destroy();
  const identity = { ...anonymousWithAllSources(new Map()), name: 'key:board' };
  const parameters = { query: '{ nothing }', operationName: null, variables: null };
  const { errors } = await engine.answer(parameters, { identity, incoming, outgoing: new ServerResponse(incoming) }, 0);
  expect(errors).toHaveLength(1);
  expect(told).toEqual(hasLeft ? [] : [['GRAPHQL_VALIDATION_FAILED', 'key:board']]);
});

test('what is executed is not logged', async () => {
  const { askText, logged } = await startTestTaskline();
  expect((await askText('{ sources { key } }')).errors).toBeUndefined();
  expect(linesIn(logged())).toEqual([]);
});

test('however many callers are refused, lines are bounded, and what is not written is counted', () => {
  const lines: RefusedOperations[] = [];
  let time = 0;
  const refuse = createRefusedOperations(
    (line) => lines.push(line),
    () => time,
  );
  for (let caller = 0; caller < 500; caller += 1) refuse(`jwt:${caller}`, 'FORBIDDEN');
  expect(lines).toHaveLength(100);
  time = 60_000;
  refuse('jwt:0', 'FORBIDDEN');
  refuse('jwt:499', 'FORBIDDEN');
  expect(lines.slice(100)).toEqual([
    { caller: 'jwt:0', code: 'FORBIDDEN', count: 1 },
    { caller: 'jwt:499', code: 'FORBIDDEN', count: 2 },
  ]);
});
