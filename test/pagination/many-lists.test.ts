import fc from 'fast-check';
import { expect, test } from 'vitest';
import { InvalidCursorError, merge, type List } from '#src/pagination/index.ts';
import {
  idOf,
  idsOf,
  model,
  offsetList,
  pageList,
  pageOf,
  timeOf,
  tokenList,
  type Model,
  type Thing,
} from './models.ts';
import { relayPage } from './relay.ts';

interface Source {
  readonly key: string;
  readonly upstream: Model;
  readonly list: List<Thing>;
}

const kinds: readonly ((upstream: Model) => List<Thing>)[] = [
  (upstream) => offsetList(upstream, 50),
  (upstream) => pageList(upstream, { minimum: 1, maximum: 100 }),
  (upstream) => pageList(upstream, [30, 50, 100]),
  (upstream) => tokenList(upstream, 40),
];

/** So many lists, of things whose times fall by these steps, now and then equal or, by null, unknown. */
function sourcesOf(steps: readonly (readonly (number | null)[])[], kindOf = (index: number) => index % 4): Source[] {
  return steps.map((falls, index) => {
    let time = 1000;
    const key = `source-${String(index).padStart(4, '0')}`;
    const items = falls.map((fall, at): Thing => {
      time -= fall ?? 0;
      return { id: `${key}-${at}`, rank: falls.length - at, time: fall === null ? null : time };
    });
    const upstream = model(items);
    return { key, upstream, list: kinds[kindOf(index)]!(upstream) };
  });
}

const mergeOf = (sources: readonly Source[]): List<Thing> => merge(sources.map((source) => ({ ...source, timeOf })));

const byKey = (one: string, other: string) => (one < other ? -1 : 1);

/** What the merge must give: by time, then by key, then as the list has it; an unknown time is that of the item before. */
function wholeOf(sources: readonly Source[]): Thing[] {
  const rows = sources.flatMap(({ key, upstream }) => {
    let time = Infinity;
    return upstream.items.map((item, index) => ({ item, key, index, time: (time = item.time ?? time) }));
  });
  return rows
    .toSorted((one, other) => {
      if (one.time !== other.time) return other.time > one.time ? 1 : -1;
      return one.key === other.key ? one.index - other.index : byKey(one.key, other.key);
    })
    .map(({ item }) => item);
}

const steps = fc.array(fc.option(fc.integer({ min: 0, max: 4 }), { freq: 6 }), { maxLength: 8 });
/** On both sides of the number of lists from which places are short. */
const counts = { few: { minLength: 1, maxLength: 16 }, many: { minLength: 17, maxLength: 24 } };

test.for(['few', 'many'] as const)(
  'the page beside any edge is the slice of the Relay specification: %s',
  async (number) => {
    const property = fc.asyncProperty(
      fc.array(steps, counts[number]),
      fc.boolean(),
      fc.nat(),
      fc.integer({ min: 1, max: 60 }),
      fc.integer({ min: 1, max: 30 }),
      async (falls, isMadeForward, pick, pageSize, size) => {
        const sources = sourcesOf(falls);
        const all = wholeOf(sources);
        if (all.length === 0) return;
        const list = mergeOf(sources);
        // A page in the middle, so that its last edge, whose place is in full, is met as well.
        const { edges, nodes } = await pageOf(list, isMadeForward ? { first: pageSize } : { last: pageSize });
        const at = pick % edges.length;
        const index = all.findIndex(({ id }) => id === nodes[at]!.id);
        const { cursor } = edges[at]!;
        for (const args of [
          { first: size, after: index },
          { last: size, before: index },
        ]) {
          const expected = relayPage(all, args);
          const { first, last } = { first: undefined, last: undefined, ...args };
          const page = await pageOf(list, {
            first,
            last,
            ...('after' in args ? { after: cursor } : { before: cursor }),
          });
          expect({ index, ...args, ids: idsOf(page) }).toEqual({ index, ...args, ids: expected.nodes.map(idOf) });
          const { hasNextPage, hasPreviousPage } = page.pageInfo;
          expect({ hasNextPage, hasPreviousPage }).toEqual({
            hasNextPage: expected.hasNextPage,
            hasPreviousPage: expected.hasPreviousPage,
          });
        }
      },
    );
    await fc.assert(property, { numRuns: 60 });
  },
);

