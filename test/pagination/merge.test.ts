import fc from 'fast-check';
import { expect, test } from 'vitest';
import { InvalidCursorError, listOf, merge, PaginationNotSupportedError, type List } from '#src/pagination/index.ts';
import {
  idOf,
  idsOf,
  model,
  offsetList,
  pageList,
  pageOf,
  readAll,
  things,
  timeOf,
  tokenList,
  type Model,
  type Thing,
} from './models.ts';
import { relayPage } from './relay.ts';

const kinds = {
  offset: (upstream: Model) => offsetList(upstream, 50),
  page: (upstream: Model) => pageList(upstream, { minimum: 1, maximum: 100 }),
  few: (upstream: Model) => pageList(upstream, [30, 50, 100]),
  token: (upstream: Model) => tokenList(upstream, 40),
};

interface Source {
  readonly key: string;
  readonly upstream: Model;
  readonly list: List<Thing>;
  readonly undated: boolean;
}

/** A source of things whose times fall, now and then equal or unknown. */
function sourceOf(key: string, kind: keyof typeof kinds, steps: readonly (number | null)[]): Source {
  let time = 1000;
  const items = steps.map((step, index): Thing => {
    time -= step ?? 0;
    return { id: `${key}${index}`, rank: steps.length - index, time: step === null ? null : time };
  });
  const upstream = model(items);
  return { key, upstream, list: kinds[kind](upstream), undated: false };
}

const mergeOf = (sources: readonly Source[], direction: 'ASC' | 'DESC' = 'DESC'): List<Thing> =>
  merge(
    sources.map((source) => ({ ...source, timeOf })),
    { direction },
  );

/** What the merge must give: by time, then by key, then as the source has it. */
function wholeOf(sources: readonly Source[]): Thing[] {
  const rows = sources.flatMap(({ key, upstream, undated }) => {
    let time = undated ? -Infinity : Infinity;
    return upstream.items.map((item, index) => ({
      item,
      key,
      index,
      time: (time = undated ? time : (item.time ?? time)),
    }));
  });
  const order = (one: (typeof rows)[0], other: (typeof rows)[0]) =>
    other.time === one.time
      ? one.key < other.key
        ? -1
        : one.key > other.key
          ? 1
          : one.index - other.index
      : other.time > one.time
        ? 1
        : -1;
  return rows.toSorted(order).map(({ item }) => item);
}

const steps = fc.array(fc.option(fc.integer({ min: 0, max: 3 }), { freq: 6 }), { maxLength: 120 });
const anySources = fc
  .array(fc.tuple(fc.constantFrom('offset', 'page', 'few', 'token'), steps), { minLength: 1, maxLength: 8 })
  .map((made) => made.map(([kind, times], index) => sourceOf(String.fromCharCode(97 + index), kind, times)));
const sizes = fc.array(fc.integer({ min: 1, max: 70 }), { minLength: 1, maxLength: 4 });

test('a merge walks all its sources once, in one order, either way and from either end', async () => {
  const property = fc.asyncProperty(anySources, sizes, async (sources, pages) => {
    const expected = wholeOf(sources).map(idOf);
    expect((await readAll(mergeOf(sources), pages)).ids).toEqual(expected);
    expect((await readAll(mergeOf(sources), pages, 'backward')).ids).toEqual(expected);
    expect((await readAll(mergeOf(sources, 'ASC'), pages)).ids).toEqual(expected.toReversed());
  });
  await fc.assert(property, { numRuns: 60 });
});

test('every page of a merge is the slice of the Relay specification', async () => {
  const bound = fc.option(fc.nat(), { nil: undefined });
  const property = fc.asyncProperty(
    anySources,
    bound,
    bound,
    fc.integer({ min: 1, max: 60 }),
    fc.boolean(),
    async (sources, one, other, size, forward) => {
      const all = wholeOf(sources);
      const list = mergeOf(sources);
      const { edges } = await pageOf(list, forward ? { first: 1000 } : { last: 1000 });
      const [after, before] = [one, other].map((at) =>
        at === undefined || all.length === 0 ? undefined : at % all.length,
      );
      const count = forward ? { first: size } : { last: size };
      const ends = { ...(after === undefined ? {} : { after }), ...(before === undefined ? {} : { before }) };
      const expected = relayPage(all, { ...count, ...ends });
      const page = await pageOf(list, {
        ...count,
        after: edges[after ?? -1]?.cursor,
        before: edges[before ?? -1]?.cursor,
      });
      expect(idsOf(page)).toEqual(expected.nodes.map(idOf));
      expect(page.pageInfo).toMatchObject({
        hasNextPage: expected.hasNextPage,
        hasPreviousPage: expected.hasPreviousPage,
      });
    },
  );
  await fc.assert(property, { numRuns: 80 });
});

