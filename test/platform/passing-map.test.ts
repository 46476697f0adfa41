import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PassingMap } from '#src/platform/passing-map.ts';

const change = fc.record({
  key: fc.oneof(fc.constantFrom('__proto__', 'constructor', 'toString', '0'), fc.string()),
  value: fc.option(fc.integer(), { nil: undefined }),
});

test('holds what a Map holds, under any text', () => {
  fc.assert(
    fc.property(fc.array(change), (changes) => {
      const passing = new PassingMap<string, number>();
      const map = new Map<string, number>();
      for (const { key, value } of changes) {
        for (const each of [passing, map]) {
          if (value === undefined) each.delete(key);
          else each.set(key, value);
        }
        expect(passing.get(key)).toBe(map.get(key));
      }
      expect(new Set(passing.values())).toEqual(new Set(map.values()));
      expect(passing.values()).toHaveLength(map.size);
    }),
  );
});

test('tells the values of numbers in their order', () => {
  const passing = new PassingMap<number, string>();
  for (const number of [3, 20, 100_000]) passing.set(number, `${number}`);
  passing.delete(20);
  expect(passing.values()).toEqual(['3', '100000']);
});
