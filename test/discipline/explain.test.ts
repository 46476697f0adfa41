import { createClient } from 'graphql-ws';
import { expect, onTestFinished, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { startFaultyUpstream } from '#test/faulty-upstream.ts';
import { idOf } from '#test/live/ecs-upstream.ts';
import { openStream } from '#test/live/event-stream.ts';
import { alibabaError } from './faults.ts';
import { ecs, lookUp, startGateway } from './gateway.ts';

const explain = { 'x-taskline-explain': '1' };
const plan = { 'x-taskline-explain': 'plan' };
const three =
  '{ a: batchTask(source: "ecs", taskId: "t-1") { taskId } b: batchTask(source: "ecs", taskId: "t-2") { taskId } c: batchTask(source: "ecs", taskId: "t-1") { status } }';

test('a request is told of its calls, their attempts, and of what was remembered', async () => {
  const { url, spoil } = await startFaultyUpstream();
  spoil(alibabaError(503, 'ServiceUnavailable'), 1);
  const { ask } = await startGateway([ecs(url)]);
  const call = { source: 'ecs', operation: 'DescribeTasks' };
  expect((await ask(three, explain)).extensions?.upstream).toEqual({
    calls: [{ ...call, batchSize: 2, attempts: 2, milliseconds: expect.any(Number), from: 'UPSTREAM' }],
    total: 1,
  });
  expect((await ask(lookUp('t-1'), explain)).extensions?.upstream).toEqual({
    calls: [{ ...call, batchSize: 1, attempts: 0, milliseconds: 0, from: 'MEMORY' }],
    total: 0,
  });
});

test('of requests that share a call, one made it', async () => {
  const { url } = await startFaultyUpstream({ latencyMs: 100 });
  const { ask } = await startGateway([ecs(url)]);
  const answers = await Promise.all([
    ask(lookUp('t-1'), explain),
    ask(lookUp('t-1'), explain),
    ask(lookUp('t-1'), explain),
  ]);
  const told = answers.map(({ extensions }) => extensions?.upstream);
  const origins = told.flatMap((one) => one?.calls.map(({ from }) => from) ?? []);
  expect(origins).toHaveLength(3);
  expect(origins.filter((from) => from === 'UPSTREAM')).toHaveLength(1);
  expect(origins.filter((from) => from === 'SHARED')).toHaveLength(2);
  expect(told.reduce((total, one) => total + (one?.total ?? NaN), 0)).toBe(1);
});

test('a failed request is explained as well', async () => {
  const { url, spoil } = await startFaultyUpstream();
  spoil(alibabaError(403, 'Forbidden.RAM'));
  const { ask } = await startGateway([ecs(url)]);
  const { errors, extensions } = await ask(lookUp('t-1'), explain);
  expect(errors).toHaveLength(1);
  expect(extensions?.upstream).toMatchObject({ calls: [{ attempts: 1, from: 'UPSTREAM' }], total: 1 });
});

test('a plan tells the calls of a cold start and makes none', async () => {
  const { url, calls } = await startFaultyUpstream();
  const { ask } = await startGateway([ecs(url)]);
  await ask(lookUp('t-1'));
  const answer = await ask(three, plan);
  expect(answer).toEqual({
    data: null,
    extensions: {
      upstream: { plan: true, calls: [{ source: 'ecs', operation: 'DescribeTasks', batchSize: 2 }], total: 1 },
    },
  });
  const list = await ask('{ batchTasks(first: 3) { nodes { taskId } } }', plan);
  expect(list.extensions?.upstream).toMatchObject({ plan: true, calls: [{ operation: 'DescribeTasks' }], total: 1 });
  expect(calls).toHaveLength(1);
});

test('a plan holds what needs no answer first: all ids in their calls, and no source that a page may not reach', async () => {
  const { url, calls } = await startFaultyUpstream();
  const dns = { ...ecs(url), key: 'dns', provider: 'ALIYUN_DNS', region: undefined } as const;
  const { ask } = await startGateway([ecs(url), dns]);
  const lookUps = Array.from(
    { length: 250 },
    (_, index) => `a${index}: batchTask(source: "ecs", taskId: "t-${index}") { taskId }`,
  );
  const batches = (await ask(`{ ${lookUps.join(' ')} }`, plan)).extensions?.upstream;
  expect(batches?.calls.map(({ batchSize }) => batchSize)).toEqual([100, 100, 50]);
  const timeline = (await ask('{ batchTasks(first: 3) { nodes { taskId } } }', plan)).extensions?.upstream;
  expect(timeline?.calls).toEqual([{ source: 'ecs', operation: 'DescribeTasks', batchSize: 1 }]);
  expect(calls).toHaveLength(0);
});

test('a plan of a wait for a task has its look-up, and does not wait', async () => {
  const { url, calls } = await startFaultyUpstream();
  const { ask } = await startGateway([ecs(url)]);
  const began = performance.now();
  const { data, extensions } = await ask(
    `{ awaitBatchTask(id: "${idOf('t-1')}", timeoutSeconds: 55) { status } }`,
    plan,
  );
  expect(data).toBeNull();
  expect(extensions?.upstream).toEqual({
    plan: true,
    calls: [{ source: 'ecs', operation: 'DescribeTasks', batchSize: 1 }],
    total: 1,
  });
  expect(performance.now() - began).toBeLessThan(30_000);
  expect(calls).toHaveLength(0);
});

test("a plan tells of the query's own mistakes", async () => {
  const { url } = await startFaultyUpstream();
  const { ask } = await startGateway([ecs(url)]);
  const { data, errors } = await ask(lookUp('t-1', 'nowhere'), plan);
  expect(data).toBeNull();
  expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
});

test('nobody is told where the configuration does not allow it, or who did not ask', async () => {
  const { url } = await startFaultyUpstream();
  const [open, closed] = [await startGateway([ecs(url)]), await startGateway([ecs(url)], { explain: false })];
  expect((await open.ask(lookUp('t-1'))).extensions).toBeUndefined();
  expect(await closed.ask(lookUp('t-1'), explain)).toEqual({
    data: { batchTask: { taskId: 't-1', status: 'SUCCEEDED' } },
  });
});

test.for(['plan', 'PLAN', ' Plan ', 'plan, plan', '1, plan'])(
  'a plan, asked for as "%s", is never carried out instead',
  async (word) => {
    const { url, calls } = await startFaultyUpstream();
    const [open, closed] = [await startGateway([ecs(url)]), await startGateway([ecs(url)], { explain: false })];
    const headers = { 'x-taskline-explain': word };
    expect((await open.ask(lookUp('t-1'), headers)).extensions?.upstream?.plan).toBe(true);
    const refused = await closed.ask(lookUp('t-1'), headers);
    expect(refused.errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    expect(refused.data).toBeUndefined();
    const get = await fetch(`${closed.url}/graphql?query=${encodeURIComponent(lookUp('t-1'))}`, { headers });
    expect(get.status).toBe(403);
    expect(calls).toHaveLength(0);
  },
);

/** What a subscription is refused with over a WebSocket whose handshake asks for a plan; null where it is begun. */
async function refusedBySocket(url: string, query: string): Promise<unknown> {
  class Planning extends WebSocket {
    constructor(address: string, protocol: string) {
      super(address, protocol, { headers: plan });
    }
  }
  const client = createClient({ url: url.replace('http', 'ws'), retryAttempts: 0, webSocketImpl: Planning });
  onTestFinished(() => void client.dispose());
  return client
    .iterate({ query })
    .next()
    .catch((error: unknown) => error);
}

test.for([
  { field: 'timelineChanged { kind }', isAllowed: true, code: 'BAD_REQUEST' },
  { field: 'timelineChanged { kind }', isAllowed: false, code: 'FORBIDDEN' },
  { field: `batchTasksChanged(ids: ["${idOf('t-1')}"]) { id }`, isAllowed: true, code: 'BAD_REQUEST' },
  { field: `batchTasksChanged(ids: ["${idOf('t-1')}"]) { id }`, isAllowed: false, code: 'FORBIDDEN' },
])('a subscription is not carried out in place of a plan: $field, $code', async ({ field, isAllowed, code }) => {
  const { url, calls } = await startFaultyUpstream();
  const gateway = await startGateway([ecs(url)], { explain: isAllowed });
  const query = `subscription { ${field} }`;
  const { next } = await openStream(gateway.url, query, {}, plan);
  expect((await next())?.data).toMatchObject({ errors: [{ extensions: { code } }] });
  expect((await next())?.name).toBe('complete');
  expect(await refusedBySocket(`${gateway.url}/graphql`, query)).toMatchObject([{ extensions: { code } }]);
  expect(calls).toHaveLength(0);
});

test('calls that were never sent are listed, and not counted: the breaker is open', async () => {
  const { url, spoil, calls } = await startFaultyUpstream();
  spoil(alibabaError(503, 'ServiceUnavailable'));
  const { ask } = await startGateway([ecs(url, { limits: { attempts: 1, breakerFailures: 1 } })]);
  expect((await ask(lookUp('t-1'), explain)).extensions?.upstream).toMatchObject({ total: 1 });
  const { errors, extensions } = await ask(lookUp('t-2'), explain);
  expect(errors).toHaveLength(1);
  expect(extensions?.upstream).toMatchObject({ calls: [{ attempts: 0, from: 'UPSTREAM' }], total: 0 });
  expect(calls).toHaveLength(1);
});

test('calls that were never sent are listed, and not counted: the queue is full', async () => {
  const { url, calls } = await startFaultyUpstream();
  const { ask } = await startGateway([
    ecs(url, { key: 'polardb', provider: 'ALIYUN_POLARDB', limits: { concurrency: 1, queue: 1 } }),
  ]);
  const lookUps = [1, 2, 3, 4].map((id) => `a${id}: batchTask(source: "polardb", taskId: "t-${id}") { taskId }`);
  const { extensions } = await ask(`{ ${lookUps.join(' ')} }`, explain);
  const { total, calls: told } = extensions?.upstream ?? {};
  expect(told).toHaveLength(4);
  expect(total).toBe(calls.length);
  expect(told?.filter(({ attempts }) => attempts === 0)).toHaveLength(4 - calls.length);
  expect(calls.length).toBeLessThan(4);
});

test('calls that were never sent are listed, and not counted: there are no credentials', async () => {
  const { url, calls } = await startFaultyUpstream();
  vi.stubEnv('HOME', '/nowhere');
  vi.stubEnv('ALIBABA_CLOUD_ECS_METADATA_DISABLED', 'true');
  onTestFinished(() => void vi.unstubAllEnvs());
  const { ask } = await startGateway([ecs(url, { credentials: { chain: 'default' } })]);
  const { errors, extensions } = await ask(lookUp('t-1'), explain);
  expect(errors).toMatchObject([{ extensions: { code: 'UPSTREAM_DENIED' } }]);
  expect(extensions?.upstream).toMatchObject({ calls: [{ attempts: 0 }], total: 0 });
  expect(calls).toHaveLength(0);
});
