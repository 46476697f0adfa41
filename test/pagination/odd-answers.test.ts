import fc from 'fast-check';
import { expect, test } from 'vitest';
import { byOffset, byPageNumber, byToken, listOf, type List } from '#src/pagination/index.ts';
import {
  idOf,
  idsOf,
  model,
  offsetList,
  pageList,
  pageOf,
  readAll,
  things,
  tokenList,
  type Model,
  type Thing,
} from './models.ts';

const kinds: Record<string, (upstream: Model) => List<Thing>> = {
  offset: (upstream) => offsetList(upstream, 50),
  'page number': (upstream) => pageList(upstream, { minimum: 1, maximum: 100 }),
  token: (upstream) => tokenList(upstream, 40),
};
const names = Object.keys(kinds);
const ids = (count: number): string[] => things(count).map(idOf);
const sizes = fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 4 });
const ways = fc.constantFrom('forward' as const, 'backward' as const);

test.for(names)('answers cut at some number of items lose nothing: %s', async (name) => {
  const property = fc.asyncProperty(
    fc.nat({ max: 200 }),
    sizes,
    fc.integer({ min: 1, max: 30 }),
    ways,
    async (count, steps, most, way) => {
      const upstream = model(things(count));
      upstream.cut = (asked) => Math.min(asked, most);
      expect((await readAll(kinds[name]!(upstream), steps, way)).ids).toEqual(ids(count));
    },
  );
  await fc.assert(property, { numRuns: 60 });
});

const cutShort = (): Error => new Error('cut short');

/** The same lists, which fail where two answers in a row have nothing although the total tells of more. */
const strictKinds: typeof kinds = {
  ...kinds,
  offset: (upstream) => offsetList(upstream, 50, { cutShort }),
  'page number': (upstream) => pageList(upstream, { minimum: 1, maximum: 100 }, { cutShort }),
};

test.for(names)('answers cut at random, now and then empty, lose nothing in silence: %s', async (name) => {
  const shares = fc.infiniteStream(fc.integer({ min: 1, max: 10 }));
  let whole = 0;
  const property = fc.asyncProperty(fc.nat({ max: 200 }), sizes, shares, async (count, steps, share) => {
    const upstream = model(things(count));
    upstream.cut = (asked, call) => (call % 5 === 0 ? 0 : Math.ceil((asked * (share.next().value ?? 10)) / 10));
    const read = await readAll(strictKinds[name]!(upstream), steps).catch((error: unknown) => error);
    if (read instanceof Error) expect(read.message).toBe('cut short');
    else {
      expect((read as Awaited<ReturnType<typeof readAll>>).ids).toEqual(ids(count));
      whole += 1;
    }
  });
  await fc.assert(property, { numRuns: 60 });
  expect(whole).toBeGreaterThan(50);
});

test.for([
  { name: 'none', totalOf: () => null },
  { name: 'five too many', totalOf: (count: number) => count + 5 },
  { name: 'far too many', totalOf: (count: number) => count * 10 + 1000 },
  { name: 'always 1', totalOf: () => 1 },
  { name: 'always 0', totalOf: () => 0 },
  { name: 'three too few', totalOf: (count: number) => Math.max(0, count - 3) },
])('a wrong total loses nothing forwards: $name', async ({ name, totalOf }) => {
  for (const kind of ['offset', 'page number']) {
    for (const size of [2, 7, 20, 60, 100]) {
      const upstream = model(things(101));
      upstream.totalOf = totalOf;
      // A page that ends where such a total does cannot be told from the last one.
      if (name === 'three too few' && 98 % size === 0) continue;
      const list = kinds[kind]!(upstream);
      expect((await readAll(list, [size])).ids).toEqual(ids(101));
      expect(upstream.calls).toBeLessThanOrEqual(Math.ceil(101 / size) * 3 + 4);
      expect(await (await pageOf(list, { first: 101 })).totalCount()).toBe(
        name === 'none' || totalOf(101)! < 101 ? null : totalOf(101),
      );
    }
  }
});

test.for([1, 5, 130, 5000])(
  'a total of %i too many that is believed: all items come, then the failure',
  async (excess) => {
    for (const size of [2, 7, 60, 100]) {
      const upstream = model(things(101));
      upstream.totalOf = (count) => count + excess;
      const list = offsetList(upstream, 50, { cutShort: () => new Error('cut short') });
      const read: string[] = [];
      let after: string | null = null;
      const walk = async () => {
        for (;;) {
          const page = await pageOf(list, { first: size, after });
          expect(page.pageInfo.hasNextPage).toBe(true);
          expect(page.edges).not.toEqual([]);
          read.push(...idsOf(page));
          after = page.pageInfo.endCursor;
        }
      };
      await expect(walk()).rejects.toThrow('cut short');
      expect(read).toEqual(ids(101));
      await expect(pageOf(list, { last: 5 })).rejects.toThrow('cut short');
    }
  },
);

test.for([0, 1, 98])('a total of %i for 101 that is believed loses nothing, and fails nothing', async (total) => {
  const upstream = model(things(101));
  upstream.totalOf = () => total;
  const list = offsetList(upstream, 50, { cutShort: () => new Error('cut short') });
  expect((await readAll(list, [20])).ids).toEqual(ids(101));
});

