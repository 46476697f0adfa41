import { describe, expect, test } from 'vitest';
import { defaultSourceLimits } from '#src/upstream/limits.ts';
import { arrivals } from '#test/discipline/arrivals.ts';
import { alibabaError } from '#test/discipline/faults.ts';
import { type Answer, ecs, lookUp, pause } from '#test/discipline/gateway.ts';
import { everyTask, startFaultyUpstream } from '#test/faulty-upstream.ts';
import { taskGlobalId } from '#src/request/global-id.ts';
import { bearer, sha256 } from '#test/access/tenants.ts';
import { connectStranger, keysIn, startSeveral } from './several.ts';
import { startStoreServer, storeProgram } from './store-server.ts';

const explain = { 'x-taskline-explain': '1' };

/** An ECS whose list has one task, and which has every task by its id. */
const startEcs = (latencyMs = 0) =>
  startFaultyUpstream({
    latencyMs,
    answer: (call) => {
      const { TaskSet, ...rest } = everyTask(call) as { TaskSet: { Task: object[] } };
      if (call.query.has('TaskIds')) return { ...rest, TaskSet };
      return { TotalCount: 1, PageNumber: 1, PageSize: 20, TaskSet: { Task: [listed] } };
    },
  });

const listed = {
  TaskId: 't-listed',
  TaskAction: 'ImportImage',
  TaskStatus: 'Finished',
  CreationTime: '2020-11-24T12:50Z',
  FinishedTime: '2020-11-24T12:55Z',
};

const page = '{ aliyunEcsTasks(source: "ecs") { nodes { taskId status createdAt } } }';

const times = <Result>(count: number, make: (index: number) => Result): Result[] =>
  Array.from({ length: count }, (_, index) => make(index));

const byText = (one: unknown, other: unknown): number => String(one).localeCompare(String(other));

const callsOf = ({ extensions }: Answer) => extensions?.upstream?.calls;

