import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRateLimiter } from '#src/access/rate-limit.ts';

test('a caller may ask so often at once, and again at the rate', () => {
  let now = 0;
  const rate = createRateLimiter(2, () => now);
  expect([rate('a'), rate('a')]).toEqual([0, 0]);
  expect(rate('a')).toBe(500);
  expect(rate('b')).toBe(0);
  now = 499;
  expect(rate('a')).toBeCloseTo(1);
  now = 501;
  expect(rate('a')).toBe(0);
  now = 10_000;
  expect([rate('a'), rate('a'), rate('a') > 0]).toEqual([0, 0, true]);
});

test('in no second does a caller get more than twice the rate', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 20 }),
      fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 200 }),
      (limit, gaps) => {
        let now = 0;
        const rate = createRateLimiter(limit, () => now);
        const admitted: number[] = [];
        for (const gap of gaps) {
          now += gap;
          if (rate('a') === 0) admitted.push(now);
        }
        for (const at of admitted) {
          expect(admitted.filter((time) => time >= at && time < at + 1_000).length).toBeLessThanOrEqual(2 * limit);
        }
      },
    ),
  );
});
