import fc from 'fast-check';
import { expect, test } from 'vitest';
import { models, type Members } from './model-clouds.ts';
import { startModelWalks } from './model-walks.ts';

const count = 60;

interface Change {
  readonly joins: number;
  readonly goes: readonly number[];
}

/** What happens to a list between two pages: tasks join as its newest, and some that are not read yet go. */
const change: fc.Arbitrary<Change> = fc.record({
  joins: fc.nat({ max: 30 }),
  goes: fc.array(fc.nat({ max: count }), { maxLength: 2 }),
});

const idOf = (row: Members): string => String(row['Id']);

function apply(rows: Members[], { joins, goes }: Change, read: ReadonlySet<string>, newest: number): void {
  for (const index of goes) {
    const row = rows[index];
    if (row && !read.has(idOf(row)) && index > newest) rows.splice(index, 1);
  }
  // Before the newest: a smaller number is a later time.
  for (let number = 1; number <= joins; number += 1) rows.unshift(models.imm.row(-newest - number));
}

test('tokens that are offsets, of a list that moves: what stays comes once, and nothing comes twice', async () => {
  const walks = await startModelWalks(['imm'], count);
  const rows = walks.rowsOf('imm');
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 3, max: 25 }),
      fc.array(change, { minLength: 20, maxLength: 20 }),
      async (size, changes) => {
        rows.splice(0, rows.length, ...Array.from({ length: count }, (_, index) => models.imm.row(index)));
        const before = rows.map(idOf);
        let [step, newest] = [0, 0];
        const read: string[] = [];
        await walks.walk('imm', size, {
          between: ({ nodes }) => {
            read.push(...nodes.map(({ taskId }) => taskId));
            const next = changes[step++ % changes.length];
            if (!next) return;
            apply(rows, next, new Set(read), newest);
            newest += next.joins;
          },
        });
        expect(new Set(read).size).toBe(read.length);
        const stayed = new Set(rows.map(idOf));
        expect(read.filter((id) => stayed.has(id))).toEqual(before.filter((id) => stayed.has(id)));
      },
    ),
    { numRuns: 30 },
  );
});