test('with failures now and then, no item is lost or repeated, and those of a source keep their order', async () => {
  const property = fc.asyncProperty(
    anySources,
    sizes,
    fc.integer({ min: 2, max: 5 }),
    async (sources, pages, every) => {
      sources.forEach(({ upstream }, index) => {
        upstream.before = (call) => {
          if ((call + index) % every === 0) throw new Error('down');
        };
      });
      const { ids } = await readAll(mergeOf(sources), pages);
      for (const { key, upstream } of sources)
        expect(ids.filter((id) => id.startsWith(key))).toEqual(upstream.items.map(idOf));
    },
  );
  await fc.assert(property, { numRuns: 60 });
});

const even = (count: number): (number | null)[] => Array.from({ length: count }, () => 2);

test('a page costs one call for each source not yet exhausted, all at the same time', async () => {
  const sources = [
    sourceOf('a', 'page', even(300)),
    sourceOf('b', 'offset', even(300)),
    sourceOf('c', 'token', even(5)),
  ];
  let [flying, most] = [0, 0];
  for (const { upstream } of sources) {
    upstream.before = () => {
      most = Math.max(most, (flying += 1));
      queueMicrotask(() => (flying -= 1));
    };
  }
  let after: string | null = null;
  for (let page = 1; page <= 4; page += 1) {
    const { pageInfo }: Awaited<ReturnType<typeof pageOf<Thing>>> = await pageOf(mergeOf(sources), {
      first: 20,
      after,
    });
    after = pageInfo.endCursor;
    expect(sources.map(({ upstream }) => upstream.calls)).toEqual([page, page, 1]);
  }
  expect(most).toBe(3);
});

test('a merge of one list costs what the list costs', async () => {
  const alone = sourceOf('a', 'page', even(700));
  const merged = sourceOf('a', 'page', even(700));
  await readAll(alone.list, [150]);
  await readAll(mergeOf([merged]), [150]);
  expect(merged.upstream.calls).toBe(alone.upstream.calls);
});

test('a source that fails is named, keeps its place, and costs the others nothing', async () => {
  const sources = [sourceOf('a', 'page', even(30)), sourceOf('b', 'offset', even(30))];
  const down = new Error('down');
  sources[0]!.upstream.before = (call) => {
    if (call <= 2) throw down;
  };
  const first = await pageOf(mergeOf(sources), { first: 10 });
  expect(first.failures).toEqual(new Map([['a', down]]));
  expect(idsOf(first)).toEqual(sources[1]!.upstream.items.slice(0, 10).map(idOf));
  expect(await first.totalCount()).toBeNull();
  const { ids } = await readAll(mergeOf(sources), [10]);
  expect(ids.toSorted()).toEqual(wholeOf(sources).map(idOf).toSorted());
});

test('a page on which every source failed is empty, and goes on from where it stood', async () => {
  const source = sourceOf('a', 'page', even(3));
  source.upstream.before = (call) => {
    if (call === 1) throw new Error('down');
  };
  const page = await pageOf(mergeOf([source]), { first: 2 });
  expect(page.edges).toEqual([]);
  expect(page.pageInfo.hasNextPage).toBe(true);
  expect(idsOf(await pageOf(mergeOf([source]), { first: 2, after: page.pageInfo.endCursor }))).toEqual(['a0', 'a1']);
});

