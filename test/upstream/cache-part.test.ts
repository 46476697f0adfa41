import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CacheSet } from '#src/upstream/cache-entry.ts';
import { CachePart } from '#src/upstream/cache-part.ts';

const principals = ['a', 'b', 'c', 'd'] as const;
const most = 40;

const step = fc.record({
  does: fc.constantFrom('keep', 'keep', 'keep', 'use', 'remove'),
  set: fc.nat(2),
  key: fc.nat(30).map(String),
  principal: fc.constantFrom(...principals),
  weight: fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 9 })),
});

type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

const never = { value: 'kept', expiresAt: Infinity };

/** A part of the cache with three sets, to which steps are done. */
function partOf() {
  const part = new CachePart<string>();
  const sets: CacheSet<string>[] = [new Map(), new Map(), new Map()];
  const live = () => sets.flatMap((set) => [...set.values()]);
  return {
    part,
    live,
    weights: () => new Map(principals.map((principal) => [principal, part.weightOf(principal)])),
    do({ does, set: index, key, principal, weight }: Step): void {
      const set = sets[index] as CacheSet<string>;
      const known = set.get(key);
      if (known && does === 'remove') part.remove(known);
      if (known && does === 'use') {
        known.isUsed = true;
        part.share(known, principal);
      }
      if (does !== 'keep') return;
      if (known) part.change(known, { ...never, weight });
      else part.add({ set, key, principal, isLasting: false }, { ...never, weight });
    },
  };
}

const weighing = (entries: readonly { readonly weight: number }[]): number =>
  entries.reduce((sum, { weight }) => sum + weight, 0);

test('no caller with a fair share or less loses anything, and what each has is told to the last entry', () => {
  let lost = 0;
  fc.assert(
    fc.property(fc.array(step, { minLength: 50, maxLength: 300, size: 'max' }), (steps) => {
      const { part, live, weights, do: doStep } = partOf();
      for (const one of steps) {
        doStep(one);
        const before = weights();
        const callers = [...before.values()].filter((weight) => weight > 0).length;
        const all = part.weight;
        part.trim(most, 0);
        for (const principal of principals) {
          const left = part.weightOf(principal);
          expect(left).toBe(weighing(live().filter((entry) => entry.principal === principal)));
          if (left === before.get(principal)) continue;
          lost += 1;
          expect(before.get(principal)).toBeGreaterThan(most / callers);
        }
        expect(part.weight).toBe(weighing(live()));
        // It takes no more than has to be: less than the heaviest entry beyond.
        expect(part.weight).toBeLessThanOrEqual(most);
        expect(part.weight).toBeGreaterThan(Math.min(all, most) - 9);
      }
    }),
    { numRuns: 200 },
  );
  expect(lost).toBeGreaterThan(100);
});

test.for(['removed', 'expired'] as const)('callers whose last entry was %s are no part of the mean', (how) => {
  const part = new CachePart<string>();
  const set: CacheSet<string> = new Map();
  let now = 0;
  const keep = (principal: string, count: number, expiresAt: number): void => {
    for (let key = 0; key < count; key += 1) {
      const place = { set, key: `${principal} ${key}`, principal, isLasting: false };
      part.add(place, { value: 'kept', weight: 1, expiresAt });
      part.trim(most, now);
    }
  };
  keep('a', most + 1, Infinity);
  for (const principal of ['c', 'd']) {
    keep(principal, 1, 1_000);
    const entry = set.get(`${principal} 0`);
    if (how === 'removed' && entry) part.remove(entry);
  }
  if (how === 'expired') now = 1_000;
  keep('b', 500, Infinity);
  expect([part.weightOf('a'), part.weightOf('b')]).toEqual([20, 20]);
});

test('what comes to another by its use counts as used there', () => {
  const { part, live, do: doStep } = partOf();
  const one = { set: 0, weight: 1 } as const;
  for (const key of ['x', 'y', 'z']) doStep({ ...one, does: 'keep', key, principal: 'a' });
  doStep({ ...one, does: 'use', key: 'y', principal: 'b' });
  for (let key = 0; key < most; key += 1) {
    doStep({ ...one, does: 'keep', key: `${key}`, principal: 'b' });
    part.trim(most, 0);
  }
  const left = live().map(({ key }) => key);
  expect(left).toEqual(expect.arrayContaining(['x', 'y', 'z']));
  expect(left).not.toContain('0');
});
