import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { sharedSchema } from '#src/config/shared.ts';
import { ProcessorTurns } from '#src/platform/processor-turns.ts';
import { leaseMs } from '#src/replicas/answer-scripts.ts';
import { createSharedAnswers } from '#src/replicas/shared-answers.ts';
import { Store } from '#src/replicas/store.ts';
import { longestAnswer } from '#src/replicas/stored-answer.ts';
import { UpstreamError } from '#src/upstream/errors.ts';
import { Flight } from '#src/upstream/flight.ts';
import type { AnswerToShare } from '#src/upstream/shared-answers.ts';
import type { Caller } from '#src/upstream/upstream.ts';
import { callerFor } from '#test/upstream/connect.ts';
import { connectStranger, keysIn, patientMs } from './several.ts';
import { startStoreServer, storeProgram } from './store-server.ts';

const answering = (value: string, goodForMs = 60_000): AnswerToShare<string> => ({
  value,
  json: value,
  goodForMs,
  operation: 'Ask',
  characters: value.length,
});

interface ReadOptions {
  readonly caller?: Caller;
  readonly load?: (names: readonly string[]) => Promise<readonly (AnswerToShare<string> | Error)[]>;
  readonly accept?: (json: unknown) => string | undefined;
}

const accepted = (json: unknown) => (typeof json === 'string' ? json : undefined);

const asItIs = (names: readonly string[]) => Promise.resolve(names.map((name) => answering(`answer to ${name}`)));

const tooLong = () => Promise.resolve([answering('x'.repeat(longestAnswer))]);

const slowly = async (names: readonly string[]) => {
  await pause(200);
  return names.map((name) => answering(name, 30_000));
};

const fresh = (maxAgeMs?: number): Caller => ({ ...callerFor(), freshSince: performance.now(), maxAgeMs });

/** A replica that reads answers of one source, and all that it has asked of that. */
async function startReplica(url: string, { timeoutMs = patientMs, identity = 'the source' } = {}) {
  const store = new Store(sharedSchema.parse({ url, timeoutMs }), ['secret'], () => undefined);
  onTestFinished(() => store.stop());
  await store.start();
  const answers = createSharedAnswers(store, new ProcessorTurns())('source', identity);
  const asked: string[] = [];

  /** Reads names: their values, or the error that each met, and where they came from. */
  async function read(
    names: readonly string[],
    { caller = callerFor(), load = asItIs, accept = accepted }: ReadOptions = {},
  ) {
    const flight = new Flight<unknown>(caller);
    const found = Promise.withResolvers<Awaited<ReturnType<typeof answers.read<string>>>>();
    flight.join(caller).catch(() => undefined);
    flight.start(
      async (shared) => {
        const reading = answers.read<string>({
          names,
          caller: shared,
          accept,
          load: (indexes) => {
            const wanted = indexes.map((index) => names[index] as string);
            asked.push(...wanted);
            return load(wanted);
          },
        });
        found.resolve(reading);
        await reading;
      },
      () => undefined,
    );
    return found.promise;
  }

  const valuesOf = async (...given: Parameters<typeof read>) =>
    (await read(...given)).map((answer) =>
      answer instanceof Error ? answer.message : `${answer.from}: ${answer.value}`,
    );

  return { store, asked, read, valuesOf };
}

/** A load that waits to be told what it gives. */
function held() {
  const given = Promise.withResolvers<readonly (AnswerToShare<string> | Error)[]>();
  return { load: () => given.promise, ...given };
}

