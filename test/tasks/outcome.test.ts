import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isFinished, progressOf } from '#src/tasks/outcome.ts';
import type { TaskStatus } from '#src/tasks/task.ts';

const statuses: readonly TaskStatus[] = [
  'PENDING',
  'RUNNING',
  'SUSPENDED',
  'SUCCEEDED',
  'PARTIALLY_FAILED',
  'FAILED',
  'CANCELED',
  'UNKNOWN',
];
const count = fc.option(fc.nat(20_000));
const counts = fc.record({ total: count, succeeded: count, failed: count, skipped: count });

test('progress is 1 just once a task has finished, whatever it counts', () => {
  fc.assert(
    fc.property(fc.constantFrom(...statuses), counts, (status, counted) => {
      const progress = progressOf(status, counted);
      expect(progress === 1).toBe(isFinished(status));
      if (progress !== null) expect(progress).toBeGreaterThanOrEqual(0);
      if (progress !== null) expect(progress).toBeLessThanOrEqual(1);
    }),
  );
});

test('progress never falls as items are done', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000 }), fc.nat(1_000), fc.nat(1_000), (total, done, more) => {
      const at = (succeeded: number) => progressOf('RUNNING', { total, succeeded, failed: 0, skipped: null });
      expect(at(done + more)!).toBeGreaterThanOrEqual(at(done)!);
    }),
  );
});
