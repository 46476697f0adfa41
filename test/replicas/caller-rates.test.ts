import { setTimeout as pause } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { loadConfig } from '#src/config/load.ts';
import { RateLimiter } from '#src/access/rate-limit.ts';
import { SharedRequests } from '#src/access/shared-requests.ts';
import { sharedSchema } from '#src/config/shared.ts';
import { CallerRequests } from '#src/replicas/caller-requests.ts';
import { Store } from '#src/replicas/store.ts';
import { sandboxSources } from '#src/sandbox/sources.ts';
import { bearer, post, sha256 } from '#test/access/tenants.ts';
import { startGateways } from './gateways.ts';
import { startStoreServer, storeProgram } from './store-server.ts';

const token = 'nightly-key-0123456789';
const callers = ['nightly', 'other'];

/** Three gateways whose callers may send 20 requests a second each. */
async function startLimited(timeoutMs?: number) {
  const store = await startStoreServer();
  const { limits } = loadConfig({ PORT: '0' });
  const apiKeys = callers.map((name) => ({ name, sha256: sha256(`${token}-${name}`), sources: ['*'] }));
  const urls = await startGateways(3, store.url, sandboxSources('http://127.0.0.1:9'), {
    auth: { mode: 'apiKeys', apiKeys },
    limits: { ...limits, requestsPerSecond: 20 },
    ...(timeoutMs !== undefined && { timeoutMs }),
  });
  /** Sends so many requests to each gateway at once; the statuses, and how long it took in seconds. */
  const burst = async (each: number, caller = 'nightly') => {
    const began = performance.now();
    const replies = await Promise.all(
      urls.flatMap((url) =>
        Array.from({ length: each }, () => post(url, { query: '{ __typename }' }, bearer(`${token}-${caller}`))),
      ),
    );
    const admitted = replies.filter(({ status }) => status === 200);
    const refused = replies.filter(({ status }) => status === 429);
    expect(admitted.length + refused.length).toBe(3 * each);
    return { admitted: admitted.length, refused, seconds: (performance.now() - began) / 1_000 };
  };
  return { store, burst };
}

describe.skipIf(!storeProgram)('the requests of a caller', () => {
  test('are counted for all replicas together', async () => {
    const { store, burst } = await startLimited();
    const { admitted, refused, seconds } = await burst(30);
    expect(admitted).toBeLessThanOrEqual(20 + 20 * seconds);
    // A lot of two that is used by half leaves one.
    expect(admitted).toBeGreaterThanOrEqual(17);
    for (const { headers } of refused) expect(headers.get('retry-after')).toBe('1');
    expect((await burst(2, 'other')).admitted).toBe(6);

    const redis = new Redis(store.port);
    onTestFinished(() => redis.disconnect());
    const keys = await redis.keys('*:requests:*');
    expect(keys).toHaveLength(2);
    expect(keys.join()).not.toMatch(/nightly|other/);
  });

  test('are taken in lots: a busy caller waits for the store once in a tenth of a second', async () => {
    const { url } = await startStoreServer();
    const store = new Store(sharedSchema.parse({ url, timeoutMs: 2_000 }), ['secret of the gateway'], () => undefined);
    onTestFinished(() => store.stop());
    await store.start();
    vi.useFakeTimers({ toFake: ['performance'] });
    onTestFinished(() => void vi.useRealTimers());
    const requests = new SharedRequests(100, new RateLimiter(100), new CallerRequests(store, 100));
    expect(await requests.take('nightly')).toBe(0);
    expect(Array.from({ length: 9 }, () => requests.take('nightly'))).toEqual(Array.from({ length: 9 }, () => 0));
    const next = requests.take('nightly');
    expect(next).toBeInstanceOf(Promise);
    expect(await next).toBe(0);
    // What is left of a lot is forgotten after a second.
    vi.advanceTimersByTime(1_010);
    expect(requests.take('nightly')).toBeInstanceOf(Promise);
  });

  test('are counted by each replica without a store, and together again with it', async () => {
    const { store, burst } = await startLimited();
    await store.stop();
    const alone = await burst(30);
    expect(alone.admitted).toBeGreaterThanOrEqual(3 * 17);
    expect(alone.admitted).toBeLessThanOrEqual(3 * (20 + 20 * alone.seconds));
    await store.start();
    // Who has joined again admits no more than all may.
    await expect
      .poll(
        async () => {
          const { admitted, seconds } = await burst(30);
          return admitted <= 20 + 20 * seconds;
        },
        { interval: 1_000 },
      )
      .toBe(true);
  });

  test('wait no longer for a store that is frozen than for a command', async () => {
    const { store, burst } = await startLimited(50);
    store.freeze();
    const { admitted, seconds } = await burst(5);
    store.thaw();
    expect(admitted).toBe(15);
    expect(seconds).toBeLessThan(2);
  });

  test('are counted though others spoil what is in the store', async () => {
    const { store, burst } = await startLimited();
    await burst(1);
    const redis = new Redis(store.port);
    onTestFinished(() => redis.disconnect());
    const [key = ''] = await redis.keys('*:requests:*');
    await redis.set(key, 'no bucket');
    expect((await burst(5)).admitted).toBe(15);
    for (const tokens of ['1e300', '-1e300', 'nan']) {
      await redis.hset(key, { tokens, at: '0' });
      const { admitted, seconds } = await burst(30);
      // A bucket, and what is left of a lot of two at each.
      expect(admitted).toBeLessThanOrEqual(23 + 20 * seconds);
      expect(admitted).toBeGreaterThanOrEqual(17);
      // Who was refused is not asked for anew before there is one more.
      await pause(100);
    }
  });
});
