import { createHash } from 'node:crypto';
import { Registry } from 'prom-client';
import { request } from 'undici';
import { expect, test } from 'vitest';
import { loadConfig } from '#src/config/load.ts';
import { createRefusalMetrics } from '#src/metrics/refusal-metrics.ts';
import { ecs, startGateway } from '#test/discipline/gateway.ts';
import { startFaultyUpstream } from '#test/faulty-upstream.ts';
import { transport } from '#test/discipline/faults.ts';
import { metrics, type Scrape, scrape } from './scrape.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

const named = 'query Board { sources { key } }';
const unnamed = '{ sources { provider } }';
const documents = {
  only: false,
  manifest: new Map([named, unnamed].map((text) => [sha256(text), text])),
};

const tokens = { board: 'token-of-board', nobody: 'token-of-nobody' };
const auth = {
  mode: 'apiKeys' as const,
  apiKeys: [{ name: 'board', sha256: sha256(tokens.board), sources: ['ecs'] }],
};
const asBoard = { authorization: `Bearer ${tokens.board}` };

async function startMetered(config: Parameters<typeof startGateway>[1] = {}) {
  const upstream = await startFaultyUpstream();
  const gateway = await startGateway([ecs(upstream.url, { limits: { attempts: 1 } })], { metrics, ...config });
  return { ...gateway, upstream, told: () => scrape(gateway.metricsUrl) };
}

test('operations count by the names of trusted documents, and all others as one', async () => {
  const { ask, told } = await startMetered({ documents });
  await ask(named);
  await ask(named);
  await ask(unnamed);
  await ask('query Mine { sources { key } }');
  await ask('query Yours { sources { region } }');
  const { samples, sum } = await told();
  const counts = samples.filter(({ name }) => name === 'taskline_operation_duration_seconds_count');
  expect(counts.map(({ labels, value }) => [labels['operation'], labels['outcome'], value])).toEqual([
    ['Board', 'OK', 2],
    [sha256(unnamed).slice(0, 12), 'OK', 1],
    ['other', 'OK', 2],
  ]);
  expect(sum('taskline_operation_cost_count', { operation: 'Board' })).toBe(2);
  expect(sum('taskline_operation_cost_sum')).toBeGreaterThan(0);
  expect(sum('taskline_operations_in_progress')).toBe(0);
});

test('an operation ends with all of its data, a part of it, none, or is refused', async () => {
  const { ask, told, upstream } = await startMetered();
  const outcomes = async () => {
    const { samples } = await told();
    const counts = samples.filter(({ name }) => name === 'taskline_operation_duration_seconds_count');
    return Object.fromEntries(counts.map(({ labels, value }) => [labels['outcome'], value]));
  };
  await ask('{ sources { key } }');
  upstream.spoil(transport.reset);
  await ask('{ sources { key } batchTask(source: "ecs", taskId: "t-1") { taskId } }');
  await ask('{ nothing }');
  await ask('{ nothing }');
  expect(await outcomes()).toEqual({ OK: 1, PARTIAL: 1, REFUSED: 2 });
});

test('operations in progress are shown while they are', async () => {
  const { ask, told, upstream } = await startMetered();
  upstream.spoil(transport.hang);
  const leaving = new AbortController();
  const asked = ask('{ batchTask(source: "ecs", taskId: "t-1") { taskId } }', {}, { signal: leaving.signal });
  const ended = asked.catch(() => undefined);
  await expect.poll(async () => (await told()).sum('taskline_operations_in_progress')).toBe(1);
  leaving.abort();
  await ended;
  await expect.poll(async () => (await told()).sum('taskline_operations_in_progress')).toBe(0);
  expect((await told()).sum('http_server_request_duration_seconds_count', { http_response_status_code: '499' })).toBe(
    1,
  );
});

