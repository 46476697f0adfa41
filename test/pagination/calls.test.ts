import { expect, test } from 'vitest';
import { InvalidPageArgumentError, PaginationNotSupportedError, type List } from '#src/pagination/index.ts';
import { idsOf, model, offsetList, pageList, pageOf, things, tokenList, type Model, type Thing } from './models.ts';

const pages = (upstream: Model) => pageList(upstream, { minimum: 1, maximum: 100 });
const fewSizes = (upstream: Model) => pageList(upstream, [30, 50, 100]);
const offsets = (upstream: Model) => offsetList(upstream, 500);
const tokens = (upstream: Model) => tokenList(upstream, 100);

test.for([
  { name: 'page numbers', list: pages, sizes: [1, 10, 20, 50, 99, 100] },
  { name: 'offsets', list: offsets, sizes: [1, 20, 100, 499, 500] },
  { name: 'tokens', list: tokens, sizes: [1, 20, 50, 100] },
])('a page that goes on at endCursor costs one call: $name', async ({ list: listOf, sizes }) => {
  for (const first of sizes) {
    const upstream = model(things(700));
    const list = listOf(upstream);
    let after: string | null = null;
    for (let page = 1; page <= Math.min(6, Math.ceil(700 / first)); page += 1) {
      const { pageInfo }: Awaited<ReturnType<typeof pageOf<Thing>>> = await pageOf(list, { first, after });
      after = pageInfo.endCursor;
      expect({ first, page, calls: upstream.calls }).toEqual({ first, page, calls: page });
    }
  }
});

test.for([
  { name: 'page numbers', list: pages, maximum: 100 },
  { name: 'few page sizes', list: fewSizes, maximum: 100 },
  { name: 'offsets', list: offsets, maximum: 500 },
])('any window up to the maximum costs at most two calls, either way: $name', async ({ list: listOf, maximum }) => {
  const upstream = model(things(1000));
  const list = listOf(upstream);
  const { edges } = await pageOf(list, { first: 1000 });
  for (let index = 0; index < 1000; index += 13) {
    for (const size of [1, 50, maximum - 1, maximum]) {
      const { cursor } = edges[index]!;
      upstream.calls = 0;
      await pageOf(list, { first: size, after: cursor });
      expect(upstream.calls).toBeLessThanOrEqual(2);
      await pageOf(list, { last: size, before: cursor });
      expect(upstream.calls).toBeLessThanOrEqual(4);
    }
  }
});

test.for([
  { name: 'few items', list: pages, count: 80, last: 20, calls: 1 },
  { name: 'many items', list: pages, count: 970, last: 20, calls: 2 },
  { name: 'offsets', list: offsets, count: 970, last: 20, calls: 2 },
  { name: 'tokens, by the reversed order', list: tokens, count: 970, last: 20, calls: 1 },
])('the last page costs one call more where the total must be learned: $name', async ({ list, count, last, calls }) => {
  const upstream = model(things(count));
  const page = await pageOf(list(upstream), { last });
  expect(idsOf(page)).toEqual(
    things(count)
      .slice(-last)
      .map(({ id }) => id),
  );
  expect(upstream.calls).toBe(calls);
});

test('a window larger than a call takes as many calls as it needs, and none beyond the end', async () => {
  const upstream = model(things(230));
  expect(idsOf(await pageOf(pages(upstream), { first: 500 }))).toHaveLength(230);
  expect(upstream.calls).toBe(3);
});

test('calls beyond the first of a window are made at the same time', async () => {
  const upstream = model(things(500));
  let [flying, most] = [0, 0];
  const list: List<Thing> = {
    walk: (course) => pages(upstream).walk(course),
  };
  upstream.before = () => {
    flying += 1;
    most = Math.max(most, flying);
    queueMicrotask(() => (flying -= 1));
  };
  await pageOf(list, { first: 500 });
  expect(most).toBe(4);
});

test('0 is an empty page without cursors and without a call, unless totalCount is read', async () => {
  const upstream = model(things(30));
  for (const args of [{ first: 0 }, { last: 0 }]) {
    const page = await pageOf(pages(upstream), args);
    expect(page.edges).toEqual([]);
    expect(page.pageInfo).toMatchObject({ startCursor: null, endCursor: null });
  }
  expect(upstream.calls).toBe(0);
  expect(await (await pageOf(pages(upstream), { first: 0 })).totalCount()).toBe(30);
  expect(upstream.calls).toBe(1);
});

test('totalCount costs no call of its own', async () => {
  const upstream = model(things(30));
  const page = await pageOf(pages(upstream), { first: 10 });
  expect(await page.totalCount()).toBe(30);
  expect(upstream.calls).toBe(1);
});

test.for([
  { args: { first: -1 }, argument: 'first' },
  { args: { last: -1 }, argument: 'last' },
  { args: { first: 1001 }, argument: 'first' },
  { args: { last: 1.5 }, argument: 'last' },
  { args: { first: 1, last: 1 }, argument: 'last' },
])('$args is refused, and names $argument', async ({ args, argument }) => {
  const upstream = model(things(3));
  const refusal = expect(pageOf(pages(upstream), args)).rejects;
  await refusal.toSatisfy((error) => error instanceof InvalidPageArgumentError && error.argument === argument);
  expect(upstream.calls).toBe(0);
});

test('neither first nor last is 20, and null is as good as absent', async () => {
  const list = pages(model(things(50)));
  expect(idsOf(await pageOf(list, {}))).toHaveLength(20);
  expect(idsOf(await pageOf(list, { first: null, last: 3, after: null }))).toEqual(['t3', 't2', 't1']);
});

test('a chained list that cannot be turned round is read backwards only from its own pages', async () => {
  const upstream = model(things(2000));
  const list = tokenList(upstream, 100, { reversible: false });
  await expect(pageOf(list, { last: 5 })).rejects.toThrow(PaginationNotSupportedError);
  expect(upstream.calls).toBe(0);
  const { edges } = await pageOf(list, { first: 1000 });
  const late = (await pageOf(list, { first: 150, after: edges[999]!.cursor })).edges;
  upstream.calls = 0;
  expect(idsOf(await pageOf(list, { last: 5, before: edges[250]!.cursor }))).toEqual(idsOfEdges(edges.slice(245, 250)));
  expect(upstream.calls).toBe(1);
  await expect(pageOf(list, { last: 120, before: late[140]!.cursor })).rejects.toThrow(PaginationNotSupportedError);
  expect(upstream.calls).toBe(1);
});

const idsOfEdges = (edges: readonly { readonly node: Thing }[]): string[] => edges.map(({ node }) => node.id);

test('crossing cursors give an empty page, without a call', async () => {
  for (const listOf of [pages, offsets, tokens]) {
    const upstream = model(things(100));
    const { edges } = await pageOf(listOf(upstream), { first: 50 });
    upstream.calls = 0;
    const [early, late] = [edges[10]!.cursor, edges[30]!.cursor];
    for (const args of [
      { first: 5, after: late, before: early },
      { first: 5, after: late, before: late },
    ]) {
      const page = await pageOf(listOf(upstream), args);
      expect(page.edges).toEqual([]);
      expect(page.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true, endCursor: null });
    }
    expect(upstream.calls).toBe(0);
  }
});
