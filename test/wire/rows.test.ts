import { expect, test } from 'vitest';
import { Faults, unreadable } from '#src/upstream/shape.ts';
import { list, listIfTold, parts, rowsIfTold } from '#src/wire/list.ts';
import { mostRows } from '#src/wire/rows.ts';
import { object } from '#src/wire/object.ts';
import { faultsIn, parsed } from '#test/shapes.ts';

/** A shape of rows that counts those that it has looked at. */
function countedRows() {
  let seen = 0;
  const row = {
    read(value: unknown, faults: Faults) {
      seen += 1;
      if (value === 'bad') faults.add('bad');
      return value;
    },
  };
  return { row, seen: () => seen };
}

const many = (count: number, value: unknown): unknown[] => Array.from({ length: count }, () => value);

test.for([
  ['list', list],
  ['listIfTold', listIfTold],
] as const)('%s: a page of twice the rows of any API is taken, and of a longer one none is looked at', ([, of]) => {
  const { row, seen } = countedRows();
  expect(parsed<unknown>(of(row), many(mostRows, 'good'))).toHaveLength(mostRows);
  expect(seen()).toBe(mostRows);
  const refused = faultsIn(of(row), many(mostRows + 1, 'good'));
  expect(refused).toEqual([{ message: 'more than 1000 rows', path: [] }]);
  expect(seen()).toBe(mostRows);
});

test.for([
  ['parts', parts],
  ['rowsIfTold', rowsIfTold],
] as const)('%s: things within a thing are not pages, and are read all', ([, of]) => {
  const { row, seen } = countedRows();
  expect(parsed<unknown>(of(row), many(50_000, 'good'))).toHaveLength(50_000);
  expect(seen()).toBe(50_000);
});

test('what comes after too many faults is not looked at', () => {
  const { row, seen } = countedRows();
  const inner = object({ all: parts(row) });
  const faults = new Faults();
  expect(parts(inner).read(many(1_000, { all: many(50, 'bad') }), faults)).toBe(unreadable);
  expect(faults.count).toBeLessThan(2_100);
  expect(seen()).toBeLessThan(2_100);
});