describe.skipIf(!storeProgram)('readings of replicas', () => {
  test('names of one reading are found, asked for and waited for, each by itself', async () => {
    const { url, port } = await startStoreServer();
    const [one, two] = [await startReplica(url), await startReplica(url)];
    await one.read(['a', 'b']);
    await expect.poll(() => keysIn(connectStranger(port), 'answer')).toHaveLength(2);
    const slow = held();
    const waiting = one.read(['c'], { load: slow.load });
    await expect.poll(() => one.asked).toEqual(['a', 'b', 'c']);
    const reading = two.valuesOf(['d', 'a', 'c', 'b']);
    await expect.poll(() => two.asked).toEqual(['d']);
    slow.resolve([answering('late')]);
    expect(await reading).toEqual([
      'UPSTREAM: answer to d',
      'MEMORY: answer to a',
      'SHARED: late',
      'MEMORY: answer to b',
    ]);
    await waiting;
    expect(two.asked).toEqual(['d']);
  });

  test('who waits for a replica that dies asks by itself, well before its own time is up', async () => {
    const { url } = await startStoreServer();
    const [one, two, three] = [await startReplica(url), await startReplica(url), await startReplica(url)];
    void one.read(['a'], { load: () => new Promise(() => undefined) });
    await expect.poll(() => one.asked).toEqual(['a']);
    const waiting = Promise.all([two, three].map((replica) => replica.valuesOf(['a'], { caller: callerFor(20_000) })));
    one.store.stop();
    const [values, others] = await waiting;
    expect(new Set([values, others].flat())).toEqual(new Set(['SHARED: answer to a', 'UPSTREAM: answer to a']));
    expect([...two.asked, ...three.asked]).toEqual(['a']);
  });

  test('one that lives is waited for longer than a lease lasts', async () => {
    const { url } = await startStoreServer();
    const [one, two] = [await startReplica(url), await startReplica(url)];
    const slow = held();
    const first = one.read(['a'], { load: slow.load });
    await expect.poll(() => one.asked).toEqual(['a']);
    const waiting = two.valuesOf(['a']);
    await pause(leaseMs + 200);
    slow.resolve([answering('late')]);
    expect(await waiting).toEqual(['SHARED: late']);
    expect(two.asked).toEqual([]);
    await first;
  });

  test('one that is slow is waited for during half of the time at the most', async () => {
    const { url } = await startStoreServer();
    const [one, two] = [await startReplica(url), await startReplica(url)];
    void one.read(['a'], { load: () => new Promise(() => undefined) });
    await expect.poll(() => one.asked).toEqual(['a']);
    const began = performance.now();
    let left = 0;
    const caller = callerFor(1_000);
    const load = (names: readonly string[]) => {
      left = (caller.deadline ?? 0) - performance.now();
      return Promise.resolve(names.map((name) => answering(name)));
    };
    expect(await two.valuesOf(['a'], { caller, load })).toEqual(['UPSTREAM: a']);
    expect(performance.now() - began).toBeGreaterThan(400);
    expect(left).toBeGreaterThan(0);
  });

  test('what its callers have left is asked for by one of those who wait', async () => {
    const { url } = await startStoreServer();
    const [one, two, three] = [await startReplica(url), await startReplica(url), await startReplica(url)];
    const caller = callerFor();
    const slow = held();
    void one.read(['a'], { caller, load: slow.load });
    await expect.poll(() => one.asked).toEqual(['a']);
    const waiting = Promise.all([two.valuesOf(['a']), three.valuesOf(['a'])]);
    await pause(50);
    caller.leave();
    slow.reject(caller.cancellation.reason);
    expect(new Set((await waiting).flat())).toEqual(new Set(['SHARED: answer to a', 'UPSTREAM: answer to a']));
    expect([...two.asked, ...three.asked]).toEqual(['a']);
  });

  test('who leaves waits no more', async () => {
    const { url } = await startStoreServer();
    const [one, two] = [await startReplica(url), await startReplica(url)];
    void one.read(['a'], { load: () => new Promise(() => undefined) });
    await expect.poll(() => one.asked).toEqual(['a']);
    const caller = callerFor();
    const waiting = two.valuesOf(['a'], { caller });
    await pause(50);
    caller.leave();
    expect(await waiting).toEqual(['Gone.']);
    expect(two.asked).toEqual([]);
  });

  const refused = { code: 'UPSTREAM_REJECTED', providerCode: 'InvalidId', requestId: 'R-1' } as const;

  test.for([
    { what: 'the upstream refuses', failure: refused, asked: [] },
    { what: 'the upstream throttles', failure: { code: 'UPSTREAM_THROTTLED', retryAfterMs: 7 }, asked: [] },
    { what: 'a limit of its own is in the way', failure: { code: 'UPSTREAM_THROTTLED', isUnsent: true }, asked: ['a'] },
    { what: 'its key is refused', failure: { code: 'UPSTREAM_DENIED', isKeyRefused: true }, asked: ['a'] },
    { what: 'it was not answered', failure: { code: 'UPSTREAM_TIMEOUT' }, asked: ['a'] },
  ] as const)('where $what, others ask for $asked', async ({ failure, asked }) => {
    const { url, port } = await startStoreServer();
    const [one, two] = [await startReplica(url), await startReplica(url)];
    const slow = held();
    const first = one.read(['a'], { load: slow.load });
    await expect.poll(() => one.asked).toEqual(['a']);
    const waiting = two.read(['a']);
    await pause(50);
    const error = new UpstreamError('source', 'Ask', failure);
    slow.resolve([error]);
    expect(await first).toEqual([error]);
    const [told] = await waiting;
    expect(two.asked).toEqual(asked);
    if (asked.length === 0)
      expect(told).toMatchObject({ name: 'UpstreamError', source: 'source', operation: 'Ask', failure });
    await expect.poll(() => keysIn(connectStranger(port), 'answer')).toHaveLength(asked.length);
  });

  test('what is too long to be kept is asked for by each', async () => {
    const { url, port } = await startStoreServer();
    const [one, two] = [await startReplica(url), await startReplica(url)];
    for (const { read } of [one, two]) await read(['a'], { load: tooLong });
    expect([one.asked, two.asked]).toEqual([['a'], ['a']]);
    const stranger = connectStranger(port);
    await expect.poll(() => keysIn(stranger, 'lease')).toEqual([]);
    expect(await keysIn(stranger, 'answer')).toEqual([]);
  });

  test('whoever asks for fresh answers takes one that is young enough, if it says how young', async () => {
    const { url, port } = await startStoreServer();
    const [one, two] = [await startReplica(url), await startReplica(url)];
    await one.read(['a']);
    await expect.poll(() => keysIn(connectStranger(port), 'answer')).toHaveLength(1);
    expect(await two.valuesOf(['a'], { caller: fresh(60_000) })).toEqual(['MEMORY: answer to a']);
    expect(await two.valuesOf(['a'], { caller: fresh() })).toEqual(['UPSTREAM: answer to a']);
    await pause(30);
    expect(await two.valuesOf(['a'], { caller: fresh(1) })).toEqual(['UPSTREAM: answer to a']);
    expect(two.asked).toEqual(['a', 'a']);
  });

  test('an answer is no younger and lasts no longer at another replica', async () => {
    const { url, port } = await startStoreServer();
    const [one, two] = [await startReplica(url), await startReplica(url)];
    const [asked] = await one.read(['a'], { load: slowly });
    await expect.poll(() => keysIn(connectStranger(port), 'answer')).toHaveLength(1);
    await pause(200);
    const [found] = await two.read(['a']);
    if (!asked || !found || asked instanceof Error || found instanceof Error) throw new Error('not found');
    // Of one process; but the store's clock may be set, by little, while that of the process is not.
    expect(found.askedAt).toBeLessThanOrEqual(asked.askedAt + 5);
    expect(found.askedAt).toBeGreaterThan(asked.askedAt - 1_000);
    expect(found.goodUntil).toBeLessThanOrEqual(asked.goodUntil + 5);
    expect(found.goodUntil).toBeGreaterThan(asked.goodUntil - 1_000);
  });

  test.for([
    { what: 'a foreign value', spoil: 'made up' },
    { what: 'a value that was cut off', spoil: (value: string) => value.slice(0, -3) },
    { what: 'a value with a letter changed', spoil: (value: string) => value.replace('answer to', 'answer of') },
    { what: 'nothing', spoil: '' },
  ])('$what under a key is left aside, counted, and asked for anew', async ({ spoil }) => {
    const { url, port } = await startStoreServer();
    const [one, two] = [await startReplica(url), await startReplica(url)];
    await one.read(['a']);
    const stranger = connectStranger(port);
    await expect.poll(() => keysIn(stranger, 'answer')).toHaveLength(1);
    const [key = ''] = await keysIn(stranger, 'answer');
    const before = (await stranger.get(key)) ?? '';
    await stranger.set(key, typeof spoil === 'string' ? spoil : spoil(before));
    expect(await two.valuesOf(['a'])).toEqual(['UPSTREAM: answer to a']);
    expect(two.store.ignored).toBe(1);
    // It stands in the place of the other then.
    await expect.poll(() => stranger.get(key)).toContain('answer to a');
    expect(await one.valuesOf(['a'])).toEqual(['MEMORY: answer to a']);
  });

  test('an answer under the key of another is none', async () => {
    const { url, port } = await startStoreServer();
    const one = await startReplica(url);
    await one.read(['a']);
    const stranger = connectStranger(port);
    await expect.poll(() => keysIn(stranger, 'answer')).toHaveLength(1);
    const [ofA = ''] = await keysIn(stranger, 'answer');
    await one.read(['b']);
    await expect.poll(() => keysIn(stranger, 'answer')).toHaveLength(2);
    const ofB = (await keysIn(stranger, 'answer')).find((key) => key !== ofA) ?? '';
    await stranger.copy(ofA, ofB, 'REPLACE');
    expect(await one.valuesOf(['b'])).toEqual(['UPSTREAM: answer to b']);
    expect(one.store.ignored).toBe(1);
  });

  test('an answer whose time is over is none, though somebody has kept it', async () => {
    const { url, port } = await startStoreServer();
    const one = await startReplica(url);
    await one.read(['a'], { load: () => Promise.resolve([answering('old', 300)]) });
    const stranger = connectStranger(port);
    await expect.poll(() => keysIn(stranger, 'answer')).toHaveLength(1);
    const [key = ''] = await keysIn(stranger, 'answer');
    await stranger.persist(key);
    await pause(400);
    expect(await one.valuesOf(['a'])).toEqual(['UPSTREAM: answer to a']);
  });

  test('what is no answer to its name is left aside, counted, and asked for anew', async () => {
    const { url, port } = await startStoreServer();
    const [one, two] = [await startReplica(url), await startReplica(url)];
    await one.read(['a']);
    await expect.poll(() => keysIn(connectStranger(port), 'answer')).toHaveLength(1);
    expect(await two.valuesOf(['a'], { accept: () => undefined })).toEqual(['UPSTREAM: answer to a']);
    expect(two.store.ignored).toBe(1);
  });

  test.for([{ kind: 'answer' }, { kind: 'lease' }] as const)(
    'a list under the key of the $kind is in nobody’s way',
    async ({ kind }) => {
      const { url, port } = await startStoreServer();
      const [one, two] = [await startReplica(url), await startReplica(url)];
      const slow = held();
      const first = one.read(['a'], { load: slow.load });
      const stranger = connectStranger(port);
      await expect.poll(() => keysIn(stranger, 'lease')).toHaveLength(1);
      const [lease = ''] = await keysIn(stranger, 'lease');
      slow.resolve([answering('a')]);
      await first;
      await expect.poll(() => keysIn(stranger, 'answer')).toHaveLength(1);
      const key = lease.replace(':lease:', `:${kind}:`);
      await stranger.flushall();
      await stranger.rpush(key, 'x');
      expect(await two.valuesOf(['a'])).toEqual(['UPSTREAM: answer to a']);
      await expect.poll(() => keysIn(stranger, 'answer')).toHaveLength(1);
      expect(await one.valuesOf(['a'])).toEqual(['MEMORY: answer to a']);
    },
  );

  test('replicas of another source know other names', async () => {
    const { url, port } = await startStoreServer();
    const [one, two] = [await startReplica(url), await startReplica(url, { identity: 'another source' })];
    await one.read(['a']);
    await expect.poll(() => keysIn(connectStranger(port), 'answer')).toHaveLength(1);
    expect(await two.valuesOf(['a'])).toEqual(['UPSTREAM: answer to a']);
  });

  test('a store that goes away while somebody waits leaves each to itself', async () => {
    const server = await startStoreServer();
    const [one, two] = [await startReplica(server.url), await startReplica(server.url)];
    const slow = held();
    const first = one.valuesOf(['a'], { load: slow.load });
    await expect.poll(() => one.asked).toEqual(['a']);
    const waiting = two.valuesOf(['a']);
    await pause(50);
    await server.stop();
    expect(await waiting).toEqual(['UPSTREAM: answer to a']);
    slow.resolve([answering('mine')]);
    expect(await first).toEqual(['UPSTREAM: mine']);
  });

  test('one that keeps nothing new is gone on without', async () => {
    const { url } = await startStoreServer(['--maxmemory', '1']);
    const [one, two] = [await startReplica(url), await startReplica(url)];
    expect(await Promise.all([one.valuesOf(['a']), two.valuesOf(['a'])])).toEqual([
      ['UPSTREAM: answer to a'],
      ['UPSTREAM: answer to a'],
    ]);
  });
});
