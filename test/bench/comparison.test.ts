import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Observation } from '../../bench/fairness/caller-b.ts';
import { compare } from '../../bench/fairness/comparison.ts';

const observation = (latencies: readonly number[], failures: Observation['failures'] = {}): Observation => ({
  kind: 'pages',
  latencies,
  failures,
});

/** What a comparison says of a hundred requests that took 10 ms each while caller A was quiet. */
function verdictOn(latencies: readonly number[], failures: Observation['failures'] = {}, expected: string[] = []) {
  const quiet = observation(Array.from({ length: 100 }, () => 10));
  return compare([quiet], [observation(latencies, failures)], expected)[0];
}

const hundred = (slow: number, slowest: number): number[] => [...Array.from({ length: 98 }, () => 10), slow, slowest];

test.for([
  { slow: 130, slowest: 130, isWithinTarget: true },
  { slow: 131, slowest: 131, isWithinTarget: false },
  // One in a hundred may be slower.
  { slow: 130, slowest: 9_000, isWithinTarget: true },
])('a p99 of $slow ms beside 10 ms: within is $isWithinTarget', ({ slow, slowest, isWithinTarget }) => {
  expect(verdictOn(hundred(slow, slowest))).toMatchObject({ atWork: { p50: 10, p99: slow }, isWithinTarget });
});

test('a fast failure is beyond the target unless it is expected', () => {
  const fast = hundred(10, 10);
  expect(verdictOn(fast)?.isWithinTarget).toBe(true);
  expect(verdictOn(fast, { OVERLOADED: 1 })?.isWithinTarget).toBe(false);
  expect(verdictOn(fast, { OVERLOADED: 1 }, ['OVERLOADED'])?.isWithinTarget).toBe(true);
  expect(verdictOn(fast, { OVERLOADED: 1, 'no answer': 1 }, ['OVERLOADED'])?.isWithinTarget).toBe(false);
});

test('nothing is compared with failures', () => {
  const failing = observation([1], { 'no answer': 1 });
  expect(() => compare([failing], [observation([1])])).toThrow('failed while A was quiet');
});

test('percentiles are latencies that were observed, and do not depend on their order', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 10_000 }), { minLength: 1 }), (latencies) => {
      const told = verdictOn(latencies)?.atWork;
      expect(verdictOn(latencies.toReversed())?.atWork).toEqual(told);
      expect(latencies).toContain(told?.p50);
      expect(latencies.filter((latency) => latency > (told?.p99 ?? NaN)).length).toBeLessThanOrEqual(
        latencies.length / 100,
      );
    }),
  );
});
