import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Cancellation } from '#src/platform/cancellation.ts';
import { cached } from '#src/upstream/cached.ts';
import type { Ask, CallerRequest } from '#src/upstream/layers.ts';
import type { Memory, Remembered } from '#src/upstream/memory.ts';
import { shared } from '#src/upstream/shared.ts';
import { StillPages } from '#src/upstream/still-pages.ts';

const limits = { listMs: 2_000, stillListMs: 15_000 };

/** A clock that a test sets. */
class Clock {
  now = 0;
}

/** A page as it came: another object each time. */
interface Page {
  readonly name: string;
  readonly version: number;
}

/** A call for a page. */
interface AskedPage extends Page {
  readonly at: number;
  /** How many calls there were before it. */
  readonly place: number;
}

/** A cache that expires by the clock of a test. */
function memoryBy(clock: Clock): Pick<Memory, 'get' | 'set'> {
  const kept = new Map<string, { readonly remembered: Remembered; readonly until: number }>();
  return {
    get(source, key) {
      const found = kept.get(`${source} ${key}`);
      return found && found.until > clock.now ? found.remembered : undefined;
    },
    set(source, key, remembered, forMs) {
      kept.set(`${source} ${key}`, { remembered, until: clock.now + forMs });
    },
  };
}

/** Lets what has begun come to its end. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const shape = { read: (value: unknown) => value };

/** A caller's question for a page. */
const question = (name: string, isFresh: boolean): CallerRequest => ({
  request: { operation: 'List', method: 'GET', path: name, query: [], headers: {}, shape },
  query: '',
  key: name,
  caller: { cancellation: new Cancellation(), freshSince: isFresh ? performance.now() : undefined },
});

/** The pages of one source, cached by a clock; how each was when it came. */
function pagesBy(clock: Clock, still: StillPages | null) {
  const versions = new Map<string, number>();
  const came = new Map<unknown, number>();
  const calls: AskedPage[] = [];
  const memory = memoryBy(clock);
  const asked: Ask = async ({ request: { path: name } }) => {
    const version = versions.get(name) ?? 0;
    calls.push({ name, at: clock.now, version, place: calls.length });
    await settled();
    const page: Page = { name, version };
    came.set(page, clock.now);
    return page;
  };
  const source = 'here';
  const ask = cached({ source, memory, still }, shared({ source, memory, limits, still }, asked));
  return {
    calls,
    callsFor: (name: string) => calls.filter((call) => call.name === name),
    change: (name: string) => versions.set(name, (versions.get(name) ?? 0) + 1),
    /** How old what is answered is, and the call that it came from. */
    async read(name: string, isFresh = false) {
      const page = (await ask(question(name, isFresh))) as Page;
      await settled();
      await settled();
      return { version: page.version, age: clock.now - (came.get(page) ?? NaN) };
    },
  };
}

/** Reads a page each 100 milliseconds for so long; when it was asked for. */
async function callsOfReloads(milliseconds: number): Promise<number[]> {
  const clock = new Clock();
  const pages = pagesBy(clock, new StillPages({ limits, now: () => clock.now }));
  for (; clock.now < milliseconds; clock.now += 100) await pages.read('page');
  return pages.calls.map(({ at }) => at);
}

test('a page that stands still is asked for after 2, 4 and 8 seconds, then each 13', async () => {
  expect(await callsOfReloads(45_000)).toEqual([0, 2_000, 6_000, 14_000, 27_000, 40_000]);
});

test('one that has changed is asked for after 2 seconds again, and so are the others of its source', async () => {
  const clock = new Clock();
  const pages = pagesBy(clock, new StillPages({ limits, now: () => clock.now }));
  for (; clock.now < 20_000; clock.now += 100) {
    await pages.read('a');
    await pages.read('b');
  }
  pages.change('a');
  await pages.read('a', true);
  const before = pages.calls.length;
  // The other was asked for long ago.
  await pages.read('b');
  expect(pages.calls.slice(before)).toMatchObject([{ name: 'b' }]);
  for (const end = clock.now + 1_900; clock.now < end; clock.now += 100) await pages.read('a');
  expect(pages.calls).toHaveLength(before + 1);
  clock.now += 100;
  await pages.read('a');
  expect(pages.calls).toHaveLength(before + 2);
});