test("an error that is fatal, or the cursor's, is no source's failure", async () => {
  for (const error of [new InvalidCursorError(), new PaginationNotSupportedError(), new TypeError('gone')]) {
    const source = sourceOf('a', 'page', even(3));
    source.upstream.before = () => {
      throw error;
    };
    const list = merge([{ ...source, timeOf }], { isFatal: (thrown) => thrown instanceof TypeError });
    await expect(pageOf(list, { first: 2 })).rejects.toBeInstanceOf(error.constructor);
  }
});

test('lists without times come last, and are asked only when a page reaches them', async () => {
  let loads = 0;
  const late = { key: 'a', undated: true, timeOf, list: listOf({ idOf }, async () => ((loads += 1), things(3))) };
  const dated = sourceOf('b', 'page', even(25));
  const list = merge([late, { ...dated, timeOf }]);
  const first = await pageOf(list, { first: 20 });
  expect(loads).toBe(0);
  const second = await pageOf(list, { first: 20, after: first.pageInfo.endCursor });
  expect(idsOf(second).slice(5)).toEqual(['t3', 't2', 't1']);
  expect(loads).toBe(1);
  expect(second.pageInfo.hasNextPage).toBe(false);
  expect(idsOf(await pageOf(list, { last: 5 }))).toEqual([
    ...dated.upstream.items.slice(-2).map(idOf),
    't3',
    't2',
    't1',
  ]);
});

test('a source that was removed is dropped, and one that was added joins from its top', async () => {
  const [a, b, c] = [
    sourceOf('a', 'page', even(10)),
    sourceOf('b', 'offset', even(10)),
    sourceOf('c', 'page', even(10)),
  ];
  for (const direction of ['DESC', 'ASC'] as const) {
    const { pageInfo } = await pageOf(mergeOf([a, b], direction), { first: 6 });
    const next = await pageOf(mergeOf([b, c], direction), { first: 100, after: pageInfo.endCursor });
    expect(next.nodes.filter(({ id }) => id.startsWith('b'))).toHaveLength(7);
    expect(next.nodes.filter(({ id }) => id.startsWith('c'))).toHaveLength(10);
  }
});

test('totalCount is the sum where every source tells, on every page, and costs no call of its own', async () => {
  const sources = [sourceOf('a', 'page', even(10)), sourceOf('b', 'offset', even(50))];
  const list = mergeOf(sources);
  const first = await pageOf(list, { first: 30 });
  const second = await pageOf(list, { first: 30, after: first.pageInfo.endCursor });
  expect([await first.totalCount(), await second.totalCount()]).toEqual([60, 60]);
  expect(sources.map(({ upstream }) => upstream.calls)).toEqual([1, 2]);
  expect(await (await pageOf(list, { first: 0 })).totalCount()).toBe(60);
  expect(
    await (await pageOf(mergeOf([...sources, sourceOf('c', 'token', even(1))]), { first: 3 })).totalCount(),
  ).toBeNull();
});

test('totalCount calls no list that the page did not reach, and counts an empty one on every page', async () => {
  let loads = 0;
  const late = { key: 'z', undated: true, timeOf, list: listOf({ idOf }, async () => ((loads += 1), things(3))) };
  const empty = sourceOf('b', 'page', []);
  const [dated, full] = [
    { ...empty, timeOf },
    { ...sourceOf('a', 'page', even(10)), timeOf },
  ];
  const first = await pageOf(merge([full, dated, late]), { first: 5 });
  expect([await first.totalCount(), loads]).toEqual([null, 0]);
  const second = await pageOf(merge([full, dated]), { first: 5, after: first.pageInfo.endCursor });
  expect([await second.totalCount(), empty.upstream.calls]).toEqual([10, 1]);
});

test('a sifted source that found nothing goes on where it stood, though others filled the page', async () => {
  const upstream = model(things(3000));
  const sifted = pageList(upstream, { minimum: 1, maximum: 100 }, { keep: () => false });
  const steady = sourceOf('b', 'page', []);
  steady.upstream.items = things(3000).map((item) => ({ ...item, id: `b${item.rank}` }));
  const { ids } = await readAll(
    merge([
      { key: 'a', timeOf, list: sifted },
      { ...steady, timeOf },
    ]),
    [500],
  );
  expect(ids).toEqual(steady.upstream.items.map(idOf));
  expect(upstream.calls).toBe(30);
});

