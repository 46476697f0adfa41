import { expect, test } from 'vitest';
import type { List } from '#src/pagination/index.ts';
import { idOf, model, offsetList, pageList, readAll, things, tokenList, type Model, type Thing } from './models.ts';

const kinds: Record<string, (upstream: Model) => List<Thing>> = {
  offset: (upstream) => offsetList(upstream, 100),
  'offset, ten at most': (upstream) => offsetList(upstream, 10),
  'page number': (upstream) => pageList(upstream, { minimum: 1, maximum: 100 }),
  'page number of few sizes': (upstream) => pageList(upstream, [30, 50, 100]),
  token: (upstream) => tokenList(upstream, 100),
  'token, ten at most': (upstream) => tokenList(upstream, 10),
};
const names = Object.keys(kinds);
const ways = ['forward', 'backward'] as const;

/** The indexes of two items, of 30, of which the second has the id of the first. */
const pairs = [
  [0, 1],
  [4, 5],
  [4, 7],
  [8, 9],
  [9, 10],
  [9, 12],
  [0, 29],
  [3, 24],
  [28, 29],
  [10, 20],
] as const;

test.for(names)('an id that a list has twice ends no walk, holds none, and repeats no other item: %s', async (name) => {
  for (const way of ways) {
    for (const size of [1, 2, 3, 5, 7, 10, 20]) {
      for (const [first, second] of pairs) {
        const all = things(30);
        const twice = all[first]!.id;
        const upstream = model(all.with(second, { ...all[second]!, id: twice }));
        const { ids, pages } = await readAll(kinds[name]!(upstream), [size], way);
        const others = upstream.items.map(idOf).filter((id) => id !== twice);
        const found = { ids: ids.filter((id) => id !== twice), has: ids.includes(twice) };
        expect({ way, size, first, second, ...found }).toEqual({ way, size, first, second, ids: others, has: true });
        expect(pages).toBeLessThanOrEqual(Math.ceil(30 / size) + 2);
      }
    }
  }
});
