import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isWrittenWithin, mostCharactersOf } from '#src/pagination/json-length.ts';
import type { Json } from '#src/pagination/list.ts';

const values = fc.jsonValue({ stringUnit: 'binary' }).map((value): Json => JSON.parse(JSON.stringify(value)));

test('no value is written longer than it is taken to be', () => {
  fc.assert(
    fc.property(values, (value) => {
      expect(mostCharactersOf(value)).toBeGreaterThanOrEqual(JSON.stringify(value).length);
    }),
    { examples: [['\u0000'.repeat(50)], [-Number.MAX_VALUE], [[[[]], {}]]] },
  );
});

test('a value is within its own length, and not within less', () => {
  fc.assert(
    fc.property(values, (value) => {
      const { length } = JSON.stringify(value);
      expect([isWrittenWithin(length, value), isWrittenWithin(length - 1, value)]).toEqual([true, false]);
    }),
  );
});