test('backwards needs lists that can be read so, and is refused without a call', async () => {
  const dated = sourceOf('b', 'page', even(25));
  const oneWay = { ...sourceOf('a', 'token', even(9)), list: tokenList(model(things(9)), 10, { reversible: false }) };
  await expect(pageOf(mergeOf([oneWay, dated]), { last: 3 })).rejects.toThrow(PaginationNotSupportedError);
  expect(dated.upstream.calls).toBe(0);
});

test('sources out of order of time lose and repeat nothing', async () => {
  const jumbled = fc.array(fc.option(fc.integer({ min: -5, max: 5 })), { maxLength: 80 });
  const property = fc.asyncProperty(
    jumbled,
    jumbled,
    sizes,
    fc.constantFrom('forward', 'backward'),
    async (one, other, pages, way) => {
      const sources = [sourceOf('a', 'page', one), sourceOf('b', 'token', other)];
      const { ids } = await readAll(mergeOf(sources), pages, way);
      for (const { key, upstream } of sources)
        expect(ids.filter((id) => id.startsWith(key))).toEqual(upstream.items.map(idOf));
    },
  );
  await fc.assert(property, { numRuns: 40 });
});

test('a sifted source that finds nothing within its calls holds back only what is older than it came', async () => {
  const upstream = model(things(5000));
  const rare = {
    key: 'a',
    timeOf,
    list: pageList(upstream, { minimum: 1, maximum: 100 }, { keep: ({ rank }) => rank === 10 }),
  };
  const steady = sourceOf('b', 'page', []);
  steady.upstream.items = things(5000)
    .filter(({ rank }) => rank % 200 === 0)
    .map((item) => ({ ...item, id: `b${item.rank}` }));
  const list = merge([rare, { ...steady, timeOf }]);
  const page = await pageOf(list, { first: 20 });
  expect(idsOf(page)).toEqual(['b5000', 'b4800', 'b4600', 'b4400', 'b4200']);
  expect(upstream.calls).toBe(10);
  const { ids } = await readAll(list, [20]);
  expect(ids).toEqual([...steady.upstream.items.map(idOf), 't10']);
});

test('while sources grow at their fronts, none of what stood at the start is missed or repeated', async () => {
  const growth = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 1, max: 5 })), { maxLength: 40 });
  const property = fc.asyncProperty(anySources, growth, sizes, async (sources, growths, pages) => {
    const stood = wholeOf(sources).map(idOf);
    let [calls, added] = [0, 0];
    const grow = () => {
      const [which, count] = growths[(calls += 1)] ?? [0, 0];
      const { items } = sources[which % sources.length]!.upstream;
      for (let more = 0; more < count; more += 1) {
        items.unshift({ id: `new${(added += 1)}`, rank: 1000 + added, time: 2000 + added });
      }
    };
    for (const { upstream } of sources) upstream.before = grow;
    const { ids } = await readAll(mergeOf(sources), pages);
    expect(ids.filter((id) => !id.startsWith('new')).toSorted()).toEqual(stood.toSorted());
  });
  await fc.assert(property, { numRuns: 60 });
});

test('a source that fails keeps its side of the item where it stood, whichever way that was reached', async () => {
  const sources = [
    sourceOf('a', 'page', even(10)),
    sourceOf('b', 'token', even(10)),
    sourceOf('c', 'offset', even(10)),
  ];
  const whole = wholeOf(sources).map(idOf);
  const { edges } = await pageOf(mergeOf(sources), { last: 12 });
  for (const { key, upstream } of sources) {
    const { cursor, node } = edges.findLast((edge, index) => index < 9 && !edge.node.id.startsWith(key))!;
    const calls = upstream.calls;
    upstream.before = (call) => {
      if (call === calls + 1) throw new Error('down');
    };
    const failed = await pageOf(mergeOf(sources), { first: 100, after: cursor });
    const next = await pageOf(mergeOf(sources), { first: 100, after: failed.pageInfo.endCursor });
    const rest = [...idsOf(failed), ...idsOf(next)];
    expect(rest.toSorted()).toEqual(whole.slice(whole.indexOf(node.id) + 1).toSorted());
  }
});
