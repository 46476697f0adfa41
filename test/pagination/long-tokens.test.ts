import { createHash } from 'node:crypto';
import { afterEach, expect, test } from 'vitest';
import { byToken, InvalidCursorError, merge, type List } from '#src/pagination/index.ts';
import { forgetTokens } from '#src/pagination/token-names.ts';
import { idOf, idsOf, pageOf, timeOf, type Thing } from './models.ts';

afterEach(forgetTokens);

/** A token of so many characters that nothing compresses. */
const longToken = (text: string, length: number): string => {
  const parts = Array.from({ length: Math.ceil(length / 86) }, (_, part) =>
    createHash('sha512').update(`${part} ${text}`).digest('base64url'),
  );
  return `${text}.${parts.join('')}`.slice(0, length);
};

interface Source {
  readonly items: readonly Thing[];
  readonly list: List<Thing>;
  calls: number;
}

/** A source of things by tokens that stand still while it moves. */
function sourceOf(index: number, count: number, tokenLength: number): Source {
  const tokenOf = (rank: number | undefined): string => longToken(`${rank}.${index}`, tokenLength);
  const items = Array.from({ length: count }, (_, at): Thing => {
    const id = `batch-${createHash('md5').update(`${index} ${at}`).digest('hex')}`;
    return { id, rank: count - at, time: 1_790_000_000_000 - at * 60_000 - index };
  });
  const source: Source = {
    items,
    calls: 0,
    list: byToken({ maximum: 10, idOf, timeOf }, async ({ token, size }) => {
      source.calls += 1;
      const rank = token === null ? Infinity : Number(token.split('.')[0]);
      if (token !== null && token !== tokenOf(rank)) throw new Error(`no token of this list: ${token}`);
      const left = items.filter((item) => item.rank < rank);
      const given = left.slice(0, size);
      return { items: given, next: left.length > size ? tokenOf(given.at(-1)?.rank) : null };
    }),
  };
  return source;
}

const sourcesOf = (count: number, each: number, tokenLength = 400): Source[] =>
  Array.from({ length: count }, (_, index) => sourceOf(index, each, tokenLength));

const mergeOf = (sources: readonly Source[]): List<Thing> =>
  merge(sources.map(({ list }, index) => ({ key: `source-${String(index).padStart(3, '0')}`, list, timeOf })));

const wholeOf = (sources: readonly Source[]): string[] =>
  sources
    .flatMap(({ items }) => items)
    .toSorted((one, other) => (other.time ?? 0) - (one.time ?? 0))
    .map(idOf);

test.for([
  { name: 'remembered', between: () => {} },
  { name: 'forgotten between pages', between: forgetTokens },
])('a timeline of 300 lists with long tokens has cursors under 16 kB, which go on: $name', async ({ between }) => {
  const sources = sourcesOf(300, 25);
  const list = mergeOf(sources);
  const whole = wholeOf(sources);
  const ids: string[] = [];
  let after: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof pageOf<Thing>>> = await pageOf(list, { first: 1000, after });
    ids.push(...idsOf(page));
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    expect(page.pageInfo.endCursor?.length).toBeLessThan(16_384);
    between();
  } while (after !== null && ids.length < 8000);
  expect(ids).toEqual(whole);
});

test('a token that is remembered costs no call, and one that is forgotten the way from the start of its list', async () => {
  const sources = sourcesOf(30, 100);
  const list = mergeOf(sources);
  const after = (await pageOf(list, { first: 1000 })).pageInfo.endCursor;
  const [first] = sources;
  const callsOf = async () => {
    first!.calls = 0;
    const page = await pageOf(list, { first: 60, after });
    expect(idsOf(page)).toEqual(wholeOf(sources).slice(1000, 1060));
    return first!.calls;
  };
  const remembered = await callsOf();
  forgetTokens();
  expect(await callsOf()).toBe(remembered + 3);
});

test('backwards from a place whose token is forgotten the way is the same', async () => {
  const sources = sourcesOf(30, 40);
  const list = mergeOf(sources);
  const before = (await pageOf(list, { first: 900 })).pageInfo.endCursor;
  forgetTokens();
  const page = await pageOf(list, { last: 60, before });
  expect(idsOf(page)).toEqual(wholeOf(sources).slice(839, 899));
});

test('too far from the start, a cursor whose token is forgotten is invalid', async () => {
  const sources = sourcesOf(20, 700);
  const list = mergeOf(sources);
  let after: string | null = null;
  for (let page = 0; page < 12; page += 1) after = (await pageOf(list, { first: 1000, after })).pageInfo.endCursor;
  expect((await pageOf(list, { first: 10, after })).edges).toHaveLength(10);
  forgetTokens();
  await expect(pageOf(list, { first: 10, after })).rejects.toThrow(InvalidCursorError);
});

test.for([
  { count: 1, tokenLength: 8192, most: 32_768 },
  { count: 10, tokenLength: 400, most: 16_384 },
  { count: 16, tokenLength: 400, most: 16_384 },
  { count: 16, tokenLength: 8192, most: 32_768 },
  { count: 17, tokenLength: 8192, most: 32_768 },
])('each cursor over $count lists with tokens of $tokenLength characters is accepted', async (form) => {
  const sources = sourcesOf(form.count, 40, form.tokenLength);
  const list = mergeOf(sources);
  const whole = wholeOf(sources);
  const { edges, pageInfo } = await pageOf(list, { first: 10 * form.count + 5 });
  const cursors = [...edges.map(({ cursor }) => cursor), pageInfo.endCursor ?? ''];
  expect(Math.max(...cursors.map(({ length }) => length))).toBeLessThan(form.most);
  const last = edges.length - 1;
  for (const [index, cursor] of [0, 7, 10, last - 1, last].map((at): [number, string] => [at, cursors[at] ?? ''])) {
    const page = await pageOf(list, { first: 20, after: cursor });
    expect(idsOf(page)).toEqual(whole.slice(index + 1, index + 21));
  }
});
