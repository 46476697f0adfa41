import { setTimeout as pause } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { describe, expect, onTestFinished, test } from 'vitest';
import { sharedSchema } from '#src/config/shared.ts';
import type { SourceConfig } from '#src/config/source.ts';
import { SourceRate } from '#src/replicas/source-rate.ts';
import { Store } from '#src/replicas/store.ts';
import { defaultSourceLimits, type SourceLimits } from '#src/upstream/limits.ts';
import { post } from '#test/access/tenants.ts';
import { alibabaError } from '#test/discipline/faults.ts';
import { startFaultyUpstream } from '#test/faulty-upstream.ts';
import { connectTo, failureOf } from '#test/upstream/connect.ts';
import { startGateways } from './gateways.ts';
import { type StoreServer, startStoreServer, storeProgram } from './store-server.ts';

/** What one replica has of the rate of a source. On a busy machine a store may answer late, and still counts. */
async function joinRate({ url }: StoreServer, limits: Partial<SourceLimits>, timeoutMs = 2_000) {
  const store = new Store(sharedSchema.parse({ url, timeoutMs }), ['secret of the gateway'], () => undefined);
  onTestFinished(() => store.stop());
  await store.start();
  return { store, together: new SourceRate(store, 'here', { ...defaultSourceLimits, ...limits }) };
}

/** Three replicas that ask one source. */
async function startReplicas(limits: Partial<SourceLimits> = {}, timeoutMs?: number) {
  const [server, upstream] = await Promise.all([startStoreServer(), startFaultyUpstream()]);
  const replicas = await Promise.all(
    [1, 2, 3].map(async () => {
      const { store, together } = await joinRate(server, limits, timeoutMs);
      return { store, together, ...connectTo(upstream.url, { limits, rateTogether: together }) };
    }),
  );
  let asked = 0;
  /** Asks so often by each replica at once. */
  const askAll = (each: number): Promise<unknown[]> =>
    Promise.all(replicas.flatMap(({ ask }) => Array.from({ length: each }, () => ask(`all-${(asked += 1)}`))));
  /** The cut that the store knows. */
  const cut = async () => (await replicas[0]?.together.take(0, null))?.known.cut;
  return { server, upstream, replicas, askAll, cut, first: replicas[0] ?? expect.unreachable() };
}

/** The most calls that came within so many milliseconds. */
const mostWithin = (milliseconds: number, calls: readonly { readonly at: number }[]): number =>
  Math.max(...calls.map(({ at }) => calls.filter((other) => other.at >= at && other.at < at + milliseconds).length));

const throttling = (retryAfterMs?: number) =>
  alibabaError(400, 'Throttling.User', retryAfterMs === undefined ? {} : { 'x-acs-retry-after': String(retryAfterMs) });

