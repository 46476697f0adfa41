import { describe, expect, test } from 'vitest';
import { closed, whenBegun, whenEnded, type BreakerState, type EndedAttempt } from '#src/upstream/breaker-state.ts';
import { needsTrial, unproven, unseen, whenAnswered, type KeyState } from '#src/upstream/key-state.ts';
import { defaultSourceLimits } from '#src/upstream/limits.ts';
import { RecentAttempts } from '#src/upstream/recent-attempts.ts';
import { full, rateAt, whenRecovered, whenThrottled, type RateState } from '#src/upstream/rate-state.ts';
import { firstTry, nextTry } from '#src/upstream/retry.ts';
import type { UpstreamFailure } from '#src/upstream/errors.ts';

describe('breaker', () => {
  type Outcome = EndedAttempt['outcome'];
  const limits = { breakerFailures: 3, breakerOpenMs: 100 };
  const ended = { now: 1_000, isProbe: false, haveManyFailed: false };
  const probed = { ...ended, isProbe: true };
  const failing: BreakerState = { at: 'closed', failures: 2 };
  const open: BreakerState = { at: 'open', until: 1_100, openings: 1 };
  const halfOpen: BreakerState = { at: 'half-open', until: 900, openings: 1 };

  test.for<{ state: BreakerState; outcome: Outcome; next: BreakerState; many?: boolean }>([
    { state: closed, outcome: 'success', next: closed },
    { state: closed, outcome: 'failure', next: { at: 'closed', failures: 1 } },
    { state: closed, outcome: 'failure', many: true, next: open },
    { state: failing, outcome: 'success', next: closed },
    { state: failing, outcome: 'refusal', next: failing },
    { state: failing, outcome: 'nothing', next: failing },
    { state: failing, outcome: 'failure', next: open },
    { state: open, outcome: 'success', next: open },
    { state: open, outcome: 'failure', next: open },
    { state: halfOpen, outcome: 'success', next: halfOpen },
    { state: halfOpen, outcome: 'failure', next: halfOpen },
  ])('an ordinary attempt ends in $outcome, $state → $next', ({ state, outcome, next, many = false }) => {
    expect(whenEnded(state, { ...ended, outcome, haveManyFailed: many }, limits)).toEqual(next);
  });

  test.for<{ outcome: Outcome; next: BreakerState }>([
    { outcome: 'success', next: closed },
    { outcome: 'refusal', next: closed },
    { outcome: 'failure', next: { at: 'open', until: 1_200, openings: 2 } },
    { outcome: 'nothing', next: { at: 'open', until: 900, openings: 1 } },
  ])('a probe ends in $outcome → $next', ({ outcome, next }) => {
    expect(whenEnded(halfOpen, { ...probed, outcome }, limits)).toEqual(next);
  });

  test('it is half-open once its time is over, and not before', () => {
    expect(whenBegun(closed, 5_000)).toBe(closed);
    expect(whenBegun(open, 1_099)).toBe(open);
    expect(whenBegun(open, 1_100)).toEqual({ ...open, at: 'half-open' });
    expect(whenBegun(halfOpen, 1_100)).toBe(halfOpen);
  });

  test('failed probes open it for twice as long each, up to six times', () => {
    const periods = [1, 2, 3, 4].map((openings) => {
      const next = whenEnded({ ...halfOpen, openings }, { ...probed, outcome: 'failure' }, limits);
      return next.at === 'open' ? next.until - ended.now : next;
    });
    expect(periods).toEqual([200, 400, 600, 600]);
  });

  test('half of at least 20 attempts within 30 seconds are many failures', () => {
    const recent = new RecentAttempts();
    for (let attempt = 0; attempt < 19; attempt += 1) recent.count(attempt * 1_000, attempt % 2 === 0);
    expect(recent.haveManyFailed()).toBe(false);
    recent.count(19_000, false);
    expect(recent.haveManyFailed()).toBe(true);
    recent.count(19_500, false);
    expect(recent.haveManyFailed()).toBe(false);
    recent.count(19_600, true);
    expect(recent.haveManyFailed()).toBe(true);
    // The first four are past.
    recent.count(33_500, true);
    expect(recent.haveManyFailed()).toBe(false);
    recent.clear();
    for (let attempt = 0; attempt < 20; attempt += 1) recent.count(34_000, true);
    expect(recent.haveManyFailed()).toBe(true);
  });
});

