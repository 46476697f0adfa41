import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sandboxSources } from '#src/sandbox/sources.ts';
import type { Fault } from '#src/sandbox/faults.ts';
import { timelineProviders } from '#test/sandbox-apis.ts';
import { startLists } from './lists.ts';
import { rowsIn, seeded, seededTimeline, type Row } from './seeded.ts';
import { forwards } from './walking.ts';

/** A page, and the providers that are down while it is read. */
const step = fc.record({
  size: fc.integer({ min: 1, max: 400 }),
  down: fc.subarray(timelineProviders),
});

const directions = { DESC: Object.entries(seeded), ASC: Object.entries(seeded).map(turned) };

function turned([key, rows]: [string, readonly Row[]]): [string, readonly Row[]] {
  return [key, rows.toReversed()];
}

test.for(['DESC', 'ASC'] as const)(
  '%s: whatever is down and when, every task comes once, in the order of its source',
  async (direction) => {
    const lists = await startLists({
      sources: (url) => sandboxSources(url).map((source) => ({ ...source, limits: { attempts: 1 } })),
    });
    const asked = { list: 'batchTasks', direction } as const;
    const property = fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 8 }), async (steps) => {
      const rows: Row[] = [];
      let after: string | null = null;
      for (const { size, down } of steps) {
        await lists.spoil(...down.map((provider): Fault => ({ provider, kind: 'denied' })));
        const page = await lists.page(asked, { first: size, after });
        rows.push(...rowsIn(page));
        after = page.pageInfo.endCursor;
        if (!page.pageInfo.hasNextPage) break;
      }
      await lists.spoil();
      rows.push(...rowsIn(...(await forwards(lists, asked, { size: 500, after }))));
      for (const [key, whole] of directions[direction]) {
        expect(rows.filter(({ source }) => source === key)).toEqual(whole);
      }
      expect(rows).toHaveLength(seededTimeline.length);
      expect(new Set(rows.map(({ taskId }) => taskId)).size).toBe(rows.length);
    });
    await fc.assert(property, { numRuns: 3 });
  },
);
