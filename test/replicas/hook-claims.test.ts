import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { hookSchema } from '#src/config/hooks.ts';
import { loadConfig } from '#src/config/load.ts';
import { sharedSchema } from '#src/config/shared.ts';
import { Cancellation } from '#src/platform/cancellation.ts';
import { createLogger } from '#src/platform/log.ts';
import { HookClaims } from '#src/replicas/hook-claims.ts';
import { Store } from '#src/replicas/store.ts';
import { startTaskline } from '#src/start/taskline.ts';
import { quickLimits } from '#test/hooks/delivering.ts';
import { movingSource, startMovingTasks } from '#test/hooks/moving-tasks.ts';
import { answering, secret, startReceiver } from '#test/hooks/receiver.ts';
import { loopOnTime } from '#test/loop-on-time.ts';
import { connectStranger, patientMs } from './several.ts';
import { startStoreServer, storeProgram } from './store-server.ts';

const lastsMs = 600;

/** A replica that delivers messages, and its store. */
async function startClaims(url: string, secrets = ['secret'], hook = 'the hook') {
  const store = new Store(sharedSchema.parse({ url, timeoutMs: patientMs }), secrets, () => undefined);
  onTestFinished(() => store.stop());
  await store.start();
  return { store, claims: new HookClaims(store, hook, lastsMs) };
}

/** What is claimed by now; null where that is waited for. */
const byNow = (claimed: Promise<string>): Promise<string | null> =>
  Promise.race([claimed, pause(lastsMs / 2).then(() => null)]);

describe.skipIf(!storeProgram)('a message that several replicas have', () => {
  test('is delivered by the first, and by no other once it is settled', async () => {
    const { url } = await startStoreServer();
    const [one, other, otherHook] = [
      await startClaims(url),
      await startClaims(url),
      await startClaims(url, ['secret'], 'another'),
    ];
    const running = new Cancellation();
    expect(await one.claims.claim('msg_1', running)).toBe('OURS');
    expect(await otherHook.claims.claim('msg_1', running)).toBe('OURS');
    const waiting = other.claims.claim('msg_1', running);
    // It is renewed meanwhile.
    await pause(1.5 * lastsMs);
    expect(await byNow(waiting)).toBeNull();
    await one.claims.end('msg_1', 'SETTLED');
    expect([await waiting, await other.claims.claim('msg_1', running)]).toEqual(['SETTLED', 'SETTLED']);
    expect(await other.claims.claim('msg_2', running)).toBe('OURS');
  });

  test.for(['is left', 'is of one that has died', 'is not waited for', 'is in no store any more'] as const)(
    'is taken by another where it %s',
    async (how) => {
      const server = await startStoreServer();
      const [one, other] = [await startClaims(server.url), await startClaims(server.url)];
      const running = new Cancellation();
      await one.claims.claim('msg_1', running);
      const waiting = other.claims.claim('msg_1', running);
      expect(await byNow(waiting)).toBeNull();
      if (how === 'is left') await one.claims.end('msg_1', 'LEFT');
      if (how === 'is of one that has died') one.store.stop();
      if (how === 'is not waited for') running.cancel(new DOMException('over', 'AbortError'));
      if (how === 'is in no store any more') await server.stop();
      expect(await waiting).toBe('OURS');
    },
  );

  test('is not held back by what others have written', async () => {
    const { url, port } = await startStoreServer();
    const [one, other] = [await startClaims(url), await startClaims(url)];
    const running = new Cancellation();
    await one.claims.claim('msg_1', running);
    await one.claims.end('msg_1', 'SETTLED');
    const stranger = connectStranger(port);
    const [key = ''] = await stranger.keys('*');
    const settled = await stranger.get(key);
    for (const value of ['SETTLED', `${'0'.repeat(32)}SETTLED`]) {
      await stranger.set(key, value);
      expect(await other.claims.claim('msg_1', running)).toBe('OURS');
      await other.claims.end('msg_1', 'LEFT');
    }
    await stranger.del(key);
    await stranger.lpush(key, String(settled));
    expect(await other.claims.claim('msg_1', running)).toBe('OURS');
    await other.claims.end('msg_1', 'SETTLED');
    expect([await stranger.get(key), (await stranger.pttl(key)) > 0]).toEqual([settled, true]);
  });
});

describe.skipIf(!storeProgram)('three gateways with the same hook', () => {
  test('call it once for each task, also where it has to be tried again', async () => {
    const store = await startStoreServer();
    const taskIds = Array.from({ length: 12 }, (_, index) => `t-${index}`);
    const upstream = await startMovingTasks(taskIds);
    const receiver = await startReceiver();
    const defaults = loadConfig({ PORT: '0' });
    const config = {
      ...defaults,
      live: { ...defaults.live, pollMs: 200, slowestPollMs: 200 },
      sources: [movingSource(upstream.url)],
      hooks: [hookSchema.parse({ url: receiver.url, secret, allowPrivate: true, on: ['FINISHED'] })],
      shared: sharedSchema.parse({ url: store.url, timeoutMs: patientMs }),
    };
    const logger = createLogger({ level: 'silent', pretty: false });
    for (let count = 0; count < 3; count += 1) {
      const taskline = await startTaskline(config, logger, { watchLoop: loopOnTime, hooks: { limits: quickLimits } });
      onTestFinished(() => taskline.stop());
    }
    await pause(500);
    let refused = 0;
    receiver.state.answer = (response, message) => {
      const isFirst = receiver.received.filter(({ id }) => id === message.id).length === 1;
      if (isFirst) refused += 1;
      answering(isFirst ? 503 : 204)(response);
    };
    for (const taskId of taskIds) upstream.set(taskId, 'Finished');
    const twice = [...taskIds, ...taskIds].sort();
    const told = () => receiver.received.map(({ message }) => message.data.task.taskId).sort();
    await expect.poll(told).toEqual(twice);
    await pause(700);
    expect([told(), refused]).toEqual([twice, taskIds.length]);
  });
});