describe.skipIf(!storeProgram)('the rate of a source', () => {
  test('is that of all gateways together', async () => {
    const [{ url: storeUrl }, { url, calls }] = await Promise.all([
      startStoreServer(),
      startFaultyUpstream({ answer: ({ query }) => ({ TaskId: query.get('TaskId'), Status: 'success' }) }),
    ]);
    const source: SourceConfig = {
      key: 'dns',
      provider: 'ALIYUN_DNS',
      endpoint: url,
      credentials: { accessKeyId: 'the-key-id', accessKeySecret: 'the-key-secret' },
      limits: { requestsPerSecond: 20 },
    };
    const gateways = await startGateways(3, storeUrl, [source]);
    const replies = await Promise.all(
      gateways.flatMap((gateway, index) =>
        Array.from({ length: 8 }, (_, nth) =>
          post(gateway, { query: `{ batchTask(source: "dns", taskId: "${index + 1}${nth}") { taskId } }` }),
        ),
      ),
    );
    expect(replies.flatMap(({ errors = [] }) => errors)).toEqual([]);
    expect(calls).toHaveLength(24);
    // Ten, two that may begin at once, and what jitter brings together.
    expect(mostWithin(500, calls)).toBeLessThanOrEqual(18);
  });

  test('costs nothing where it is not bounded', async () => {
    const { server, askAll } = await startReplicas();
    await askAll(1);
    const redis = new Redis(server.port);
    onTestFinished(() => redis.disconnect());
    const evaluations = async () => Number(/cmdstat_evalsha:calls=(\d+)/.exec(await redis.info('commandstats'))?.[1]);
    const before = await evaluations();
    await askAll(20);
    expect(await evaluations()).toBe(before);
  });

  test('is halved once, however many replicas are throttled', async () => {
    const { upstream, replicas, cut } = await startReplicas({ requestsPerSecond: 40, attempts: 1 });
    upstream.spoil(throttling());
    const failures = await Promise.all(
      replicas.flatMap(({ ask }) => [1, 2].map((nth) => failureOf(ask(`throttled-${nth}`)))),
    );
    expect(new Set(failures.map(({ code }) => code))).toEqual(new Set(['UPSTREAM_THROTTLED']));
    await expect.poll(cut).toMatchObject({ from: 20, to: 40 });
  });

  test('is cut for all as soon as one is throttled, though it had no bound', async () => {
    const { upstream, first, replicas, askAll, cut } = await startReplicas({ attempts: 1, concurrency: 100 });
    await askAll(1);
    upstream.spoil(throttling(), 1);
    await failureOf(first.ask());
    await expect.poll(cut).toMatchObject({ from: 50, to: 200 });
    await pause(200);
    upstream.calls.length = 0;
    await Promise.all(replicas.slice(1).flatMap(({ ask }) => Array.from({ length: 32 }, () => ask())));
    // Half of fifty and of what it recovers, a tenth of a second's worth at once, and what jitter brings together.
    expect(mostWithin(500, upstream.calls)).toBeLessThanOrEqual(25 + 5 + 5 + 15);
  });

  test('of what had no bound half is left of what all have asked', async () => {
    const server = await startStoreServer();
    const [one, ...others] = await Promise.all([1, 2, 3].map(() => joinRate(server, {})));
    const learnt: unknown[] = [];
    const listener = (perSecond: number) => ({
      perSecond: () => perSecond,
      learn: ({ cut }: { cut: unknown }) => learnt.push(cut),
      doubt: () => undefined,
    });
    others.forEach(({ together }, index) => together.whenNews(listener(80 - 40 * index)));
    // The connection for news may come after that for commands.
    const heard: string[] = [];
    for (const { store } of others) store.news.hear('ready', () => heard.push(store.replica));
    await expect
      .poll(() => {
        one?.store.news.publish('ready', '');
        return new Set(heard).size;
      })
      .toBe(2);
    expect(await one?.together.throttled(undefined, 120)).toMatchObject({ cut: { from: 60, to: 240 } });
    await expect.poll(async () => (await one?.together.take(0, null))?.known.cut).toMatchObject({ from: 120, to: 480 });
    expect(learnt).toHaveLength(2);
  });

  test('rests for all as long as the provider asks one', async () => {
    const { upstream, replicas, first } = await startReplicas({ attempts: 1, requestsPerSecond: 1_000 });
    upstream.spoil(throttling(1_000), 1);
    await failureOf(first.ask());
    const [throttled] = upstream.calls;
    // By then the store knows it.
    await expect.poll(async () => (await first.together.take(0, null))?.known.restMs).toBeGreaterThan(0);
    await Promise.all(replicas.map(({ ask }) => ask()));
    for (const { at } of upstream.calls.slice(1)) expect(at - (throttled?.at ?? NaN)).toBeGreaterThan(990);
    expect(upstream.calls).toHaveLength(4);
  });

  test('goes on alone without the store, and tells it what was learnt meanwhile', async () => {
    const { server, upstream, replicas, first, askAll, cut } = await startReplicas({
      attempts: 1,
      requestsPerSecond: 40,
    });
    const asking = askAll(15);
    await pause(100);
    await server.stop();
    await asking;
    await askAll(5);
    expect(upstream.calls).toHaveLength(3 * 20);

    upstream.spoil(throttling(), 1);
    await failureOf(first.ask());
    await server.start();
    await expect.poll(() => replicas.map(({ store }) => store.isJoined)).toEqual([true, true, true]);
    expect(await cut()).toBe(null);
    await first.ask();
    expect(await cut()).toMatchObject({ from: 20, to: 40 });
  });

  test('has no attempt wait for a store that is frozen', async () => {
    const { server, askAll } = await startReplicas({ requestsPerSecond: 1_000 }, 50);
    await askAll(1);
    server.freeze();
    const began = performance.now();
    await askAll(10);
    const tookMs = performance.now() - began;
    server.thaw();
    expect(tookMs).toBeLessThan(1_500);
  });

  test.for([
    { name: 'a text', write: (redis: Redis, key: string) => redis.set(key, 'no rate') },
    {
      name: 'numbers that no rate has',
      write: (redis: Redis, key: string) =>
        redis.hset(key, { from: '0', to: 'inf', since: '1e300', next: '1e300', rest: 'nan', asked: '-5' }),
    },
  ])('holds though others write $name in its place', async ({ write }) => {
    const { server, askAll, upstream, cut } = await startReplicas({ requestsPerSecond: 50 });
    await askAll(1);
    const redis = new Redis(server.port);
    onTestFinished(() => redis.disconnect());
    const [key = ''] = await redis.keys('*:rate:*');
    await write(redis, key);
    await askAll(10);
    expect(upstream.calls).toHaveLength(33);
    expect(await cut()).toBe(null);
    expect(mostWithin(1_000, upstream.calls)).toBeLessThanOrEqual(50 + 5 + 15);
    expect(await redis.pttl(key)).toBeGreaterThan(0);
  });
});
