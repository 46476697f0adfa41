import { expect, test } from 'vitest';
import { lastUsed } from '#src/platform/last-used.ts';

test('of more values than there may be, those that were used last are kept', () => {
  const values = lastUsed<string>(3);
  for (const key of ['a', 'b', 'c']) values.set(key, key);
  expect(values.get('a')).toBe('a');
  values.set('d', 'd');
  expect([...values.keys()].toSorted()).toEqual(['a', 'c', 'd']);
  values.delete('c');
  values.set('e', 'e');
  expect([...values.keys()].toSorted()).toEqual(['a', 'd', 'e']);
});

test('a value that takes the place of another counts once', () => {
  const values = lastUsed<object>(2);
  for (let count = 0; count < 5; count += 1) for (const key of ['a', 'b']) values.set(key, { count });
  expect([values.get('a'), values.get('b'), values.size]).toEqual([{ count: 4 }, { count: 4 }, 2]);
});

test('room is taken by values, not by their bound', () => {
  const before = process.memoryUsage().heapUsed;
  const caches = Array.from({ length: 200 }, () => lastUsed<object>(10_000));
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(caches.length * 20_000);
});
