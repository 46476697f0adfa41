import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MemoryBudget } from '#src/limits/memory-budget.ts';

test('what is taken is bounded, and can be given back', () => {
  const budget = new MemoryBudget(100);
  const release = budget.reserve('', 60);
  expect(budget.reserve('', 41)).toBeNull();
  expect(budget.reserve('', 40)).not.toBeNull();
  expect(budget.reserve('', 1)).toBeNull();
  release?.();
  expect(budget.reserve('', 60)).not.toBeNull();
});

test('one operation alone may take more than there is', () => {
  const budget = new MemoryBudget(100);
  const release = budget.reserve('', 500);
  expect(budget.reserve('', 1)).toBeNull();
  release?.();
  expect(budget.reserve('', 1)).not.toBeNull();
});

test('a caller alone has half of it, and another has as much as is left to it', () => {
  const budget = new MemoryBudget(120);
  const reserved = (principal: string) => {
    let bytes = 0;
    while (budget.reserve(principal, 1)) bytes += 1;
    return bytes;
  };
  expect([reserved('a'), reserved('b'), reserved('a'), reserved('c')]).toEqual([60, 30, 0, 15]);
});

test('whoever has nothing yet finds room for an operation of a small part, whatever the others hold', () => {
  const operation = fc.record({ principal: fc.constantFrom('a', 'b', 'c'), bytes: fc.integer({ min: 1, max: 50 }) });
  fc.assert(
    fc.property(fc.array(operation), (operations) => {
      const budget = new MemoryBudget(1_600);
      const releases = operations.map(({ principal, bytes }) => budget.reserve(principal, bytes));
      // Each of the three holds as much as is free at most, but for its last operation.
      budget.reserve('d', 50)?.();
      expect(budget.reserve('d', 50)).not.toBeNull();
      for (const release of releases) release?.();
    }),
  );
});