test('between two edges of many lists, whichever way they were made', async () => {
  const property = fc.asyncProperty(
    fc.array(steps, counts.many),
    fc.nat(),
    fc.nat(),
    fc.integer({ min: 1, max: 30 }),
    async (falls, one, other, size) => {
      const sources = sourcesOf(falls);
      const all = wholeOf(sources);
      if (all.length === 0) return;
      const list = mergeOf(sources);
      const [after, before] = [one % all.length, other % all.length];
      const forth = await pageOf(list, { first: 1000 });
      const back = await pageOf(list, { last: 1000 });
      for (const edges of [forth.edges, back.edges]) {
        for (const way of [{ first: size }, { last: size }]) {
          const expected = relayPage(all, { ...way, after, before });
          const page = await pageOf(list, { ...way, after: edges[after]!.cursor, before: edges[before]!.cursor });
          expect(idsOf(page)).toEqual(expected.nodes.map(idOf));
        }
      }
    },
  );
  await fc.assert(property, { numRuns: 25 });
});

const even = (count: number): number[][] => Array.from({ length: count }, (_, at) => [at % 7, 3, 2, 5, 1, 4, 6, 2]);

test('an edge of other lists is refused; the end of a page, in full, is not', async () => {
  const sources = sourcesOf(even(20));
  const { edges, pageInfo } = await pageOf(mergeOf(sources), { first: 30 });
  const [added] = sourcesOf(even(21)).slice(-1);
  for (const others of [sources.slice(1), [...sources, added!], sources.slice(0, 16)]) {
    const list = mergeOf(others);
    const { cursor } = edges[10]!;
    await expect(pageOf(list, { first: 5, after: cursor })).rejects.toThrow(InvalidCursorError);
    await expect(pageOf(list, { last: 5, before: cursor })).rejects.toThrow(InvalidCursorError);
    const next = await pageOf(list, { first: 1000, after: pageInfo.endCursor });
    const read = new Set(edges.map(({ node }) => node.id));
    expect(idsOf(next)).toEqual(
      wholeOf(others)
        .map(idOf)
        .filter((id) => !read.has(id)),
    );
  }
  expect(idsOf(await pageOf(mergeOf(sources.toReversed()), { first: 5, after: edges[10]!.cursor }))).toEqual(
    idsOf(await pageOf(mergeOf(sources), { first: 5, after: edges[10]!.cursor })),
  );
});

/** The id of an item, by its list and its place there. */
const at = (index: number, count: number): string => `${index}-${count}`;

test('a short place finds each list again that moved, and asks none that has nothing', async () => {
  const sources = sourcesOf(even(20), () => 1);
  for (const [index, { upstream }] of sources.entries()) {
    // Times of its own for each item: among equal ones a place tells no index.
    upstream.items = upstream.items.map((item, count) => ({
      ...item,
      time: 1000 - 10 * count - index / 100,
      id: at(index, count),
    }));
  }
  sources[7]!.upstream.items = [];
  const whole = wholeOf(sources).map(idOf);
  const list = mergeOf(sources);
  const { edges } = await pageOf(list, { first: 60 });
  for (const [index, { upstream }] of sources.entries()) {
    upstream.items.unshift({ id: at(index, -1), rank: 100, time: 2000 + index });
  }
  sources[7]!.upstream.calls = 0;
  const { cursor } = edges[40]!;
  expect(idsOf(await pageOf(list, { first: 30, after: cursor }))).toEqual(whole.slice(41, 71));
  expect(idsOf(await pageOf(list, { last: 30, before: cursor }))).toEqual(whole.slice(10, 40));
  expect(sources[7]!.upstream.calls).toBe(0);
});

test('the cursors of a page over 500 lists are small, but for the one that the next page goes on from', async () => {
  const sources = sourcesOf(even(500), () => 1);
  const all = wholeOf(sources).map(idOf);
  const list = mergeOf(sources);
  const { edges, pageInfo } = await pageOf(list, { first: 500 });
  expect(edges).toHaveLength(500);
  for (const { cursor } of edges.slice(0, -1)) expect(cursor.length).toBeLessThan(1024);
  expect(idsOf(await pageOf(list, { first: 50, after: pageInfo.endCursor }))).toEqual(all.slice(500, 550));
  expect(idsOf(await pageOf(list, { first: 20, after: edges[249]!.cursor }))).toEqual(all.slice(250, 270));
  expect(idsOf(await pageOf(list, { last: 20, before: edges[249]!.cursor }))).toEqual(all.slice(229, 249));
});

test('a merge of 1,500 lists goes on after its endCursor', async () => {
  const sources = sourcesOf(even(1500), () => 1);
  const all = wholeOf(sources).map(idOf);
  const { pageInfo } = await pageOf(mergeOf(sources), { first: 100 });
  expect(idsOf(await pageOf(mergeOf(sources), { first: 100, after: pageInfo.endCursor }))).toEqual(all.slice(100, 200));
});
