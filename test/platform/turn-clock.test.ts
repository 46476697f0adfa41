import { expect, test } from 'vitest';
import { turnNow } from '#src/platform/turn-clock.ts';

/** Keeps the processor for so long. */
function busyFor(milliseconds: number): void {
  for (const end = performance.now() + milliseconds; performance.now() < end;);
}

test('the moment stays while code runs without a pause, and is another after one', async () => {
  await Promise.resolve();
  const first = turnNow();
  expect(Math.abs(performance.now() - first)).toBeLessThan(1_000);
  busyFor(5);
  expect(turnNow()).toBe(first);
  await Promise.resolve();
  expect(turnNow()).toBeGreaterThanOrEqual(first + 5);
});

test('what waits already sees a moment of its own', async () => {
  const moments: number[] = [];
  const see = (): void => {
    moments.push(turnNow());
    busyFor(2);
  };
  setImmediate(see);
  await new Promise<void>((resolve) => {
    setImmediate(() => {
      see();
      resolve();
    });
  });
  expect(moments[1]).toBeGreaterThanOrEqual((moments[0] ?? NaN) + 2);
});