describe('key', () => {
  const refusal: UpstreamFailure = { code: 'UPSTREAM_DENIED', isKeyRefused: true };
  const refused: KeyState = { at: 'refused', trials: 1, refusal, until: 60_000 };
  const accepted: KeyState = { at: 'accepted' };
  const doubtful: KeyState = { at: 'unproven', chances: 2 };

  test.for<{ state: KeyState; failure: UpstreamFailure | null; next: KeyState }>([
    { state: unproven, failure: null, next: accepted },
    { state: unproven, failure: refusal, next: refused },
    { state: unproven, failure: { code: 'UPSTREAM_TIMEOUT' }, next: unproven },
    { state: unproven, failure: { code: 'UPSTREAM_DENIED' }, next: accepted },
    { state: unproven, failure: { code: 'UPSTREAM_REJECTED' }, next: accepted },
    { state: unproven, failure: { code: 'UPSTREAM_REJECTED', isFromElsewhere: true }, next: unproven },
    { state: unseen, failure: null, next: accepted },
    { state: unseen, failure: refusal, next: doubtful },
    { state: unseen, failure: { code: 'UPSTREAM_TIMEOUT' }, next: unseen },
    { state: accepted, failure: refusal, next: doubtful },
    { state: accepted, failure: { ...refusal, retryWith: 'CLOCK' }, next: accepted },
    { state: accepted, failure: { ...refusal, isUnsent: true }, next: accepted },
    { state: doubtful, failure: refusal, next: { at: 'unproven', chances: 1 } },
    { state: doubtful, failure: null, next: accepted },
    { state: refused, failure: null, next: accepted },
    { state: refused, failure: refusal, next: { ...refused, trials: 2, until: 120_000 } },
    { state: { ...refused, trials: 4 }, failure: refusal, next: { ...refused, trials: 5, until: 600_000 } },
    { state: refused, failure: { code: 'UPSTREAM_TIMEOUT' }, next: refused },
  ])('a trial ends in $failure: $state → $next', ({ state, failure, next }) => {
    expect(whenAnswered(state, { failure, isTrial: true, now: 0 })).toEqual(next);
  });

  test('attempts that were under way when a key was refused count for it, and not against it', () => {
    for (const state of [doubtful, refused, { ...refused, until: -1 }]) {
      expect(whenAnswered(state, { failure: refusal, isTrial: false, now: 0 })).toBe(state);
      expect(whenAnswered(state, { failure: null, isTrial: false, now: 0 })).toEqual(accepted);
    }
  });

  test('a key is tried before it is accepted, and once it has rested', () => {
    const states = [unproven, doubtful, unseen, accepted];
    expect(states.map((state) => needsTrial(state, 0))).toEqual([true, true, false, false]);
    expect([59_999, 60_000].map((now) => needsTrial(refused, now))).toEqual([false, true]);
  });
});

describe('rate', () => {
  const bounded = { requestsPerSecond: 100 };

  test.for<{ name: string; state: RateState; limits: { requestsPerSecond?: number }; now: number; next: RateState }>([
    {
      name: 'half of the bound',
      state: full,
      limits: bounded,
      now: 0,
      next: { at: 'recovering', from: 50, since: 0, to: 100 },
    },
    {
      name: 'half of what was asked',
      state: full,
      limits: {},
      now: 0,
      next: { at: 'recovering', from: 60, since: 0, to: 240 },
    },
    {
      name: 'nothing, in the same burst',
      state: { at: 'recovering', from: 50, since: 0, to: 100 },
      limits: bounded,
      now: 999,
      next: { at: 'recovering', from: 50, since: 0, to: 100 },
    },
    {
      name: 'half of what it had recovered',
      state: { at: 'recovering', from: 50, since: 0, to: 100 },
      limits: bounded,
      now: 2_000,
      next: { at: 'recovering', from: 30, since: 2_000, to: 100 },
    },
    {
      name: 'one a second at least',
      state: { at: 'recovering', from: -9, since: 0, to: 100 },
      limits: bounded,
      now: 1_000,
      next: { at: 'recovering', from: 1, since: 1_000, to: 100 },
    },
  ])('throttling leaves $name', ({ state, limits, now, next }) => {
    expect(whenThrottled(state, limits, now, 120)).toEqual(next);
  });

  test('it recovers by five a second until it is full', () => {
    const cut: RateState = { at: 'recovering', from: 50, since: 0, to: 100 };
    expect([0, 2_000, 9_000, 10_000].map((now) => rateAt(cut, bounded, now))).toEqual([50, 60, 95, 100]);
    expect(whenRecovered(cut, bounded, 9_999)).toBe(cut);
    expect(whenRecovered(cut, bounded, 10_000)).toBe(full);
    expect(rateAt(full, {}, 0)).toBe(Infinity);
  });
});

