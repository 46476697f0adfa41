import { expect, test } from 'vitest';
import { EndNotFoundError, merge, PaginationNotSupportedError, type List } from '#src/pagination/index.ts';
import {
  idOf,
  idsOf,
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

const kinds: Record<string, (upstream: Model) => List<Thing>> = {
  offset: (upstream) => offsetList(upstream, 100),
  'offset, ten at most': (upstream) => offsetList(upstream, 10),
  'page number': (upstream) => pageList(upstream, { minimum: 1, maximum: 100 }),
  'page number of few sizes': (upstream) => pageList(upstream, [30, 50, 100]),
};
const names = Object.keys(kinds);
const ways = ['forward', 'backward'] as const;

/** A list beside another in a merge; its items are newer than those of `things`. */
const beside = (list: List<Thing>): List<Thing> => {
  const newer = model(things(30).map(({ rank }) => ({ ...thing(rank + 100_000), id: `o${rank}` })));
  return merge([
    { key: 'a', timeOf, list },
    { key: 'b', timeOf, list: pageList(newer, { minimum: 1, maximum: 100 }) },
  ]);
};

test.for(names)('a total that is one too small loses nothing: %s', async (name) => {
  const isOfTen = name.includes('ten');
  for (const way of ways) {
    // Backwards, items beyond the total say that the end is not where it should be: see the refusals below.
    if (way === 'backward' && isOfTen) continue;
    for (const count of [21, 31, 41]) {
      for (const size of [6, 7, 9, 11, 30]) {
        // Where the first page ends with the total, or a full call does, nothing tells that there is one more.
        if (way === 'forward' && (size === count - 1 || (isOfTen && size > 10))) continue;
        const upstream = model(things(count));
        upstream.totalOf = (found) => found - 1;
        const { ids } = await readAll(kinds[name]!(upstream), [size], way);
        expect({ way, count, size, ids }).toEqual({ way, count, size, ids: things(count).map(idOf) });
      }
    }
  }
});

test.for(names)('the last page, where the total is one too large, takes few calls: %s', async (name) => {
  const maximum = name.includes('ten') ? 10 : 100;
  for (const count of [0, 1, 19, 20, 21, 99, 100, 101, 150, 333]) {
    for (const last of [1, 5, 20]) {
      for (const isMerged of [false, true]) {
        const upstream = model(things(count));
        upstream.totalOf = (found) => found + 1;
        const list = kinds[name]!(upstream);
        const page = await pageOf(isMerged ? beside(list) : list, { last });
        const own = idsOf(page).filter((id) => id.startsWith('t'));
        expect({ count, last, isMerged, own }).toEqual({
          count,
          last,
          isMerged,
          own: things(count).slice(-last).map(idOf),
        });
        expect(page.failures).toEqual(new Map());
        expect(upstream.calls).toBeLessThanOrEqual(4 + Math.ceil(last / maximum));
      }
    }
  }
});

test.for(names)(
  'the last page, where the total is grossly wrong, is found or refused, and never another: %s',
  async (name) => {
    const maximum = name.includes('ten') ? 10 : 100;
    let [found, refused] = [0, 0];
    for (const count of [21, 150, 333, 5000]) {
      for (const factor of [10, 100]) {
        for (const last of [1, 10, 60]) {
          const upstream = model(things(count));
          upstream.totalOf = (all) => all * factor;
          const page = await pageOf(kinds[name]!(upstream), { last }).catch((error: unknown) => error);
          expect(upstream.calls).toBeLessThanOrEqual(15 + Math.ceil(last / maximum));
          if (page instanceof EndNotFoundError) refused += 1;
          else {
            found += 1;
            expect(idsOf(page as Awaited<ReturnType<typeof pageOf<Thing>>>)).toEqual(
              things(count).slice(-last).map(idOf),
            );
          }
        }
      }
    }
    expect(found).toBeGreaterThan(refused);
  },
);

test.for(names)('an end that cannot be found is refused alone, and is one failure in a merge: %s', async (name) => {
  for (const totalOf of [() => null, () => 1e9]) {
    const upstream = model(things(300));
    upstream.totalOf = totalOf;
    const list = kinds[name]!(upstream);
    const alone = pageOf(list, { last: 5 });
    await expect(alone).rejects.toThrow(EndNotFoundError);
    await expect(alone).rejects.toThrow(PaginationNotSupportedError);
    const page = await pageOf(beside(list), { last: 5 });
    expect(idsOf(page)).toEqual(['o5', 'o4', 'o3', 'o2', 'o1']);
    expect([...page.failures]).toEqual([['a', expect.any(EndNotFoundError)]]);
    expect(await page.totalCount()).toBeNull();
  }
});

test.for(names)('backwards, items beyond the total are never passed over: %s', async (name) => {
  for (const count of [131, 250, 333]) {
    // As far as a call has room for one more than is wanted.
    for (const last of [1, 5, 9]) {
      const upstream = model(things(count));
      upstream.totalOf = (found) => found - 1;
      const page = await pageOf(kinds[name]!(upstream), { last });
      expect(idsOf(page)).toEqual(things(count).slice(-last).map(idOf));
      expect(upstream.calls).toBeLessThanOrEqual(4);
    }
  }
});

test('a total that a short first answer disproves is not told', async () => {
  const upstream = model(things(15));
  upstream.totalOf = () => 100;
  const page = await pageOf(offsetList(upstream, 20), { last: 5 });
  expect(idsOf(page)).toEqual(things(5).map(idOf));
  expect(await page.totalCount()).toBeNull();
});

const emptyKinds: Record<string, (upstream: Model) => List<Thing>> = {
  ...kinds,
  token: (upstream) => tokenList(upstream, 100),
  'offset, filtered': (upstream) => offsetList(upstream, 100, { keep: () => false }),
  'page number, filtered': (upstream) => pageList(upstream, { minimum: 1, maximum: 100 }, { keep: () => false }),
};

// The models throw where a page number, a page size or a count is not one.
test.for(Object.keys(emptyKinds))(
  'where all answers are empty, no bad question is asked, and the walk ends: %s',
  async (name) => {
    for (const way of ways) {
      for (const total of [null, 0, 1, 5]) {
        for (const size of [1, 20]) {
          for (const isEmptiedLate of [false, true]) {
            const upstream = model(things(45));
            const list = emptyKinds[name]!(upstream);
            const first = await pageOf(list, way === 'forward' ? { first: size } : { last: size });
            const { endCursor, startCursor } = first.pageInfo;
            const start = isEmptiedLate ? (way === 'forward' ? endCursor : startCursor) : null;
            upstream.items = [];
            upstream.totalOf = () => total;
            upstream.calls = 0;
            const { ids } = await readAll(list, [size], way, start);
            expect(ids).toEqual([]);
            expect(upstream.calls).toBeLessThanOrEqual(12);
          }
        }
      }
    }
  },
);