describe.skipIf(!storeProgram)('several gateways with a store', () => {
  test.for([
    { what: 'lookup', query: lookUp('t-1'), data: { batchTask: { taskId: 't-1', status: 'SUCCEEDED' } } },
    {
      what: 'page',
      query: page,
      data: {
        aliyunEcsTasks: { nodes: [{ taskId: 't-listed', status: 'SUCCEEDED', createdAt: '2020-11-24T12:50:00.000Z' }] },
      },
    },
  ])('300 times the same $what over three of them is one upstream call', async ({ query, data }) => {
    const [store, upstream] = [await startStoreServer(), await startEcs(300)];
    // A busy machine may take longer than a page is remembered by default.
    const gateways = await startSeveral(store.url, [ecs(upstream.url, { limits: { listMs: 60_000 } })]);
    const answers = await Promise.all(times(100, () => gateways.map(({ ask }) => ask(query))).flat());
    expect(answers).toHaveLength(300);
    for (const answer of answers) expect(answer).toEqual({ data });
    expect(upstream.calls).toHaveLength(1);
  });

  test('different lookups ask each id once, wherever it is asked for', async () => {
    const [store, upstream] = [await startStoreServer(), await startEcs(200)];
    const gateways = await startSeveral(store.url, [ecs(upstream.url)]);
    const answers = await Promise.all(
      times(40, (index) => gateways.map(({ ask }, place) => ask(lookUp(`t-${index + 10 * place}`)))).flat(),
    );
    expect(answers.filter(({ errors }) => errors)).toEqual([]);
    const asked = upstream.calls.flatMap(({ query }) => (query.get('TaskIds') ?? '').split(','));
    expect(asked.toSorted()).toEqual(times(60, (index) => `t-${index}`).toSorted());
  });

  test('what one has read another answers without a call, and says so', async () => {
    const [store, upstream] = [await startStoreServer(), await startEcs()];
    const [one, two] = await startSeveral(store.url, [ecs(upstream.url)]);
    const stranger = connectStranger(store.port);
    for (const [index, query] of [lookUp('t-1'), page].entries()) {
      const { data } = await one.ask(query, explain);
      await expect.poll(() => keysIn(stranger, 'answer')).toHaveLength(index + 1);
      const first = await two.ask(query, explain);
      expect(first.data).toEqual(data);
      expect(callsOf(first)).toMatchObject([{ operation: 'DescribeTasks', batchSize: 1, attempts: 0, from: 'MEMORY' }]);
      expect(first.extensions?.upstream?.total).toBe(0);
      // From its own memory then.
      expect((await two.ask(query)).data).toEqual(data);
    }
    expect(upstream.calls).toHaveLength(2);
    expect(await keysIn(stranger, 'lease')).toEqual([]);
  });

  test('a call that another replica makes is told to be shared', async () => {
    const [store, upstream] = [await startStoreServer(), await startEcs(300)];
    const gateways = await startSeveral(store.url, [ecs(upstream.url)]);
    const answers = await Promise.all(gateways.map(({ ask }) => ask(lookUp('t-1'), explain)));
    expect(
      answers
        .flatMap(callsOf)
        .map((call) => call?.from)
        .toSorted(byText),
    ).toEqual(['SHARED', 'SHARED', 'UPSTREAM']);
    expect(answers.map(({ extensions }) => extensions?.upstream?.total).toSorted(byText)).toEqual([0, 0, 1]);
  });

  test('a finished task lies there for its hour, others and pages for two seconds less their age', async () => {
    const [store, upstream] = [await startStoreServer(), await startEcs()];
    const [one, two] = await startSeveral(store.url, [ecs(upstream.url)]);
    const stranger = connectStranger(store.port);
    await Promise.all([one.ask(lookUp('t-1')), one.ask(lookUp('running-1')), one.ask(page)]);
    await expect.poll(() => keysIn(stranger, 'answer')).toHaveLength(3);
    const left = await Promise.all((await keysIn(stranger, 'answer')).map((key) => stranger.pttl(key)));
    const [brief = 0, other = 0, lasting = 0] = left.toSorted((a, b) => a - b);
    expect(Math.max(brief, other)).toBeLessThanOrEqual(2_000);
    expect(Math.min(brief, other)).toBeGreaterThan(0);
    expect(lasting).toBeGreaterThan(3_500_000);
    expect(lasting).toBeLessThanOrEqual(3_600_000);
    // As if these two seconds were over.
    for (const key of await keysIn(stranger, 'answer'))
      if ((await stranger.pttl(key)) <= 2_000) await stranger.del(key);
    expect(await keysIn(stranger, 'answer')).toHaveLength(1);
    const before = upstream.calls.length;
    await two.ask(lookUp('t-1'));
    expect(upstream.calls).toHaveLength(before);
    await two.ask(lookUp('running-1'));
    expect(upstream.calls).toHaveLength(before + 1);
  });

  test('what is remembered of another replica is remembered for the rest of its time', async () => {
    const [store, upstream] = [await startStoreServer(), await startEcs()];
    const config = { cursors: { keys: ['the-key-of-all-replicas'] } };
    const keeping = (finishedMs: number) => [ecs(upstream.url, { limits: { ...defaultSourceLimits, finishedMs } })];
    const [one] = await startSeveral(store.url, keeping(1_500), { config });
    const [two] = await startSeveral(store.url, keeping(3_600_000), { config });
    await one.ask(lookUp('t-1'));
    await expect.poll(() => keysIn(connectStranger(store.port), 'answer')).toHaveLength(1);
    expect((await two.ask(lookUp('t-1'), explain)).extensions?.upstream?.total).toBe(0);
    // It would keep it for an hour if it had asked for it.
    await expect.poll(async () => (await two.ask(lookUp('t-1'), explain)).extensions?.upstream?.total).toBe(1);
    expect(upstream.calls).toHaveLength(2);
  });

  test('of a batch those ids alone are asked for that no other replica has', async () => {
    const [store, upstream] = [await startStoreServer(), await startEcs()];
    const [one, two] = await startSeveral(store.url, [ecs(upstream.url)]);
    await one.ask(lookUp('t-1'));
    await expect.poll(() => keysIn(connectStranger(store.port), 'answer')).toHaveLength(1);
    const names = ['t-0', 't-1', 't-2'].map(
      (id) => `${id.replace('-', '')}: batchTask(source: "ecs", taskId: "${id}") { taskId }`,
    );
    const answer = await two.ask(`{ ${names.join(' ')} }`, explain);
    expect(answer.data).toEqual({ t0: { taskId: 't-0' }, t1: { taskId: 't-1' }, t2: { taskId: 't-2' } });
    expect(callsOf(answer)).toMatchObject([
      { batchSize: 2, attempts: 1, from: 'UPSTREAM' },
      { batchSize: 1, attempts: 0, from: 'MEMORY' },
    ]);
    expect(upstream.calls.map(({ query }) => query.get('TaskIds'))).toEqual(['t-1', 't-0,t-2']);
  });

  test('that there is no such task is an answer too', async () => {
    const store = await startStoreServer();
    const upstream = await startFaultyUpstream({ answer: () => ({ TotalCount: 0, TaskSet: { Task: [] } }) });
    const [one, two] = await startSeveral(store.url, [
      ecs(upstream.url, { limits: { ...defaultSourceLimits, absentMs: 60_000 } }),
    ]);
    expect((await one.ask(lookUp('t-none'))).data).toEqual({ batchTask: null });
    await expect.poll(() => keysIn(connectStranger(store.port), 'answer')).toHaveLength(1);
    expect(await two.ask(lookUp('t-none'))).toEqual({ data: { batchTask: null } });
    expect(upstream.calls).toHaveLength(1);
  });

  test('fresh answers are asked for by each, and are there for others', async () => {
    const [store, upstream] = [await startStoreServer(), await startEcs()];
    const [one, two, three] = await startSeveral(store.url, [ecs(upstream.url)]);
    const stranger = connectStranger(store.port);
    await one.ask(lookUp('t-1'));
    await expect.poll(() => keysIn(stranger, 'answer')).toHaveLength(1);
    await two.ask(lookUp('t-1'), { 'x-taskline-fresh': '1' });
    expect(upstream.calls).toHaveLength(2);
    await stranger.flushall();
    await two.ask(lookUp('t-1'), { 'x-taskline-fresh': '1' });
    await two.ask(page, { 'x-taskline-fresh': '1' });
    await expect.poll(() => keysIn(stranger, 'answer')).toHaveLength(2);
    expect(await keysIn(stranger, 'lease')).toEqual([]);
    await three.ask(lookUp('t-1'));
    await three.ask(page);
    expect(upstream.calls).toHaveLength(4);
  });

  test('a fresh answer is not waited for from a replica that began before', async () => {
    const [store, upstream] = [await startStoreServer(), await startEcs()];
    const [one, two] = await startSeveral(store.url, [ecs(upstream.url)]);
    const held = Promise.withResolvers<void>();
    upstream.spoil(
      (response, answer) =>
        void held.promise.then(() => response.writeHead(200, { 'content-type': 'application/json' }).end(answer)),
      1,
    );
    const first = one.ask(lookUp('t-1'));
    await expect.poll(() => upstream.calls).toHaveLength(1);
    const began = performance.now();
    const answer = await two.ask(lookUp('t-1'), { 'x-taskline-fresh': '1' });
    // Who waits in vain waits for three seconds.
    expect(performance.now() - began).toBeLessThan(2_500);
    expect(answer.errors).toBeUndefined();
    expect(upstream.calls).toHaveLength(2);
    held.resolve();
    expect((await first).errors).toBeUndefined();
  });

  test.for([
    { status: 400, code: 'InvalidParameter.Odd', told: 'UPSTREAM_REJECTED', query: page, calls: 1 },
    { status: 400, code: 'InvalidParameter.Odd', told: 'UPSTREAM_REJECTED', query: lookUp('t-1'), calls: 1 },
    { status: 503, code: 'ServiceUnavailable', told: 'UPSTREAM_UNAVAILABLE', query: page, calls: 3 },
  ])('$told is told to all who wait, and is not kept', async ({ status, code, told, query, calls }) => {
    const [store, upstream] = [await startStoreServer(), await startEcs()];
    const fault = alibabaError(status, code);
    // All have come by then, and a moment later.
    const asked = arrivals(30).then(() => pause(400));
    upstream.spoil((...given) => void asked.then(() => fault(...given)));
    const limits = { ...defaultSourceLimits, attempts: 1 };
    const gateways = await startSeveral(store.url, [ecs(upstream.url, { limits })]);
    const answers = await Promise.all(times(10, () => gateways.map(({ ask }) => ask(query))).flat());
    for (const { errors } of answers) expect(errors).toMatchObject([{ extensions: { code: told, source: 'ecs' } }]);
    expect(upstream.calls).toHaveLength(calls);
    const stranger = connectStranger(store.port);
    await expect.poll(() => keysIn(stranger, 'lease')).toEqual([]);
    expect(await keysIn(stranger, 'answer')).toEqual([]);
    upstream.heal();
    for (const { ask } of gateways) expect((await ask(query)).errors).toBeUndefined();
  });

  test('one that has opened its circuit breaker answers with what another has', async () => {
    const [store, upstream] = [await startStoreServer(), await startEcs()];
    const limits = { ...defaultSourceLimits, attempts: 1, breakerFailures: 1, breakerOpenMs: 600_000 };
    const [one, two] = await startSeveral(store.url, [ecs(upstream.url, { limits })]);
    upstream.spoil(alibabaError(503, 'ServiceUnavailable'), 1);
    expect((await two.ask(lookUp('t-0'))).errors).toHaveLength(1);
    await one.ask(lookUp('t-1'));
    await expect.poll(() => keysIn(connectStranger(store.port), 'answer')).toHaveLength(1);
    expect(await two.ask(lookUp('t-1'))).toEqual({ data: { batchTask: { taskId: 't-1', status: 'SUCCEEDED' } } });
    expect((await two.ask(lookUp('t-2'))).errors).toHaveLength(1);
  });

  test('what others have passes the same grants', async () => {
    const [store, upstream] = [await startStoreServer(), await startEcs()];
    const keys = { insider: 'key-of-the-insider-0123456789', outsider: 'key-of-the-outsider-0123456789' };
    const apiKeys = [
      { name: 'insider', sha256: sha256(keys.insider), sources: ['ecs'] },
      { name: 'outsider', sha256: sha256(keys.outsider), sources: ['other'] },
    ];
    const sources = [ecs(upstream.url), ecs(upstream.url, { key: 'other' })];
    const config = { auth: { mode: 'apiKeys' as const, apiKeys } };
    const [one, two] = await startSeveral(store.url, sources, { config });
    expect((await one.ask(lookUp('t-1'), bearer(keys.insider))).data).toEqual({
      batchTask: { taskId: 't-1', status: 'SUCCEEDED' },
    });
    const stranger = connectStranger(store.port);
    await expect.poll(() => keysIn(stranger, 'answer')).toHaveLength(1);
    const refused = await two.ask(lookUp('t-1'), bearer(keys.outsider));
    expect(refused.data).toEqual({ batchTask: null });
    expect(refused.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    expect(refused).toEqual(await two.ask(lookUp('t-unread'), bearer(keys.outsider)));
    const id = taskGlobalId('ALIYUN_ECS', 'ecs', 't-1');
    expect((await two.ask(`{ node(id: "${id}") { id } }`, bearer(keys.outsider))).data).toEqual({ node: null });
    expect((await two.ask(lookUp('t-1'), bearer(keys.insider))).errors).toBeUndefined();
    expect(upstream.calls).toHaveLength(1);
    const valueOf = async (key: string) =>
      (await stranger.type(key)) === 'hash' ? JSON.stringify(await stranger.hgetall(key)) : stranger.get(key);
    const lain = await Promise.all((await stranger.keys('*')).map(async (key) => `${key} ${await valueOf(key)}`));
    expect(lain.join()).not.toMatch(/insider|outsider|the-key|127\.0\.0\.1/);
  });

  test('replicas whose source is another share nothing of it', async () => {
    const [store, upstream] = [await startStoreServer(), await startEcs()];
    const cursors = { keys: ['the same key of all replicas'] };
    const [one] = await startSeveral(store.url, [ecs(upstream.url)], { config: { cursors } });
    const [two] = await startSeveral(store.url, [ecs(upstream.url, { region: 'cn-beijing' })], { config: { cursors } });
    await one.ask(lookUp('t-1'));
    await expect.poll(() => keysIn(connectStranger(store.port), 'answer')).toHaveLength(1);
    await two.ask(lookUp('t-1'));
    expect(upstream.calls.map(({ query }) => query.get('RegionId'))).toEqual(['cn-hangzhou', 'cn-beijing']);
  });
});
