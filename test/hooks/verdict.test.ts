import { expect, test } from 'vitest';
import { hookLimits } from '#src/hooks/hooks.ts';
import { verdictOf } from '#src/hooks/verdict.ts';

const answered = (status: number, retryAfterMs: number | null = null) =>
  ({ name: 'answered', status, retryAfterMs }) as const;

test.for([
  { status: 200, name: 'delivered' },
  { status: 204, name: 'delivered' },
  { status: 299, name: 'delivered' },
  { status: 199, name: 'retry' },
  { status: 301, name: 'retry' },
  { status: 400, name: 'retry' },
  { status: 401, name: 'retry' },
  { status: 410, name: 'given up' },
  { status: 429, name: 'retry' },
  { status: 503, name: 'retry' },
])('$status is $name', ({ status, name }) => {
  expect(verdictOf(answered(status), 1, hookLimits).name).toBe(name);
});

test('pauses double up to an hour, each spread over its second half', () => {
  for (let attempts = 1; attempts < hookLimits.attempts; attempts += 1) {
    const whole = Math.min(3_600_000, 1_000 * 2 ** (attempts - 1));
    const pauses = Array.from({ length: 200 }, () => verdictOf(answered(500), attempts, hookLimits)).map((verdict) =>
      verdict.name === 'retry' ? verdict.pauseMs : 0,
    );
    expect(Math.min(...pauses)).toBeGreaterThanOrEqual(whole / 2);
    expect(Math.max(...pauses)).toBeLessThanOrEqual(whole);
    expect(Math.max(...pauses) - Math.min(...pauses)).toBeGreaterThan(whole / 4);
  }
});

test('the last attempt is given up', () => {
  const last = verdictOf({ name: 'failed', reason: 'TIMEOUT' }, hookLimits.attempts, hookLimits);
  expect(last).toEqual({ name: 'given up', reason: 'TIMEOUT' });
});

test('a receiver may ask for a longer pause, of an hour at most', () => {
  expect(verdictOf(answered(503, 60_000), 1, hookLimits)).toMatchObject({ name: 'retry', pauseMs: 60_000 });
  expect(verdictOf(answered(503, 1e12), 1, hookLimits)).toMatchObject({ name: 'retry', pauseMs: 3_600_000 });
});
