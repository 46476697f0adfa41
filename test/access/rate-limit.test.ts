import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RateLimiter } from '#src/access/rate-limit.ts';

test('a caller may ask so often at once, and again at the rate', () => {
  let now = 0;
  const limiter = new RateLimiter(2, undefined, () => now);
  const rate = (caller: string) => limiter.take(caller);
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
        const limiter = new RateLimiter(limit, undefined, () => now);
        const admitted: number[] = [];
        for (const gap of gaps) {
          now += gap;
          if (limiter.take('a') === 0) admitted.push(now);
        }
        for (const at of admitted) {
          expect(admitted.filter((time) => time >= at && time < at + 1_000).length).toBeLessThanOrEqual(2 * limit);
        }
      },
    ),
  );
});

test('what costs more than a bucket holds can be had, and its caller waits until the debt is paid', () => {
  let now = 0;
  const limiter = new RateLimiter(100, undefined, () => now);
  limiter.charge('a', 40);
  expect(limiter.debtMs('a')).toBe(0);
  limiter.charge('a', 200);
  limiter.charge('a', 50);
  expect(limiter.debtMs('a')).toBe(1_900);
  now = 1_899;
  expect(limiter.debtMs('a')).toBeCloseTo(1);
  now = 1_900;
  expect([limiter.debtMs('a'), limiter.debtMs('b')]).toEqual([0, 0]);
});

test('however much each costs, what is had in a time is bounded by the rate, a bucket and the largest', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ gap: fc.integer({ min: 0, max: 300 }), cost: fc.integer({ min: 0, max: 500 }) })),
      (operations) => {
        let [now, had] = [0, 0];
        const limiter = new RateLimiter(100, 60, () => now);
        for (const { gap, cost } of operations) {
          now += gap;
          if (limiter.debtMs('a') > 0) continue;
          limiter.charge('a', cost);
          had += cost;
        }
        expect(had).toBeLessThanOrEqual(now / 10 + 60 + 500);
      },
    ),
  );
});
