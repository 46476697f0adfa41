import { setTimeout as pause } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { SourceConfig } from '#src/config/source.ts';
import { sharedSchema } from '#src/config/shared.ts';
import { Cancellation } from '#src/platform/cancellation.ts';
import { keysSharedBy } from '#src/replicas/shared-key.ts';
import { Store } from '#src/replicas/store.ts';
import type { UpstreamFailure } from '#src/upstream/errors.ts';
import { KeyGuard } from '#src/upstream/key-guard.ts';
import { huaweiError } from '#test/discipline/faults.ts';
import { ecs, lookUp, startGateway } from '#test/discipline/gateway.ts';
import { startFaultyUpstream } from '#test/faulty-upstream.ts';
import { startStoreServer, storeProgram } from './store-server.ts';

const dns = (endpoint: string, index: number, settings: Partial<SourceConfig> = {}): SourceConfig =>
  ecs(endpoint, { key: `dns-${index}`, provider: 'HUAWEI_DNS', region: 'ap-southeast-3', ...settings });

const sourcesAt = (url: string, count = 8, settings: Partial<SourceConfig> = {}): SourceConfig[] =>
  Array.from({ length: count }, (_, index) => dns(url, index, settings));

const noTasks = (): object => ({ tasks: [], metadata: { total_count: 0 }, TaskSet: { Task: [] }, TotalCount: 0 });

const page = '{ batchTasks(first: 20) { nodes { id } sources { source { key } error { code } } } }';

const wrongKey = huaweiError(401, 'APIGW.0301');

/** Replicas over the same sources and the same store, which may be slow on a busy machine. */
async function startReplicas(sources: readonly SourceConfig[], store: string, { count = 3, timeoutMs = 2_000 } = {}) {
  const shared = sharedSchema.parse({ url: store, timeoutMs });
  const replicas = await Promise.all(Array.from({ length: count }, () => startGateway(sources, { shared })));
  const ask = (query: string) => Promise.all(replicas.map((replica) => replica.ask(query)));
  /** Asks them in turns for so many tasks, of four sources in turns. */
  const lookUps = (tasks: number, from = 0) =>
    Promise.all(
      Array.from({ length: tasks }, async (_, index) =>
        replicas[index % replicas.length]?.ask(lookUp(`${from + index}`.padStart(32, '0'), `dns-${index % 4}`)),
      ),
    );
  return { ask, lookUps, logged: () => replicas.map((replica) => replica.logged()).join('') };
}

const timesDenied = (answers: unknown): number => JSON.stringify(answers).match(/UPSTREAM_DENIED/g)?.length ?? 0;

/** All that the store holds, by name. */
async function storedIn({ port }: { readonly port: number }) {
  const client = new Redis(port);
  onTestFinished(() => client.disconnect());
  const names = async () => (await client.keys('*')).sort();
  const nameOfRecord = () =>
    vi.waitUntil(async () => (await names()).find((name) => name.includes(':record')), { timeout: 30_000 });
  return { client, names, nameOfRecord };
}

/** All commands that the store runs from now on, those of scripts too. */
async function watchCommands(client: Redis) {
  const commands: { readonly text: string; readonly at: number }[] = [];
  const monitor = await client.monitor();
  onTestFinished(() => monitor.disconnect());
  monitor.on('monitor', (_time: string, words: string[]) =>
    commands.push({ text: words.join(' '), at: performance.now() }),
  );
  return {
    commands,
    /** Waits until a command of our own is among them: so are all before it. */
    untilSeen: async (word: string) => {
      await client.echo(word);
      await expect.poll(() => commands.some(({ text }) => text === `echo ${word}`)).toBe(true);
    },
  };
}

const refusal: UpstreamFailure = { code: 'UPSTREAM_DENIED', providerCode: 'APIGW.0301', isKeyRefused: true };

