import { expect, test } from 'vitest';
import { PaginationNotSupportedError } from '#src/pagination/index.ts';
import { idOf, idsOf, model, pageOf, things, tokenList, type Model } from './models.ts';

/** The cursor that a page far into a list of tokens begins with, and how many items are before it. */
async function goFar(upstream: Model, pages: number, size: number, reversible: boolean) {
  const list = tokenList(upstream, 10, { reversible });
  let [after, startCursor]: [string | null, string | null] = [null, null];
  for (let page = 1; page <= pages; page += 1) {
    const { pageInfo }: Awaited<ReturnType<typeof pageOf>> = await pageOf(list, { first: size, after });
    [after, startCursor] = [pageInfo.endCursor, pageInfo.startCursor];
  }
  upstream.calls = 0;
  return { list, before: startCursor, passed: (pages - 1) * size };
}

test.for([
  { pages: 12, size: 10 },
  { pages: 23, size: 5 },
  { pages: 40, size: 10 },
  { pages: 100, size: 5 },
])('the page before, $pages pages of $size into a list that can be reversed', async ({ pages, size }) => {
  const upstream = model(things(2000));
  const { list, before, passed } = await goFar(upstream, pages, size, true);
  const page = await pageOf(list, { last: size, before });
  const ids = upstream.items.map(idOf);
  expect(idsOf(page)).toEqual(ids.slice(passed - size, passed));
  expect(page.pageInfo.hasPreviousPage).toBe(true);
  expect(upstream.calls).toBeLessThanOrEqual(Math.ceil((passed + 1) / 10));
});

test('the page before one that begins a page of a token is read from the start, where that is near', async () => {
  const upstream = model(things(2000));
  const { list, before, passed } = await goFar(upstream, 3, 10, false);
  const page = await pageOf(list, { last: 5, before });
  expect(idsOf(page)).toEqual(upstream.items.map(idOf).slice(passed - 5, passed));
});

test('too far from both ends it is refused, and so it is in a list of one order', async () => {
  for (const [reversible, pages, calls] of [
    [true, 60, 10],
    [false, 13, 0],
  ] as const) {
    const upstream = model(things(2000));
    const { list, before } = await goFar(upstream, pages, 10, reversible);
    await expect(pageOf(list, { last: 10, before })).rejects.toThrow(PaginationNotSupportedError);
    expect(upstream.calls).toBeLessThanOrEqual(calls);
  }
});
