import fc from 'fast-check';
import { expect, test } from 'vitest';
import { schema } from '#src/schema/index.ts';
import type { Fault } from '#src/sandbox/faults.ts';
import { timelineProviders } from '#test/sandbox-apis.ts';
import { startLists } from './lists.ts';
import { fewerSeeded, fewerSources, fewerTimeline, rowsIn, type Row } from './seeded.ts';
import { forwards } from './walking.ts';

/** A page, and the providers that are down while it is read. */
const step = fc.record({
  size: fc.integer({ min: 1, max: 400 }),
  down: fc.subarray(timelineProviders),
});

const directions = { DESC: Object.entries(fewerSeeded), ASC: Object.entries(fewerSeeded).map(turned) };

function turned([key, rows]: [string, readonly Row[]]): [string, readonly Row[]] {
  return [key, rows.toReversed()];
}

/** A page is in order, whatever failed before it; tasks without a time count as the oldest. */
function expectInOrder(rows: readonly Row[], direction: 'DESC' | 'ASC'): void {
  const times = rows.map(({ time }) => time ?? -Infinity);
  const ascending = times.toSorted((one, other) => (one === other ? 0 : one - other));
  expect(times).toEqual(direction === 'ASC' ? ascending : ascending.reverse());
}

test('after an outage a page begins with tasks newer than the last one ended with, and each page is in order', async () => {
  const { page, spoil } = await startLists();
  const asked = { list: 'batchTasks' } as const;
  await spoil({ provider: 'HUAWEI_DNS', kind: 'denied' });
  const without = await page(asked, { first: 400 });
  await spoil();
  const after = await page(asked, { first: 400, after: without.pageInfo.endCursor });
  const [last, next] = [rowsIn(without).at(-1)?.time, rowsIn(after)[0]?.time];
  expect(next).toBeGreaterThan(last ?? Infinity);
  for (const each of [without, after]) expectInOrder(rowsIn(each), 'DESC');
  const told = schema.getType('BatchTaskConnection')?.description;
  expect(told).toMatch(/Each page is ordered .* the next page can begin with tasks that belong before/);
});

test.for(['DESC', 'ASC'] as const)(
  '%s: whatever is down and when, every task comes once, in the order of its source',
  async (direction) => {
    const lists = await startLists({
      sources: (url) => fewerSources(url).map((source) => ({ ...source, limits: { attempts: 1 } })),
    });
    const asked = { list: 'batchTasks', direction } as const;
    const property = fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 8 }), async (steps) => {
      const rows: Row[] = [];
      let after: string | null = null;
      for (const { size, down } of steps) {
        await lists.spoil(...down.map((provider): Fault => ({ provider, kind: 'denied' })));
        const page = await lists.page(asked, { first: size, after });
        expectInOrder(rowsIn(page), direction);
        rows.push(...rowsIn(page));
        after = page.pageInfo.endCursor;
        if (!page.pageInfo.hasNextPage) break;
      }
      await lists.spoil();
      rows.push(...rowsIn(...(await forwards(lists, asked, { size: 500, after }))));
      for (const [key, whole] of directions[direction]) {
        expect(rows.filter(({ source }) => source === key)).toEqual(whole);
      }
      expect(rows).toHaveLength(fewerTimeline.length);
      expect(new Set(rows.map(({ taskId }) => taskId)).size).toBe(rows.length);
    });
    await fc.assert(property, { numRuns: 3 });
  },
);