/** A guard of one replica, of which the test makes the attempts. */
async function joinGuard(url: string, { isLocking = true, key = 'a key' } = {}) {
  const store = new Store(sharedSchema.parse({ url, timeoutMs: 500 }), ['secret'], () => undefined);
  onTestFinished(() => store.stop());
  await store.start();
  const guard = new KeyGuard(isLocking, keysSharedBy(store)(key));
  const begin = (attemptMs = 3_000, cancellation = new Cancellation()) => guard.begin({ attemptMs, cancellation });
  return { store, guard, begin };
}

const untilState = (guard: KeyGuard, state: object) =>
  expect.poll(() => guard.state, { interval: 5 }).toMatchObject(state);

describe.skipIf(!storeProgram)('a key of three replicas', () => {
  test('is refused once for all of them, and not again after a restart of all', async () => {
    const store = await startStoreServer();
    const { url, calls, spoil } = await startFaultyUpstream({ answer: noTasks });
    spoil(wrongKey);
    const { ask } = await startReplicas(sourcesAt(url), store.url);
    expect(timesDenied(await ask(page))).toBe(24);
    expect(calls).toHaveLength(1);
    await ask(page);
    expect(calls).toHaveLength(1);

    const restarted = await startReplicas(sourcesAt(url), store.url);
    expect(timesDenied(await restarted.ask(page))).toBe(24);
    expect(calls).toHaveLength(1);
  });

  test('is tried once for all of them after its rest, twice as long each time', async () => {
    const store = await startStoreServer();
    const { url, calls, spoil, heal } = await startFaultyUpstream({ answer: noTasks });
    spoil(wrongKey);
    vi.useFakeTimers({ toFake: ['performance'] });
    onTestFinished(() => void vi.useRealTimers());
    const { ask } = await startReplicas(sourcesAt(url), store.url);
    await ask(page);
    expect(calls).toHaveLength(1);
    vi.advanceTimersByTime(60_000);
    await ask(page);
    expect(calls).toHaveLength(2);
    vi.advanceTimersByTime(100_000);
    await ask(page);
    expect(calls).toHaveLength(2);
    vi.advanceTimersByTime(20_000);
    await ask(page);
    expect(calls).toHaveLength(3);
    vi.advanceTimersByTime(200_000);
    await ask(page);
    expect(calls).toHaveLength(3);
    heal();
    vi.advanceTimersByTime(40_000);
    expect(timesDenied(await ask(page))).toBe(0);
  });

  test('is tried by one replica, and the others go on once it is accepted', async () => {
    const store = await startStoreServer();
    const { url, calls, spoil, heal } = await startFaultyUpstream({ answer: noTasks });
    const trial = Promise.withResolvers<void>();
    spoil((response, answer) => {
      void trial.promise.then(() => response.writeHead(200, { 'content-type': 'application/json' }).end(answer));
    });
    const { ask } = await startReplicas(sourcesAt(url), store.url);
    const asked = ask(page);
    await expect.poll(() => calls.length).toBe(1);
    await pause(300);
    expect(calls).toHaveLength(1);
    heal();
    trial.resolve();
    expect(timesDenied(await asked)).toBe(0);
    // The replicas share the answers of the eight sources.
    expect(calls).toHaveLength(8);

    // A replica that starts now need not try it alone.
    const held: (() => void)[] = [];
    spoil((response, answer) => {
      held.push(() => response.writeHead(200, { 'content-type': 'application/json' }).end(answer));
      if (held.length === 8) for (const give of held) give();
    });
    const started = await startReplicas(sourcesAt(url), store.url, { count: 1 });
    // What it asks for is not among the answers that the others have left.
    const others = page.replace('first: 20', 'first: 20, filter: { createdAfter: "2020-01-01T00:00:00Z" }');
    expect(timesDenied(await started.ask(others))).toBe(0);
    expect(held).toHaveLength(8);
  });

  test('that is revoked with calls under way is refused by these, and then tried by one call after another, twice', async () => {
    const store = await startStoreServer();
    const { url, calls, spoil } = await startFaultyUpstream({ answer: noTasks });
    const { ask, lookUps } = await startReplicas(sourcesAt(url, 4), store.url);
    expect(timesDenied(await ask(page))).toBe(0);
    const before = calls.length;
    const held: (() => void)[] = [];
    spoil((response, answer, call) => void held.push(() => wrongKey(response, answer, call)));
    const underWay = lookUps(12);
    await expect.poll(() => held.length).toBe(12);
    spoil(wrongKey);
    held.shift()?.();
    const { client, nameOfRecord } = await storedIn(store);
    await expect.poll(async () => client.get(await nameOfRecord())).toContain('unproven');
    const others = lookUps(60, 100);
    for (const refuse of held) refuse();
    expect(timesDenied([await underWay, await others])).toBe(72);
    expect(calls.length).toBeLessThanOrEqual(before + 12 + 2);
    // The replicas that had nothing refused know it too.
    await ask(page);
    expect(calls.length).toBeLessThanOrEqual(before + 12 + 2);
  });

  test('is not spoken of with the store once it is accepted', async () => {
    const store = await startStoreServer();
    const { url, calls } = await startFaultyUpstream({ answer: noTasks });
    const { ask, lookUps } = await startReplicas(sourcesAt(url, 4), store.url);
    await ask(page);
    const { client, nameOfRecord } = await storedIn(store);
    const name = await nameOfRecord();
    const { commands, untilSeen } = await watchCommands(client);
    const ofKey = () => commands.filter(({ text }) => text.includes(name));
    await client.get(name);
    // What the replicas were still to say of it is said by then.
    await expect.poll(() => performance.now() - (ofKey().at(-1)?.at ?? Infinity)).toBeGreaterThan(500);
    const before = ofKey().length;
    const sent = calls.length;
    await lookUps(60);
    expect(calls.length).toBeGreaterThanOrEqual(sent + 12);
    await untilSeen('the end');
    expect(ofKey()).toHaveLength(before);
  });

  test('is tried by each alone where the store lets them run no script', async () => {
    const store = await startStoreServer();
    const { client } = await storedIn(store);
    await client.acl('SETUSER', 'limited', 'on', '>secret', '~*', '&*', '+@all', '-eval', '-evalsha');
    const { url, calls, spoil } = await startFaultyUpstream({ answer: noTasks });
    spoil(wrongKey);
    const { ask } = await startReplicas(sourcesAt(url), `redis://limited:secret@127.0.0.1:${store.port}`);
    expect(timesDenied(await ask(page))).toBe(24);
    expect(timesDenied(await ask(page))).toBe(24);
    expect(calls).toHaveLength(3);
  });

  test('leaves nothing of itself in the store, and nothing without an end', async () => {
    const store = await startStoreServer();
    const { url, spoil } = await startFaultyUpstream({ answer: noTasks });
    spoil(wrongKey);
    const credentials = { accessKeyId: 'id-of-the-key', accessKeySecret: 'secret-of-the-key' };
    const { ask } = await startReplicas(sourcesAt(url, 2, { credentials }), store.url);
    await ask(page);
    const { client, names, nameOfRecord } = await storedIn(store);
    const name = await nameOfRecord();
    const ofKeys = async () => (await names()).filter((each) => /:(record|trial)/.test(each));
    await expect.poll(ofKeys).toEqual([name]);
    const value = (await client.get(name)) ?? '';
    expect(name + value).not.toMatch(/of-the-key/);
    expect(value).toContain('"at":"refused"');
    expect(await client.pttl(name)).toBeGreaterThan(600_000);
  });

  test('whose value in the store is damaged is what each replica takes it for', async () => {
    const store = await startStoreServer();
    const { url, calls, spoil } = await startFaultyUpstream({ answer: noTasks });
    spoil(wrongKey);
    const { ask, logged } = await startReplicas(sourcesAt(url), store.url);
    await ask(page);
    const { client, nameOfRecord } = await storedIn(store);
    const name = await nameOfRecord();
    const forged = `${'0'.repeat(32)}{"since":1,"state":{"at":"accepted"}}`;
    for (const foreign of ['', 'x'.repeat(100), forged]) {
      await client.set(name, foreign);
      expect(timesDenied(await ask(page))).toBe(24);
    }
    expect(calls).toHaveLength(1);
    await startReplicas(sourcesAt(url), store.url).then((restarted) => restarted.ask(page));
    expect(calls).toHaveLength(2);
    await client.del(name);
    await client.lpush(name, 'a list');
    const last = await startReplicas(sourcesAt(url), store.url, { count: 1 });
    expect(timesDenied(await last.ask(page))).toBe(8);
    expect(calls).toHaveLength(3);
    expect(logged() + last.logged()).not.toContain('refuses the command');
  });

  test('is tried by each alone without the store, and then the others are told', async () => {
    const store = await startStoreServer();
    const { url, calls, spoil } = await startFaultyUpstream({ answer: noTasks });
    spoil(wrongKey);
    const { ask, logged } = await startReplicas(sourcesAt(url), store.url);
    await store.stop();
    await expect.poll(() => logged().match(/goes on alone/g)).toHaveLength(3);
    expect(timesDenied(await ask(page))).toBe(24);
    expect(calls).toHaveLength(3);
    await store.start();
    await (await storedIn(store)).nameOfRecord();
    const restarted = await startReplicas(sourcesAt(url), store.url);
    expect(timesDenied(await restarted.ask(page))).toBe(24);
    expect(calls).toHaveLength(3);
  });

  test('is refused with the store frozen and thawed in between, and no query fails because of it', async () => {
    const store = await startStoreServer();
    const { url, calls } = await startFaultyUpstream({ answer: noTasks });
    const { ask } = await startReplicas(sourcesAt(url), store.url, { timeoutMs: 50 });
    store.freeze();
    expect(timesDenied(await ask(page))).toBe(0);
    store.thaw();
    expect(JSON.stringify(await ask(page))).not.toContain('errors');
    expect(calls.length).toBeGreaterThanOrEqual(24);
  });
});

