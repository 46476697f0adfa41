import { expect, test } from 'vitest';
import { byToken, merge, type List } from '#src/pagination/index.ts';
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
  type Model,
  type Thing,
} from './models.ts';

const all = things(100_000);
const keep = ({ rank }: Thing): boolean => rank % 10_000 === 5_000;

/** Tokens are the number of items before the page: those of the models are looked up in the whole list. */
const skipList = (upstream: Model): List<Thing> =>
  byToken({ maximum: 100, reversible: true, idOf, timeOf, keep }, ({ token, size, direction }) => {
    upstream.calls += 1;
    const start = Number(token ?? 0);
    const end = Math.min(all.length, start + size);
    const items =
      direction === 'forward' ? all.slice(start, end) : all.slice(all.length - end, all.length - start).toReversed();
    return Promise.resolve({ items, next: end < all.length ? String(end) : null });
  });

const kinds: Record<string, (upstream: Model) => List<Thing>> = {
  offset: (upstream) => offsetList(upstream, 100, { keep }),
  'page number': (upstream) => pageList(upstream, { minimum: 1, maximum: 100 }, { keep }),
  token: skipList,
};
const ways = ['forward', 'backward'] as const;
const cases = Object.keys(kinds).flatMap((name) => ways.map((way) => ({ name, way })));

test.for(cases)('ten matches among 100,000 take fewer than a hundred pages: $name $way', async ({ name, way }) => {
  const upstream = model([]);
  upstream.items = all;
  const { ids, pages } = await readAll(kinds[name]!(upstream), [10], way);
  expect(ids).toEqual(all.filter(keep).map(idOf));
  expect(pages).toBeLessThan(100);
  expect(upstream.calls).toBeLessThan(1100);
});

test('the outcomes tell how far the lists of a merge were read, whether anything was found there or not', async () => {
  const [rare, steady, down] = [model(things(5000)), model([thing(4500.5), thing(1000.5)]), model(things(3))];
  down.before = () => {
    throw new Error('down');
  };
  const list = merge([
    { key: 'rare', timeOf, list: pageList(rare, { minimum: 1, maximum: 100 }, { keep: () => false }) },
    { key: 'steady', timeOf, list: offsetList(steady, 100) },
    { key: 'down', timeOf, list: offsetList(down, 100) },
  ]);
  const first = await pageOf(list, { first: 10 });
  expect(first.nodes.map(({ rank }) => rank)).toEqual([4500.5]);
  // Ten calls of a hundred: ranks 5000 to 4001.
  expect(first.outcomes).toEqual(
    new Map([
      ['down', { error: expect.any(Error), scannedTo: null }],
      ['rare', { scannedTo: 4_001_000 }],
      ['steady', { scannedTo: 1_000_500 }],
    ]),
  );
  const second = await pageOf(list, { first: 10, after: first.pageInfo.endCursor });
  expect(second.nodes).toEqual([]);
  expect(second.outcomes.get('rare')!.scannedTo).toBeLessThan(4_001_000);
  expect(first.failures).toEqual(new Map([['down', expect.any(Error)]]));
});
