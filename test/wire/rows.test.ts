import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { list, listIfTold, parts, partsIfTold } from '#src/wire/list.ts';
import { mostRows } from '#src/wire/rows.ts';
import { text } from '#src/wire/scalars.ts';

/** A shape of rows that counts those that it has looked at. */
function countedRows() {
  let seen = 0;
  const row = z.transform((value: unknown, context) => {
    seen += 1;
    if (value === 'bad') context.addIssue('bad');
    return value;
  });
  return { row, seen: () => seen };
}

const many = (count: number, value: unknown): unknown[] => Array.from({ length: count }, () => value);

test.for([
  ['list', list],
  ['listIfTold', listIfTold],
] as const)('%s: a page of twice the rows of any API is taken, and of a longer one none is looked at', ([, of]) => {
  const { row, seen } = countedRows();
  expect(of(row).parse(many(mostRows, 'good'))).toHaveLength(mostRows);
  expect(seen()).toBe(mostRows);
  const refused = of(row).safeParse(many(mostRows + 1, 'good'));
  expect(refused.error?.issues).toMatchObject([{ message: 'more than 1000 rows', path: [] }]);
  expect(seen()).toBe(mostRows);
});

test.for([
  ['parts', parts],
  ['partsIfTold', partsIfTold],
] as const)('%s: things within a thing are not pages, and are read all', ([, of]) => {
  const { row, seen } = countedRows();
  expect(of(row).parse(many(50_000, 'good'))).toHaveLength(50_000);
  expect(seen()).toBe(50_000);
});

test('what comes after too many faults is not looked at', () => {
  const { row, seen } = countedRows();
  const inner = z.object({ all: parts(row) });
  const refused = parts(inner).safeParse(many(1_000, { all: many(50, 'bad') }));
  expect(refused.success).toBe(false);
  expect(refused.error?.issues.length).toBeLessThan(2_100);
  expect(seen()).toBeLessThan(2_100);
});

/** What a shape reads, or the faults that it tells. */
function readOrFaults(shape: z.ZodType, value: unknown): unknown {
  const read = shape.safeParse(value);
  return read.success ? read.data : read.error.issues.map(({ path, message }) => ({ path, message }));
}

test('faults are told as zod tells them of its own lists', () => {
  const item = z.object({ name: text, nested: z.object({ names: parts(text) }).nullish() });
  const plain = z.array(z.nullable(z.object({ name: text, nested: z.object({ names: z.array(text) }).nullish() })));
  const odd = fc.constantFrom<unknown>('a', 1, {}, [], null);
  const row = fc.oneof(
    odd,
    fc.record({ name: odd, nested: fc.record({ names: fc.array(odd.filter((name) => name !== null)) }) }),
  );
  fc.assert(
    fc.property(fc.array(row), (rows) => {
      const given = rows.map((value) => (value === null ? { name: null } : value));
      expect(readOrFaults(list(item), given)).toEqual(readOrFaults(plain, given));
    }),
  );
});