describe.skipIf(!storeProgram)('the trial of a key', () => {
  test('is another replica’s once its holder has died', async () => {
    const { url } = await startStoreServer();
    const [one, other] = [await joinGuard(url), await joinGuard(url)];
    expect(await one.begin(200)).toBe(true);
    const began = performance.now();
    one.store.stop();
    expect(await other.begin(200)).toBe(true);
    expect(performance.now() - began).toBeGreaterThan(500);
  });

  test('is another’s at once where it has told nothing, or where it has told something', async () => {
    const { url } = await startStoreServer();
    const [one, other] = [await joinGuard(url), await joinGuard(url)];
    expect(await one.begin(100_000)).toBe(true);
    const waiting = other.begin(100_000);
    one.guard.end(true, { code: 'UPSTREAM_TIMEOUT' });
    expect(await waiting).toBe(true);
    const again = one.begin(100_000);
    other.guard.end(true, null);
    expect(await again).toBe(false);
    expect([one.guard.state, other.guard.state]).toEqual([{ at: 'accepted' }, { at: 'accepted' }]);
    expect(one.begin()).toBe(false);
  });

  test('of another is not waited for by those who have left', async () => {
    const { url } = await startStoreServer();
    const [one, other] = [await joinGuard(url), await joinGuard(url)];
    expect(await one.begin()).toBe(true);
    const leaving = new Cancellation();
    const waiting = other.begin(3_000, leaving);
    const [left, stays] = [Promise.resolve(waiting).catch((reason: unknown) => reason), other.begin()];
    leaving.cancel('gone');
    expect(await left).toBe('gone');
    one.guard.end(true, refusal);
    expect(await stays).toBe(false);
    expect(other.guard.refusal()).toMatchObject({
      code: 'UPSTREAM_DENIED',
      providerCode: 'APIGW.0301',
      isUnsent: true,
    });
  });

  test.for(['foreign', ''])('is not held by a lease that is no replica’s: "%s"', async (foreign) => {
    const store = await startStoreServer();
    const { client } = await storedIn(store);
    const one = await joinGuard(store.url);
    await client.set(one.store.keyOf(one.store.seal.nameOf('a key'), 'key', 'trial'), foreign);
    expect(await one.begin(100_000)).toBe(true);
  });

  test('counts refusals for all: what one has been refused, the next tries with one chance less, and rests longer', async () => {
    const { url } = await startStoreServer();
    const [one, other] = [await joinGuard(url), await joinGuard(url)];
    expect(await one.begin()).toBe(true);
    one.guard.end(true, null);
    await untilState(other.guard, { at: 'accepted' });
    // Both have calls under way when it is revoked: the second refusal says nothing new.
    one.guard.end(false, refusal);
    other.guard.end(false, refusal);
    expect(await one.begin()).toBe(true);
    one.guard.end(true, refusal);
    expect(await other.begin()).toBe(true);
    expect(other.guard.state).toEqual({ at: 'unproven', chances: 1 });
    other.guard.end(true, refusal);
    await untilState(one.guard, { at: 'refused', trials: 1 });
    const { guard } = await joinGuard(url);
    await untilState(guard, { at: 'refused', trials: 1 });
    expect(guard.refusal()?.retryAfterMs).toBeGreaterThan(50_000);
    expect(guard.refusal()?.retryAfterMs).toBeLessThanOrEqual(60_500);
  });

  test('a new key, where none is locked, is refused for those who start later too', async () => {
    const { url } = await startStoreServer();
    const one = await joinGuard(url, { isLocking: false });
    expect(await one.begin()).toBe(false);
    one.guard.end(false, refusal);
    for (const _ of [1, 2]) {
      expect(await one.begin()).toBe(true);
      one.guard.end(true, refusal);
    }
    // It is asked for before the first attempt begins.
    const { begin, guard } = await joinGuard(url, { isLocking: false });
    expect(await begin()).toBe(false);
    expect(guard.refusal()).not.toBeNull();
    const stranger = await joinGuard(url, { isLocking: false, key: 'another key' });
    expect(await stranger.begin()).toBe(false);
    expect(stranger.guard.refusal()).toBeNull();
  });

  test('is waited for no longer than an attempt takes, and what both find out counts', async () => {
    const { url } = await startStoreServer();
    const [one, other] = [await joinGuard(url), await joinGuard(url)];
    expect(await one.begin(100_000)).toBe(true);
    expect(await other.begin(1)).toBe(true);
    for (const { guard } of [one, other]) guard.end(true, refusal);
    for (const { guard } of [one, other]) await untilState(guard, { at: 'refused', trials: 2 });
  });

  test.for<{ first: 'alone' | 'joined'; alone: UpstreamFailure | null; joined: UpstreamFailure | null; at: string }>([
    { first: 'alone', alone: refusal, joined: null, at: 'accepted' },
    { first: 'alone', alone: null, joined: refusal, at: 'refused' },
    { first: 'joined', alone: refusal, joined: null, at: 'refused' },
    { first: 'joined', alone: null, joined: refusal, at: 'accepted' },
  ])(
    'counts as $at where one is away: first $first, alone $alone, joined $joined',
    async ({ first, at, ...learned }) => {
      const server = await startStoreServer();
      const { client } = await storedIn(server);
      await client.acl('SETUSER', 'one', 'on', '>secret', '~*', '&*', '+@all');
      const [one, other] = [
        await joinGuard(`redis://one:secret@127.0.0.1:${server.port}`),
        await joinGuard(server.url),
      ];
      await client.acl('SETUSER', 'one', 'off');
      await client.client('KILL', 'USER', 'one');
      await expect.poll(() => one.store.isJoined).toBe(false);
      const replicas = [
        { ...one, failure: learned.alone },
        { ...other, failure: learned.joined },
      ];
      for (const { begin, guard, failure } of first === 'alone' ? replicas : replicas.reverse()) {
        expect(await begin()).toBe(true);
        guard.end(true, failure);
        await pause(50);
      }
      expect(one.guard.state.at).not.toBe(other.guard.state.at);
      await client.acl('SETUSER', 'one', 'on');
      for (const { guard } of [one, other]) await untilState(guard, { at });
    },
  );
});