describe('retry', () => {
  const limits = defaultSourceLimits;
  const pauses = (failure: UpstreamFailure, attempts = 1) =>
    Array.from({ length: 200 }, () => nextTry({ ...firstTry, attempts }, failure, limits, Infinity)?.pauseMs ?? NaN);

  test.for<{ failure: UpstreamFailure; attempts?: number; least: number; most: number }>([
    { failure: { code: 'UPSTREAM_TIMEOUT' }, least: 0, most: 50 },
    { failure: { code: 'UPSTREAM_UNAVAILABLE' }, attempts: 2, least: 0, most: 100 },
    { failure: { code: 'UPSTREAM_THROTTLED' }, least: 1_000, most: 1_500 },
    { failure: { code: 'UPSTREAM_THROTTLED' }, attempts: 2, least: 1_000, most: 2_000 },
    { failure: { code: 'UPSTREAM_THROTTLED', retryAfterMs: 300 }, least: 300, most: 350 },
    { failure: { code: 'UPSTREAM_DENIED', retryWith: 'NONCE' }, least: 0, most: 0 },
  ])(
    '$failure.code after $attempts attempts: a pause from $least to $most ms',
    ({ failure, attempts, least, most }) => {
      const all = pauses(failure, attempts);
      expect(Math.min(...all)).toBeGreaterThanOrEqual(least);
      expect(Math.max(...all)).toBeLessThanOrEqual(most);
      // Spread over all of it.
      expect(Math.max(...all) - Math.min(...all)).toBeGreaterThanOrEqual((most - least) * 0.8);
    },
  );

  test.for<{ failure: UpstreamFailure; remainingMs?: number }>([
    { failure: { code: 'UPSTREAM_DENIED' } },
    { failure: { code: 'UPSTREAM_REJECTED' } },
    { failure: { code: 'UPSTREAM_BAD_RESPONSE' } },
    { failure: { code: 'UPSTREAM_UNAVAILABLE', isUnsent: true } },
    { failure: { code: 'UPSTREAM_THROTTLED', retryAfterMs: 5_001 } },
    { failure: { code: 'UPSTREAM_THROTTLED' }, remainingMs: 999 },
  ])('$failure is not retried', ({ failure, remainingMs = Infinity }) => {
    expect(nextTry(firstTry, failure, limits, remainingMs)).toBeNull();
  });

  test('some kinds are retried once, all no more often than a call has attempts', () => {
    const spoilt: UpstreamFailure = { code: 'UPSTREAM_BAD_RESPONSE', isTransport: true };
    const once = nextTry(firstTry, spoilt, limits, Infinity);
    expect(once).toMatchObject({ cost: 'FAILED', tried: { attempts: 2, paid: 'FAILED' } });
    expect(nextTry(once?.tried ?? firstTry, spoilt, limits, Infinity)).toBeNull();
    const other = nextTry(once?.tried ?? firstTry, { code: 'UPSTREAM_DENIED', retryWith: 'CLOCK' }, limits, Infinity);
    expect(other).toMatchObject({ pauseMs: 0, cost: null, tried: { attempts: 3, paid: 'FAILED' } });
    expect(nextTry(other?.tried ?? firstTry, { code: 'UPSTREAM_TIMEOUT' }, limits, Infinity)).toBeNull();
  });
});