test('refusals count by reason and by callers of the configuration', async () => {
  const { ask, told } = await startMetered({ auth });
  await ask('{ nothing }', asBoard);
  await ask('{', asBoard);
  await ask('{ sources { key } }', asBoard);
  await ask('{ sources { key } }');
  await ask('{ sources { key } }', { authorization: `Bearer ${tokens.nobody}` });
  await ask('{ sources { key } }', { ...asBoard, origin: 'https://elsewhere.example', 'sec-fetch-site': 'cross-site' });
  const { samples } = await told();
  const refusals = samples.filter(({ name }) => name === 'taskline_refusals_total');
  expect(refusals.map(({ labels, value }) => [labels['reason'], labels['caller'], value])).toEqual([
    ['GRAPHQL_VALIDATION_FAILED', 'key:board', 1],
    ['GRAPHQL_PARSE_FAILED', 'key:board', 1],
    ['UNAUTHENTICATED', 'none', 2],
    ['FORBIDDEN', 'none', 1],
  ]);
});

test('a caller over its rate counts as refused by its name', async () => {
  const { limits } = loadConfig({});
  const { ask, told } = await startMetered({
    auth,
    limits: { ...limits, requestsPerSecond: 1 },
  });
  await Promise.all(Array.from({ length: 10 }, () => ask('{ sources { key } }', asBoard)));
  const limited = (await told()).sum('taskline_refusals_total', { reason: 'RATE_LIMITED', caller: 'key:board' });
  expect(limited).toBeGreaterThanOrEqual(5);
});

test('a caller whom the configuration does not name counts with all others like it', async () => {
  const registry = new Registry();
  const { refused, know } = createRefusalMetrics(registry);
  know(auth);
  for (const caller of ['jwt:someone', 'jwt:other', 'key:gone', 'key:board', null]) refused('RATE_LIMITED', caller);
  const text = await registry.metrics();
  expect(text).toContain('{reason="RATE_LIMITED",caller="other"} 3');
  expect(text).toContain('{reason="RATE_LIMITED",caller="key:board"} 1');
  expect(text).toContain('{reason="RATE_LIMITED",caller="none"} 1');
  expect(text).not.toMatch(/someone|gone/);
});

test('requests count by method, route and status', async () => {
  const { url, told } = await startMetered();
  const paths = [
    '/health',
    '/health',
    '/ready',
    '/nowhere',
    '/board/a.js',
    '/graphiql/b.js',
    '/tasks/x/failures.csv',
    '/',
  ];
  for (const path of paths) await (await request(url + path)).body.dump();
  await (await request(`${url}/health`, { method: 'PUT' })).body.dump();
  const { samples } = await told();
  const counts = samples.filter(({ name }) => name === 'http_server_request_duration_seconds_count');
  const seen = counts.map(({ labels, value }) => {
    const { http_request_method, http_route, http_response_status_code } = labels;
    return `${http_request_method} ${http_route} ${http_response_status_code} ${value}`;
  });
  expect(seen).toEqual(
    expect.arrayContaining([
      'GET /health 200 2',
      'GET /ready 200 1',
      'GET other 404 1',
      'GET /board/{file} 404 1',
      'GET /graphiql/{file} 404 1',
      'GET /tasks/{id}/failures.csv 400 1',
      '_OTHER /health 405 1',
    ]),
  );
});

/** How many samples there are but those of Node: collections of garbage have a label once one of a new kind takes place. */
const ofOurs = ({ samples }: Scrape): number => samples.filter(({ name }) => !name.startsWith('nodejs_')).length;

test('no caller can make a label', async () => {
  const { url, told, ask } = await startMetered({ auth, documents });
  const strange = async (index: number): Promise<void> => {
    await ask(`query Q${index} { sources { key } }`, asBoard);
    await ask(
      `query Q${index} { a${index}: batchTask(source: "s${index}", taskId: "t-${index}") { taskId } }`,
      asBoard,
    );
    await ask('{ sources { key } }', { authorization: `Bearer token-${index}` });
    await ask(`{ field${index} }`, asBoard);
    await (await request(`${url}/path-${index}`, { headers: { host: `h${index}` } })).body.dump();
    await (await request(`${url}/tasks/${index}/failures.csv`, { headers: asBoard })).body.dump();
    await (await request(`${url}/graphql`, { method: 'PROPFIND', headers: asBoard })).body.dump();
  };
  await strange(0);
  const before = ofOurs(await told());
  for (let index = 1; index < 12; index += 1) await strange(index);
  const after = await told();
  expect(ofOurs(after)).toBe(before);
  expect(after.text).not.toMatch(/Q\d|s1\d|path-|token-|field\d/);
});
