import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CacheEntry, type CacheSet } from '#src/upstream/cache-entry.ts';
import { SecondChanceQueue } from '#src/upstream/second-chance.ts';

const key = fc.integer({ min: 0, max: 30 }).map(String);
const weight = fc.integer({ min: 1, max: 5 });
const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ does: fc.constant('add' as const), key, weight, forMs: fc.nat(200) }) },
  { weight: 4, arbitrary: fc.record({ does: fc.constant('use' as const), key }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('remove' as const), key }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('reweigh' as const), key, weight }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constant('evict' as const) }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('purge' as const) }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('wait' as const), forMs: fc.nat(50) }) },
);

/** Which entry a list of them says is the next to go; those that have a second chance go to its end. */
function nextOf(line: CacheEntry<string>[], now: number): CacheEntry<string> | null {
  for (let first = line.shift(); first; first = line.shift()) {
    if (!first.isUsed || first.expiresAt <= now) return first;
    line.push(first);
    first.isUsed = false;
  }
  return null;
}

/** The marks of some entries, to be set again. */
const marksOf = (line: readonly CacheEntry<string>[]) => line.map((entry) => [entry, entry.isUsed] as const);

test('who goes is the oldest that was not used since the hand passed it, and nothing is left of what is gone', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 300, size: 'max' }), (steps) => {
      const set: CacheSet<string> = new Map();
      const queue = new SecondChanceQueue<string>();
      let line: CacheEntry<string>[] = [];
      let now = 0;
      for (const one of steps) {
        const known = 'key' in one ? set.get(one.key) : undefined;
        if (one.does === 'wait') now += one.forMs;
        if (one.does === 'use' && known) known.isUsed = true;
        if (one.does === 'reweigh' && known) queue.reweigh(known, one.weight);
        if (one.does === 'remove' && known) {
          queue.remove(known);
          line = line.filter((entry) => entry !== known);
        }
        if (one.does === 'add' && !known) {
          const place = { set, key: one.key, principal: '', isLasting: true };
          const entry = new CacheEntry(place, { value: 'kept', weight: one.weight, expiresAt: now + one.forMs });
          queue.add(entry);
          line.push(entry);
        }
        if (one.does === 'evict') {
          const marks = marksOf(line);
          const expected = nextOf(line, now);
          for (const [entry, isUsed] of marks) entry.isUsed = isUsed;
          expect(queue.evict(now)).toBe(expected);
          expect(expected?.value ?? null).toBeNull();
        }
        if (one.does === 'purge') {
          queue.purge(now);
          line = line.filter(({ expiresAt }) => expiresAt > now);
        }
        expect(new Set(set.values())).toEqual(new Set(line));
        expect(queue.weight).toBe(line.reduce((sum, entry) => sum + entry.weight, 0));
        expect(queue.places).toBeLessThanOrEqual(2 * line.length + 32);
      }
    }),
    { numRuns: 300 },
  );
});

test('however many come, are used and go, the room of a queue is that of its entries', () => {
  const set: CacheSet<string> = new Map();
  const queue = new SecondChanceQueue<string>();
  for (let number = 0; number < 100_000; number += 1) {
    const place = { set, key: `${number}`, principal: '', isLasting: true };
    const entry = new CacheEntry(place, { value: 'kept', weight: 1, expiresAt: Infinity });
    queue.add(entry);
    entry.isUsed = number % 3 === 0;
    if (number % 7 === 0) queue.remove(entry);
    else if (queue.weight > 100) queue.evict(0);
  }
  expect(queue.weight).toBe(100);
  expect(set.size).toBe(100);
  expect(queue.places).toBeLessThanOrEqual(232);
});
