import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isDeeperThan } from '#src/platform/json-depth.ts';

/** How many lists and objects of a value are in one another. */
const depthOf = (value: unknown): number =>
  typeof value === 'object' && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0;

test('a text is deeper than each number below its depth, and than no other', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
      const depth = depthOf(value);
      const text = JSON.stringify(value);
      expect(isDeeperThan(depth, text)).toBe(false);
      if (depth > 0) expect(isDeeperThan(depth - 1, text)).toBe(true);
    }),
  );
});

test.for(['[', '{"a":'])('of brackets in one another every one counts: %s', (open) => {
  expect([99, 100, 101].map((levels) => isDeeperThan(levels, open.repeat(100)))).toEqual([true, false, false]);
});

/** Texts with what ends a string in JSON, what keeps a quote from ending it, and brackets. */
const awkward = fc.string({ unit: fc.constantFrom('\\', '"', '[', '{', 'a'), maxLength: 20 });

test('brackets in strings do not count, whatever stands before them', () => {
  fc.assert(
    fc.property(fc.array(awkward), (strings) => {
      expect(isDeeperThan(1, JSON.stringify(strings))).toBe(false);
      expect(isDeeperThan(1, JSON.stringify([...strings, []]))).toBe(true);
    }),
    { examples: [[['[[[{{{', '\\"[[[']]] },
  );
});

test.for(['["[[[', '["[[[\\"', '["[[[\\\\\\"'])('of a string that does not end no bracket counts: %s', (text) => {
  expect(isDeeperThan(1, text)).toBe(false);
});
