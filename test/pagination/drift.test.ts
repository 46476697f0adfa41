import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { List } from '#src/pagination/index.ts';
import {
  model,
  offsetList,
  pageList,
  pageOf,
  readAll,
  thing,
  things,
  tokenList,
  type Model,
  type Thing,
} from './models.ts';

const pinOf = ([newest]: readonly Thing[]) => newest?.rank ?? null;
const kinds: Record<string, (upstream: Model) => List<Thing>> = {
  offset: (upstream) => offsetList(upstream, 50),
  'page number': (upstream) => pageList(upstream, { minimum: 1, maximum: 100 }),
  'page number of few sizes': (upstream) => pageList(upstream, [30, 50, 100]),
  'page number, pinned': (upstream) => pageList(upstream, { minimum: 1, maximum: 100 }, { pinOf }),
  token: (upstream) => tokenList(upstream, 40),
};
const names = Object.keys(kinds);
const ways = fc.constantFrom('forward' as const, 'backward' as const);
const sizes = fc.array(fc.integer({ min: 3, max: 90 }), { minLength: 1, maxLength: 4 });

/** Adds newcomers at the front before some calls, `most` in all. */
function addWhileRead(upstream: Model, most: number, step: number, every: number): void {
  let added = 0;
  upstream.before = (call) => {
    if (call === 1 || call % every !== 0) return;
    for (let count = 0; count < step && added < most; count += 1) {
      added += 1;
      upstream.items.unshift(thing(10_000 + added));
    }
  };
}

test.for(names)(
  'while 200 are added at the front, none that stood at the start is missed or repeated: %s',
  async (name) => {
    const property = fc.asyncProperty(
      sizes,
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 1, max: 3 }),
      ways,
      async (steps, step, every, way) => {
        const upstream = model(things(400));
        addWhileRead(upstream, 200, step, every);
        const { ids } = await readAll(kinds[name]!(upstream), steps, way);
        expect(ids.filter((id) => Number(id.slice(1)) < 10_000)).toEqual(things(400).map(({ id }) => id));
      },
    );
    await fc.assert(property, { numRuns: 60 });
  },
);

test.for(names)('while 50 are removed, none of those that remain is missed or repeated: %s', async (name) => {
  const victims = fc.infiniteStream(fc.nat());
  const property = fc.asyncProperty(
    sizes,
    victims,
    fc.integer({ min: 1, max: 10 }),
    ways,
    async (steps, picks, step, way) => {
      const upstream = model(things(400));
      let removed = 0;
      // Of few page sizes none may lie across the place where a removed item stood: time is then needed to look again.
      const every = name === 'page number of few sizes' ? 4 : 1;
      upstream.before = (call) => {
        if (call === 1 || call % every !== 0) return;
        for (let count = 0; count < step && removed < 50; count += 1) {
          removed += 1;
          upstream.items.splice((picks.next().value ?? 0) % upstream.items.length, 1);
        }
      };
      const { ids } = await readAll(kinds[name]!(upstream), steps, way);
      const remaining = new Set(upstream.items.map(({ id }) => id));
      expect(ids.filter((id) => remaining.has(id))).toEqual([...remaining]);
      expect(new Set(ids).size).toBe(ids.length);
    },
  );
  await fc.assert(property, { numRuns: 60 });
});

test('an item removed from among others of its time leaves its place to them', async () => {
  const property = fc.asyncProperty(sizes, fc.integer({ min: 1, max: 9 }), fc.nat(), async (steps, newcomers, pick) => {
    const upstream = model(things(90).map(({ rank }) => thing(rank, 60 * Math.floor(rank / 12))));
    const list = pageList(upstream, { minimum: 1, maximum: 100 });
    const { nodes, pageInfo } = await pageOf(list, { first: 5 + (pick % 80) });
    upstream.items = upstream.items.filter(({ id }) => id !== nodes.at(-1)?.id);
    upstream.items.unshift(...Array.from({ length: newcomers }, (_, index) => thing(1000 - index)));
    const { ids } = await readAll(list, steps, 'forward', pageInfo.endCursor);
    expect(ids).toEqual(things(90 - nodes.length).map(({ id }) => id));
  });
  await fc.assert(property, { numRuns: 60 });
});

test('a list that did not move costs no call more, whatever its total says', async () => {
  const upstream = model(things(400));
  upstream.totalOf = () => 10_000;
  const list = pageList(upstream, { minimum: 1, maximum: 100 });
  await readAll(list, [20]);
  expect(upstream.calls).toBeLessThanOrEqual(20 + 4);
});

test('pinned pages need no search', async () => {
  const upstream = model(things(400));
  addWhileRead(upstream, 200, 20, 1);
  const { pages } = await readAll(pageList(upstream, { minimum: 1, maximum: 100 }, { pinOf }), [20]);
  expect(upstream.calls).toBe(pages);
});

test('over tokens, an item removed from among others of its time loses none of them, by pages larger than a call', async () => {
  const upstream = model(things(100).map(({ rank }) => thing(rank, 1000)));
  const list = tokenList(upstream, 20);
  const { edges } = await pageOf(list, { first: 10 });
  const gone = edges[4]!;
  upstream.items = upstream.items.filter(({ id }) => id !== gone.node.id);
  const { ids } = await readAll(list, [40], 'forward', gone.cursor);
  expect(ids).toEqual(expect.arrayContaining(things(95).map(({ id }) => id)));
  expect(new Set(ids).size).toBe(ids.length);
});

test('over tokens, small pages come to their end though many items join before the first', async () => {
  const upstream = model(things(400));
  addWhileRead(upstream, 200, 29, 1);
  const { ids, pages } = await readAll(tokenList(upstream, 40), [3]);
  expect(ids.filter((id) => Number(id.slice(1)) < 10_000)).toEqual(things(400).map(({ id }) => id));
  expect(pages).toBeLessThan(150);
});
