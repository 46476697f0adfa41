import { expect, test } from 'vitest';
import { merge, type Connection, type List } from '#src/pagination/index.ts';
import { idOf, idsOf, model, pageList, pageOf, readAll, thing, things, timeOf, type Thing } from './models.ts';

const ways = ['forward', 'backward'] as const;
type Way = (typeof ways)[number];

/** An upstream that is down, and may tell when to ask again. */
class Down extends Error {
  readonly retryAfterMs: number | null;

  constructor(retryAfterMs: number | null) {
    super('down');
    this.retryAfterMs = retryAfterMs;
  }
}

/** A merge of so many lists of 40, of which the first is down after so many calls. */
function mergeWithDown(count: number, since: number, retryAfterMs: number | null) {
  const upstreams = Array.from({ length: count }, (_, at) =>
    model(things(40).map(({ rank }) => ({ ...thing(rank * 10 - at), id: `${'abc'[at]}${rank}` }))),
  );
  upstreams[0]!.before = (call) => {
    if (call > since) throw new Down(retryAfterMs);
  };
  const lists = upstreams.map((upstream, at) => ({
    key: 'abc'[at]!,
    timeOf,
    list: pageList(upstream, { minimum: 1, maximum: 100 }),
  }));
  const list = merge(lists, { retryAfterMsOf: (error) => (error instanceof Down ? error.retryAfterMs : null) });
  return { list, upstreams };
}

const goesOn = ({ pageInfo }: Connection<Thing>, way: Way): boolean =>
  way === 'forward' ? pageInfo.hasNextPage : pageInfo.hasPreviousPage;

const cursorOf = ({ pageInfo }: Connection<Thing>, way: Way): string | null =>
  way === 'forward' ? pageInfo.endCursor : pageInfo.startCursor;

const pageFrom = (list: List<Thing>, size: number, way: Way, cursor: string | null): Promise<Connection<Thing>> =>
  pageOf(list, way === 'forward' ? { first: size, after: cursor } : { last: size, before: cursor });

const cases = ways.flatMap((way) =>
  [1, 2, 3].flatMap((count) => [5, 20].flatMap((size) => [0, 1].map((since) => ({ way, count, size, since })))),
);

test.for(cases)('a list stays down, and nothing tells when to ask again: a loop stops: %o', async (given) => {
  const { way, count, size, since } = given;
  const { list, upstreams } = mergeWithDown(count, since, null);
  const { ids } = await readAll(list, [size], way);
  for (const { items } of upstreams.slice(1)) {
    const own = items.map(idOf);
    expect(ids.filter((id) => own.includes(id))).toEqual(own);
  }
});

test.for(ways)(
  'a loop stops after three pages of nothing, and so does one that goes on all the same: %s',
  async (way) => {
    const { list } = mergeWithDown(1, 0, null);
    const seen: { cursor: string | null; goesOn: boolean }[] = [];
    for (let pages = 1; pages <= 6; pages += 1) {
      const page = await pageFrom(list, 5, way, seen.at(-1)?.cursor ?? null);
      expect(page.edges).toEqual([]);
      expect(page.failures.get('a')).toBeInstanceOf(Down);
      seen.push({ cursor: cursorOf(page, way), goesOn: goesOn(page, way) });
    }
    expect(seen.map((each) => each.goesOn)).toEqual([true, true, false, false, false, false]);
    expect(seen.every(({ cursor }) => typeof cursor === 'string')).toBe(true);
  },
);

test.for(ways)('a page with items starts the count: the pages of nothing come after it: %s', async (way) => {
  const { list } = mergeWithDown(2, 0, null);
  const seen: unknown[] = [];
  let cursor: string | null = null;
  for (let pages = 1; pages <= 4; pages += 1) {
    const page = await pageFrom(list, 60, way, cursor);
    seen.push([page.edges.length, goesOn(page, way)]);
    cursor = cursorOf(page, way);
  }
  expect(seen).toEqual([
    [40, true],
    [0, true],
    [0, true],
    [0, false],
  ]);
});

test.for(ways)('while the error tells when to ask again, more is promised: %s', async (way) => {
  const { list, upstreams } = mergeWithDown(2, 0, 1000);
  let cursor: string | null = null;
  for (let pages = 1; pages <= 20; pages += 1) {
    const page = await pageFrom(list, 20, way, cursor);
    expect(goesOn(page, way)).toBe(true);
    expect(page.failures.get('a')).toMatchObject({ retryAfterMs: 1000 });
    cursor = cursorOf(page, way);
  }
  // It is up again: the walk goes on where it stood.
  upstreams[0]!.before = () => {};
  const { ids } = await readAll(list, [20], way, cursor);
  expect(ids).toEqual(upstreams[0]!.items.map(idOf));
});

test.for(ways)(
  'a list that is up again before a loop stops loses nothing, and starts the count anew: %s',
  async (way) => {
    const { list, upstreams } = mergeWithDown(1, 0, null);
    const fail = upstreams[0]!.before;
    const goThroughTwo = async (start: string | null) => {
      const first = await pageFrom(list, 30, way, start);
      const second = await pageFrom(list, 30, way, cursorOf(first, way));
      expect([goesOn(first, way), goesOn(second, way), second.edges]).toEqual([true, true, []]);
      return cursorOf(second, way);
    };
    const stood = await goThroughTwo(null);
    upstreams[0]!.before = () => {};
    const page = await pageFrom(list, 30, way, stood);
    expect(idsOf(page)).toHaveLength(30);
    upstreams[0]!.before = fail;
    const later = await goThroughTwo(cursorOf(page, way));
    upstreams[0]!.before = () => {};
    expect(idsOf(await pageFrom(list, 30, way, later))).toHaveLength(10);
  },
);
