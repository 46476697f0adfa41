import { expect, test } from 'vitest';
import { byPageNumber, merge, type List } from '#src/pagination/index.ts';
import {
  idOf,
  model,
  offsetList,
  pageList,
  pageOf,
  readAll,
  thing,
  things,
  timeOf,
  tokenList,
  type Model,
  type Thing,
} from './models.ts';

type Keep = (item: Thing) => boolean;
const kinds: Record<string, (upstream: Model, keep?: Keep) => List<Thing>> = {
  offset: (upstream, keep) => offsetList(upstream, 100, keep && { keep }),
  'page number': (upstream, keep) => pageList(upstream, { minimum: 1, maximum: 100 }, keep && { keep }),
  token: (upstream, keep) => tokenList(upstream, 100, keep && { keep }),
};
const names = Object.keys(kinds);
const ways = ['forward', 'backward'] as const;

/** Forty-nine items among others that are filtered out, or none. */
const keeps: readonly (Keep | undefined)[] = [undefined, ({ rank }) => rank % 7 === 0];

test.for(names)('answers of three items or one, where a hundred were asked for, lose nothing: %s', async (name) => {
  for (const way of ways) {
    for (const most of [1, 3]) {
      for (const size of [1, 7, 60]) {
        for (const keep of keeps) {
          const upstream = model(things(120));
          upstream.cut = (asked) => Math.min(asked, most);
          const { ids, pages } = await readAll(kinds[name]!(upstream, keep), [size], way);
          const expected = things(120)
            .filter(keep ?? (() => true))
            .map(idOf);
          expect({ way, most, size, ids }).toEqual({ way, most, size, ids: expected });
          // Ten calls of a page at least, before it is given out with less than was asked for.
          expect(pages).toBeLessThanOrEqual(Math.ceil(120 / Math.min(10 * most, size)) + 2);
        }
      }
    }
  }
});

/** Twice the full answers that a page takes where windows can lie askew to it, and ten more for answers that are cut. */
const mostCalls = [
  { name: 'offset', calls: 2 * 3 + 10 },
  { name: 'page number', calls: 2 * 3 + 10 },
  { name: 'token', calls: 3 + 10 },
];

test.for(mostCalls)('a page of three full answers takes $calls calls at most: $name', async ({ name, calls }) => {
  const upstream = model(things(1_000));
  upstream.cut = () => 1;
  const page = await pageOf(kinds[name]!(upstream), { first: 300 });
  expect({ calls: upstream.calls, given: page.nodes.length }).toEqual({ calls, given: calls });
  expect(page.pageInfo.hasNextPage).toBe(true);
});

test.for(names)('the same in a merge: %s', async (name) => {
  for (const way of ways) {
    const upstream = model(things(60));
    upstream.cut = (asked) => Math.min(asked, 3);
    const other = model(things(30).map(({ rank }) => ({ ...thing(rank * 2 - 0.5), id: `o${rank}` })));
    const list = merge([
      { key: 'a', timeOf, list: kinds[name]!(upstream) },
      { key: 'b', timeOf, list: pageList(other, { minimum: 1, maximum: 100 }) },
    ]);
    const { ids } = await readAll(list, [20], way);
    const all = [...upstream.items, ...other.items].toSorted((one, two) => two.rank - one.rank);
    expect(ids).toEqual(all.map(idOf));
  }
});

test.for([
  { name: 'the total is right', totalOf: (count: number) => count },
  { name: 'the total is one too large', totalOf: (count: number) => count + 1 },
])(
  'of numbered pages of few sizes, what is cut off cannot be asked for: the walk ends all the same: $name',
  async ({ totalOf }) => {
    for (const way of ways) {
      for (const size of [1, 20, 100]) {
        const upstream = model(things(150));
        upstream.cut = (asked) => Math.min(asked, 3);
        upstream.totalOf = totalOf;
        const { pages } = await readAll(pageList(upstream, [30, 50, 100]), [size], way);
        expect(pages).toBeLessThanOrEqual(150);
      }
    }
  },
);

test.for(ways)('pages of at most 50, and numbered by 50 whatever was asked for, lose nothing: %s', async (way) => {
  for (const count of [40, 50, 51, 99, 100, 101, 149, 150, 151, 251]) {
    for (const size of [1, 7, 20, 45, 50, 60, 90, 100, 150]) {
      for (const tellsStart of [false, true]) {
        const all = things(count);
        let calls = 0;
        const list = byPageNumber({ sizes: { minimum: 1, maximum: 100 }, idOf, timeOf }, ({ pageNumber, pageSize }) => {
          calls += 1;
          const given = Math.min(pageSize, 50);
          const start = (pageNumber - 1) * given;
          const answer = { items: all.slice(start, start + given), total: count };
          return Promise.resolve(tellsStart ? { ...answer, start } : answer);
        });
        const { ids, pages } = await readAll(list, [size], way);
        expect({ count, size, tellsStart, ids }).toEqual({ count, size, tellsStart, ids: all.map(idOf) });
        expect(calls).toBeLessThanOrEqual(pages * (3 + Math.ceil(size / 50)));
      }
    }
  }
});
