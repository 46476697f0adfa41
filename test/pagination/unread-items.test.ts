import fc from 'fast-check';
import { expect, test } from 'vitest';
import { byOffset, byToken } from '#src/pagination/index.ts';
import { idOf, idsOf, model, offsetList, pageOf, readAll, things, timeOf, type Model, type Thing } from './models.ts';

const isUnread = ({ rank }: Thing): boolean => rank % 5 === 0;
const read = (item: Thing): Thing | null => (isUnread(item) ? null : item);

/** The list of a model of which every fifth item cannot be read. */
const withUnread = (upstream: Model) =>
  byOffset<Thing>({ maximum: 10, idOf, timeOf }, ({ offset, count }) => {
    upstream.before((upstream.calls += 1));
    const items = upstream.items.slice(offset, offset + count).map(read);
    return Promise.resolve({ items, total: upstream.items.length });
  });

const readable = (items: readonly Thing[]): string[] => items.filter((item) => !isUnread(item)).map(idOf);

test.for(['forward', 'backward'] as const)('items that cannot be read cost none beside them: %s', async (way) => {
  const property = fc.asyncProperty(fc.nat({ max: 120 }), fc.integer({ min: 1, max: 35 }), async (count, size) => {
    const upstream = model(things(count));
    expect((await readAll(withUnread(upstream), [size], way)).ids).toEqual(readable(upstream.items));
    expect(await (await pageOf(withUnread(upstream), { first: 3 })).totalCount()).toBe(count);
  });
  await fc.assert(property, { numRuns: 60 });
});

test('nor while items are removed before them', async () => {
  const property = fc.asyncProperty(
    fc.integer({ min: 11, max: 45 }),
    fc.integer({ min: 1, max: 4 }),
    async (size, step) => {
      const upstream = model(things(200));
      upstream.before = (call) => {
        if (call > 1 && call < 12) upstream.items.splice(0, step);
      };
      const { ids } = await readAll(withUnread(upstream), [size]);
      const remaining = new Set(readable(upstream.items));
      expect(ids.filter((id) => remaining.has(id))).toEqual([...remaining]);
    },
  );
  await fc.assert(property, { numRuns: 60 });
});

test('a page of none but such items leads to the next', async () => {
  const list = byToken<Thing>({ maximum: 10, idOf }, ({ token }) => {
    const page = Number(token ?? 0);
    const items = page === 3 ? things(2) : Array.from({ length: 10 }, () => null);
    return Promise.resolve({ items, next: page === 3 ? null : String(page + 1) });
  });
  expect(idsOf(await pageOf(list, { first: 5 }))).toEqual(['t2', 't1']);
});

test('backwards the item before a gap is missed where the total has it', async () => {
  const upstream = model(things(20));
  const list = offsetList(upstream, 5, { cutShort: () => new Error('cut short') });
  const { pageInfo } = await pageOf(list, { first: 11 });
  upstream.items = upstream.items.slice(0, 10);
  expect(idsOf(await pageOf(list, { last: 3, before: pageInfo.endCursor }))).toEqual(['t13', 't12', 't11']);
  upstream.cut = () => 0;
  await expect(pageOf(list, { last: 3, before: pageInfo.endCursor })).rejects.toThrow('cut short');
});