test('while a page is renewed it is served, and asked for but once', async () => {
  const clock = new Clock();
  const pages = pagesBy(clock, new StillPages({ limits, now: () => clock.now }));
  for (const at of [0, 2_000, 6_000]) {
    clock.now = at;
    if (at === 6_000) pages.change('page');
    const reads = await Promise.all([pages.read('page'), pages.read('page'), pages.read('page')]);
    expect(reads.map(({ version }) => version)).toEqual([0, 0, 0]);
  }
  expect(pages.calls).toHaveLength(3);
  expect(await pages.read('page')).toMatchObject({ version: 1 });
});

test('a page too long to compare is cached as ever', () => {
  const still = new StillPages({ limits });
  const page = { value: {}, characters: 1_000_000 };
  expect([still.read('page', page, 0), still.read('page', page, 0)]).toEqual([undefined, undefined]);
  expect(still.keptMs(undefined)).toBe(limits.listMs);
});

test('a walk leaves little behind: of its pages only the last are compared when they come again', () => {
  const still = new StillPages({ limits });
  const page = { value: {}, characters: 2 };
  const names = Array.from({ length: 5_000 }, (_, index) => `page ${index}`);
  for (const name of names) still.read(name, page, 0);
  expect(still.read('page 0', page, 0)?.unchangedReads).toBe(0);
  expect(still.read('page 4999', page, 0)?.unchangedReads).toBe(1);
});

const names = ['a', 'b', 'c'] as const;
const name = fc.constantFrom(...names);
const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ does: fc.constant('read' as const), name }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('read afresh' as const), name }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('change' as const), name }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('tell' as const), name }) },
  {
    weight: 6,
    arbitrary: fc.record({ does: fc.constant('wait' as const), forMs: fc.integer({ min: 1, max: 6_000 }) }),
  },
);

/** Whether a page was the same at its last two calls, and no change was seen after the last, but before so many calls. */
function standsStill(calls: readonly AskedPage[], seenBefore: number): boolean {
  const [before, last] = calls.slice(-2);
  return last !== undefined && before?.version === last.version && last.place >= seenBefore;
}

/** Whether the last call for a page has shown another than the one before. */
function hasChanged(calls: readonly AskedPage[]): boolean {
  const [before, last] = calls.slice(-2);
  return last !== undefined && before !== undefined && before.version !== last.version;
}

test('no answer is older than is said, and no more is asked than where all is cached alike', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 60 }), async (steps) => {
      const clock = new Clock();
      const still = new StillPages({ limits, now: () => clock.now });
      const pages = pagesBy(clock, still);
      const plain = pagesBy(clock, null);
      const truth = new Map<string, number>();
      let seenBefore = 0;
      for (const one of steps) {
        if (one.does === 'wait') clock.now += one.forMs;
        if (one.does === 'change') {
          pages.change(one.name);
          plain.change(one.name);
          truth.set(one.name, (truth.get(one.name) ?? 0) + 1);
        }
        if (one.does === 'tell') {
          still.changed();
          seenBefore = pages.calls.length;
        }
        if (one.does !== 'read' && one.does !== 'read afresh') continue;
        const isFresh = one.does === 'read afresh';
        const before = pages.callsFor(one.name);
        const wasStill = standsStill(before, seenBefore);
        const { age, version } = await pages.read(one.name, isFresh);
        await plain.read(one.name, isFresh);
        expect(age).toBeLessThan(limits.stillListMs);
        if (!wasStill) expect(age).toBeLessThan(limits.listMs);
        if (isFresh) expect(version).toBe(truth.get(one.name) ?? 0);
        expect(pages.callsFor(one.name).length).toBeLessThanOrEqual(plain.callsFor(one.name).length);
        const calls = pages.callsFor(one.name);
        if (calls.length > before.length && hasChanged(calls)) seenBefore = pages.calls.length;
      }
    }),
    { numRuns: 300 },
  );
});
