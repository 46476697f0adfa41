import fc from 'fast-check';
import { expect, test } from 'vitest';
import { matches } from '#src/config/grant.ts';

test.for([
  { grant: 'dns', key: 'dns', expected: true },
  { grant: 'dns', key: 'dns-2', expected: false },
  { grant: 'dns', key: 'my-dns', expected: false },
  { grant: '*', key: 'dns', expected: true },
  { grant: 'ecs-*', key: 'ecs-hangzhou', expected: true },
  { grant: 'ecs-*', key: 'ecs-', expected: true },
  { grant: 'ecs-*', key: 'ecs', expected: false },
  { grant: 'ecs-*', key: 'my-ecs-hangzhou', expected: false },
  { grant: '*-dns', key: 'huawei-dns', expected: true },
  { grant: 'a*b*c', key: 'a-b-c', expected: true },
  { grant: 'a*b*c', key: 'a-c-b', expected: false },
  { grant: 'ab*ba', key: 'aba', expected: false },
  { grant: 'a*a', key: 'a', expected: false },
  { grant: '', key: 'dns', expected: false },
  { grant: '.*', key: 'dns', expected: false },
])('$grant means $key: $expected', ({ grant, key, expected }) => {
  expect(matches(grant, key)).toBe(expected);
});

const text = fc.string({ unit: fc.constantFrom('a', 'b', '-', '*'), maxLength: 12 });

test('a wildcard is as the regular expression of the same', () => {
  fc.assert(
    fc.property(text, text, (grant, word) => {
      const key = word.replaceAll('*', '');
      expect(matches(grant, key)).toBe(new RegExp(`^${grant.replaceAll('*', '.*')}$`).test(key));
    }),
  );
});

test('a grant of many stars comes to an end, which by trying all ways it would not', () => {
  expect(matches(`${'*a'.repeat(1_000)}*b`, 'a'.repeat(64))).toBe(false);
});
