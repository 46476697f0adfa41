import { expect, test } from 'vitest';
import { huawei } from '#src/clouds/huawei.ts';
import { alibabaError, answering, dated, huaweiError } from '#test/discipline/faults.ts';
import { startFaultyUpstream } from '#test/faulty-upstream.ts';
import { callerFor, connectTo, failureOf, gaps } from './connect.ts';

const values = (calls: readonly { headers: Record<string, unknown> }[], name: string): Set<unknown> =>
  new Set(calls.map(({ headers }) => headers[name]));

test('1.7 throttled twice, then well: three attempts, three nonces, each after the hint', async () => {
  const { url, calls, spoil } = await startFaultyUpstream();
  spoil(alibabaError(400, 'Throttling.User', { 'x-acs-retry-after': '120' }), 2);
  await connectTo(url).ask();
  expect(calls).toHaveLength(3);
  expect(values(calls, 'x-acs-signature-nonce').size).toBe(3);
  expect(values(calls, 'authorization').size).toBe(3);
  for (const gap of gaps(calls)) expect(gap).toBeGreaterThanOrEqual(119);
});

test('1.7 throttled without a hint: a long pause at least, and a time to come back at the end', async () => {
  const { url, calls, spoil } = await startFaultyUpstream();
  spoil(huaweiError(429, 'APIGW.0308'));
  const error = await failureOf(connectTo(url, { cloud: huawei, limits: { throttledBackoffMs: 100 } }).ask());
  expect(error).toMatchObject({ code: 'UPSTREAM_THROTTLED', failure: { retryAfterMs: 100 } });
  expect(calls).toHaveLength(3);
  for (const gap of gaps(calls)) expect(gap).toBeGreaterThanOrEqual(99);
});

test('1.8 Retry-After in seconds, or as a date, is waited out', async () => {
  const waits = [() => '1', () => new Date(Date.now() + 2_000).toUTCString()].map(async (header) => {
    const { url, calls, spoil } = await startFaultyUpstream();
    spoil((...asked) => answering(503, '', { 'retry-after': header() })(...asked), 1);
    await connectTo(url).ask();
    expect(calls).toHaveLength(2);
    return gaps(calls)[0];
  });
  for (const gap of await Promise.all(waits)) expect(gap).toBeGreaterThan(900);
});

test.for([
  { name: 'an hour in seconds', header: () => '3600' },
  { name: 'an hour as a date', header: () => new Date(Date.now() + 3_600_000).toUTCString() },
])('1.8 Retry-After of $name is not waited out, but told', async ({ header }) => {
  const { url, calls, spoil } = await startFaultyUpstream();
  spoil(huaweiError(429, 'APIGW.0308', { 'retry-after': header() }));
  const error = await failureOf(connectTo(url, { cloud: huawei }).ask());
  expect(error.code).toBe('UPSTREAM_THROTTLED');
  // That it was not waited out shows in that it has failed: an hour is not over.
  expect(error.failure.retryAfterMs).toBeGreaterThan(3_500_000);
  expect(calls).toHaveLength(1);
});

test('a source that asks to be left alone is left alone by all', async () => {
  const { url, calls, spoil } = await startFaultyUpstream();
  spoil(alibabaError(400, 'Throttling.User', { 'x-acs-retry-after': '200' }), 1);
  const { ask } = connectTo(url, { limits: { attempts: 1 } });
  await failureOf(ask());
  await ask();
  expect(gaps(calls)[0]).toBeGreaterThanOrEqual(195);
});

test('no retry begins that the deadline would not see', async () => {
  const { url, calls, spoil } = await startFaultyUpstream();
  spoil(alibabaError(400, 'Throttling.User', { 'x-acs-retry-after': '120000' }));
  const error = await failureOf(connectTo(url).ask('t-1', callerFor(60_000)));
  expect(error).toMatchObject({ code: 'UPSTREAM_THROTTLED', failure: { retryAfterMs: 120_000 } });
  expect(calls).toHaveLength(1);
});

test('1.9 a source that fails for good takes 1,200 attempts of 1,000 calls at most', async () => {
  const { url, calls, spoil } = await startFaultyUpstream();
  spoil(answering(503, ''));
  const { ask } = connectTo(url, { limits: { breaker: false } });
  const errors = await Promise.all(Array.from({ length: 1_000 }, () => failureOf(ask())));
  expect(new Set(errors.map(({ code }) => code))).toEqual(new Set(['UPSTREAM_UNAVAILABLE']));
  expect(calls.length).toBeLessThanOrEqual(1_200);
  expect(calls.length).toBeGreaterThan(1_000);
});

test('successes earn back what retries may cost', async () => {
  const { url, calls, spoil, heal } = await startFaultyUpstream();
  const { ask } = connectTo(url, { limits: { breaker: false, retryBudget: 14 } });
  const attemptsOfFailure = async (): Promise<number> => {
    const before = calls.length;
    spoil(answering(503, ''));
    await failureOf(ask());
    heal();
    return calls.length - before;
  };
  expect([await attemptsOfFailure(), await attemptsOfFailure()]).toEqual([2, 1]);
  for (let success = 0; success < 14; success += 1) await ask();
  expect(await attemptsOfFailure()).toBe(2);
});

const hour = 3_600_000;

test.for([
  {
    cloud: 'Alibaba',
    offsetMs: 2 * hour,
    fault: (date: Record<string, string>) => alibabaError(400, 'InvalidTimeStamp.Expired', date),
  },
  { cloud: 'Huawei', offsetMs: -hour, fault: (date: Record<string, string>) => huaweiError(401, 'APIGW.0301', date) },
])('1.12 $cloud: a clock that is off is corrected once, and remembered', async ({ cloud, offsetMs, fault }) => {
  const { url, calls, spoil } = await startFaultyUpstream();
  spoil(fault(dated(offsetMs)), 1);
  const { ask, notices } = connectTo(url, cloud === 'Huawei' ? { cloud: huawei } : {});
  await ask();
  await ask();
  expect(calls).toHaveLength(3);
  const dates = calls.map(({ headers }) => signedDate(headers['x-acs-date'] ?? headers['x-sdk-date']) - Date.now());
  expect(Math.abs(dates[0] ?? NaN)).toBeLessThan(10_000);
  for (const date of dates.slice(1)) expect(Math.abs(date - offsetMs)).toBeLessThan(10_000);
  expect(notices).toEqual([expect.stringMatching(/^here: Our clock is -?\d+ s behind/)]);
});

test('1.12 a clock that is right is not corrected, and the refusal stands', async () => {
  const { url, calls, spoil } = await startFaultyUpstream();
  spoil(alibabaError(400, 'InvalidTimeStamp.Expired', dated(0)));
  expect((await failureOf(connectTo(url).ask())).code).toBe('UPSTREAM_DENIED');
  expect(calls).toHaveLength(1);
});

/** The moment of `2026-01-02T03:04:05Z` or `20260102T030405Z`. */
const signedDate = (header: unknown): number =>
  Date.parse(String(header).replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));

test('1.3 nothing is sent after the caller has gone', async () => {
  const { url, calls, spoil } = await startFaultyUpstream();
  // A pause of a known length: one by chance may be over before the test has seen the first call.
  spoil(alibabaError(400, 'Throttling.User', { 'x-acs-retry-after': '10000' }));
  const caller = callerFor();
  const asked = connectTo(url, { limits: { retryAfterMs: 20_000 } }).ask('t-1', caller);
  await expect.poll(() => calls.length).toBe(1);
  caller.leave();
  await expect(asked).rejects.toMatchObject({ name: 'AbortError' });
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(calls).toHaveLength(1);
});
