import { expect, test } from 'vitest';
import type { List } from '#src/pagination/index.ts';
import { idOf, idsOf, model, offsetList, pageList, pageOf, readAll, things, type Model, type Thing } from './models.ts';

const kinds: Record<string, (upstream: Model) => List<Thing>> = {
  offset: (upstream) => offsetList(upstream, 100),
  'page number': (upstream) => pageList(upstream, { minimum: 1, maximum: 100 }),
};

/** How long an answer is remembered, in milliseconds, and how long a call takes. */
const [remembered, callTime] = [2000, 20];

/** Puts a cache under an upstream; `clock` is moved by calls, and `fresh` has what was asked past the cache. */
function putCacheUnder(upstream: Model) {
  const cache = new Map<string, { readonly at: number; readonly answer: unknown }>();
  const clock = { now: 0 };
  const fresh: string[] = [];
  upstream.remember = async <Answer>(question: string, isFresh: boolean, ask: () => Promise<Answer>) => {
    const known = cache.get(question);
    if (isFresh) fresh.push(question);
    else if (known !== undefined && clock.now - known.at < remembered) return known.answer as Answer;
    clock.now += callTime;
    const answer = await ask();
    cache.set(question, { at: clock.now, answer });
    return answer;
  };
  return { clock, fresh };
}

const names = Object.keys(kinds);
const ways = ['forward', 'backward'] as const;

test.for(names)(
  'items leave, and answers come from a cache: nothing that stays is missed or repeated: %s',
  async (name) => {
    for (const way of ways) {
      for (const size of [7, 20, 60]) {
        for (const isReadBefore of [false, true]) {
          for (const pace of [100, 500, 1500]) {
            const upstream = model(things(230));
            const { clock } = putCacheUnder(upstream);
            const list = kinds[name]!(upstream);
            let at = 0;
            const leave = () => {
              clock.now += pace;
              // Each time at other places, so that items leave on both sides of the walk.
              for (let count = 0; count < 3; count += 1) upstream.items.splice((at += 71) % upstream.items.length, 1);
            };
            if (isReadBefore) {
              await readAll(list, [size], way);
              leave();
            }
            const { ids } = await readAll(list, [size], way, null, leave);
            const staying = upstream.items.map(idOf);
            const found = ids.filter((id) => staying.includes(id));
            expect({ way, size, isReadBefore, pace, found }).toEqual({ way, size, isReadBefore, pace, found: staying });
          }
        }
      }
    }
  },
);

test.for(names)('nothing is asked afresh where the list stood still: %s', async (name) => {
  for (const way of ways) {
    const upstream = model(things(230));
    const { fresh } = putCacheUnder(upstream);
    await readAll(kinds[name]!(upstream), [20], way);
    expect(fresh).toEqual([]);
  }
});

test.for([
  { name: 'offset', afresh: ['0 100'] },
  { name: 'page number', afresh: ['1 of 100'] },
])('a cached answer without the anchor proves nothing: it is asked afresh first: $name', async ({ name, afresh }) => {
  const upstream = model(things(60));
  const { clock, fresh } = putCacheUnder(upstream);
  const list = kinds[name]!(upstream);
  const first = await pageOf(list, { first: 20 });
  clock.now += remembered - 2 * callTime;
  await pageOf(list, { first: 20, after: first.pageInfo.endCursor });
  clock.now += 2 * callTime;
  // The first page is remembered no more, and the second still is.
  upstream.items.splice(5, 25);
  const { pageInfo, nodes } = await pageOf(list, { first: 20 });
  expect([nodes.at(-1)?.id, fresh]).toEqual(['t16', []]);
  const next = await pageOf(list, { first: 20, after: pageInfo.endCursor });
  expect(idsOf(next)).toEqual(things(15).map(idOf));
  expect(next.pageInfo.hasNextPage).toBe(false);
  expect(fresh).toEqual(afresh);
});

test.for(names)('a cached answer with nothing is no end: it is asked afresh first: %s', async (name) => {
  const upstream = model(things(60));
  const { clock, fresh } = putCacheUnder(upstream);
  const list = kinds[name]!(upstream);
  const first = await pageOf(list, { first: 20 });
  upstream.cut = () => 0;
  const empty = await pageOf(list, { first: 20, after: first.pageInfo.endCursor });
  expect(idsOf(empty)).toEqual([]);
  expect(fresh).toHaveLength(1);
  upstream.cut = (asked) => asked;
  clock.now += remembered / 2;
  const next = await pageOf(list, { first: 20, after: first.pageInfo.endCursor });
  expect(idsOf(next)).toEqual(things(40).slice(0, 20).map(idOf));
  expect(fresh).toHaveLength(2);
});