test.for([5, 130, 5000])('the last page is found though the total says %i too many', async (excess) => {
  for (const kind of ['offset', 'page number']) {
    const upstream = model(things(333));
    upstream.totalOf = (count) => count + excess;
    expect((await readAll(kinds[kind]!(upstream), [30], 'backward')).ids).toEqual(ids(333));
    upstream.calls = 0;
    expect(idsOf(await pageOf(kinds[kind]!(upstream), { last: 10 }))).toEqual(ids(333).slice(-10));
    expect(upstream.calls).toBeLessThanOrEqual(16);
  }
});

test('empty pages with a token are gone through, ten of them for a page', async () => {
  let calls = 0;
  const list = byToken({ maximum: 100, idOf }, ({ token }) => {
    calls += 1;
    const page = Number(token ?? 0);
    return Promise.resolve({ items: page === 25 ? things(3) : [], next: page === 25 ? null : String(page + 1) });
  });
  const first = await pageOf(list, { first: 3 });
  expect(first.edges).toEqual([]);
  expect(first.pageInfo.hasNextPage).toBe(true);
  expect(calls).toBeLessThanOrEqual(11);
  expect((await readAll(list, [3])).ids).toEqual(ids(3));
});

test.for([20, 37, 50, 99])('pages of %i at most, and counted by that size, lose nothing', async (largest) => {
  for (const count of [0, 19, 20, 101, 251]) {
    for (const size of [1, 20, 45, 90]) {
      const upstream = model(things(count));
      const list = byPageNumber({ sizes: { minimum: 1, maximum: 100 }, idOf }, ({ pageNumber, pageSize }) => {
        const given = Math.min(pageSize, largest);
        upstream.calls += 1;
        return Promise.resolve({
          items: things(count).slice((pageNumber - 1) * given, pageNumber * given),
          total: count,
        });
      });
      for (const way of ['forward', 'backward'] as const) {
        const all = await readAll(list, [size], way);
        expect(all.ids).toEqual(ids(count));
        expect(upstream.calls).toBeLessThanOrEqual(all.pages * (3 + 3 * Math.ceil((size + 1) / largest)));
        upstream.calls = 0;
      }
    }
  }
});

/** Right only where the first item is the newest. */
const pinOf = ([first]: readonly Thing[]): number | null => first?.rank ?? null;

test('a pin that turns out to hide older items is let go: a list out of order loses nothing', async () => {
  const order = fc.infiniteStream(fc.nat());
  const property = fc.asyncProperty(fc.nat({ max: 200 }), order, sizes, ways, async (count, picks, steps, way) => {
    const upstream = model(things(count).toSorted(() => ((picks.next().value ?? 0) % 3) - 1));
    const list = pageList(upstream, { minimum: 1, maximum: 100 }, { pinOf });
    const all = await readAll(list, steps, way);
    expect(all.ids).toEqual(upstream.items.map(idOf));
    expect(upstream.calls).toBeLessThanOrEqual(all.pages * 6);
  });
  await fc.assert(property, { numRuns: 60 });
});

test('a token that leads to itself ends the list', async () => {
  const list = byToken({ maximum: 10, idOf }, () => Promise.resolve({ items: things(2), next: 'again' }));
  expect((await readAll(list, [10])).ids).toEqual(['t2', 't1']);
});

test('an item that an upstream gives twice is on a page once', async () => {
  const [one, two, three] = things(3) as [Thing, Thing, Thing];
  const list = byOffset({ maximum: 10, idOf }, () => Promise.resolve({ items: [one, two, two, three], total: 4 }));
  expect(idsOf(await pageOf(list, { first: 10 }))).toEqual(['t3', 't2', 't1']);
});

test.for(names)('sifted after the fact: nothing is lost, ten calls a page, no total: %s', async (name) => {
  for (const [modulus, size] of [
    [2, 20],
    [37, 5],
    [400, 10],
    [10_000, 10],
  ] as const) {
    const upstream = model(things(1500));
    const keep = ({ rank }: Thing) => rank % modulus === 0;
    const list = name === 'token' ? tokenList(upstream, 40, { keep }) : pageList(upstream, [10, 40], { keep });
    for (const way of ['forward', 'backward'] as const) {
      const all = await readAll(list, [size], way);
      expect(all.ids).toEqual(things(1500).filter(keep).map(idOf));
      expect(upstream.calls).toBeLessThanOrEqual(all.pages * 10);
      upstream.calls = 0;
    }
    expect(await (await pageOf(list, { first: 1 })).totalCount()).toBeNull();
  }
});

test('a list that comes whole is loaded once for a page', async () => {
  let loads = 0;
  const list = listOf({ idOf }, () => Promise.resolve((loads += 1)).then(() => things(700)));
  expect((await readAll(list, [300], 'backward')).ids).toEqual(ids(700));
  expect(idsOf(await pageOf(list, { first: 2 }))).toEqual(['t700', 't699']);
  expect(loads).toBe(1);
});
