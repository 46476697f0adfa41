import { expect, onTestFinished, test, vi } from 'vitest';
import { createBreaker } from '#src/upstream/breaker.ts';
import { UpstreamError } from '#src/upstream/errors.ts';
import { answering, transport } from '#test/discipline/faults.ts';
import { startFaultyUpstream } from '#test/faulty-upstream.ts';
import { callerFor, connectTo, failureOf } from './connect.ts';

/** Moves the breaker's clock on, so that a test need not wait, and a busy machine cannot be too late. */
function later(milliseconds: number): void {
  const now = performance.now.bind(performance);
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => now() + milliseconds);
  onTestFinished(() => clock.mockRestore());
}

test('1.9 a source that fails for good takes 20 attempts of 1,000 calls at most', async () => {
  const { url, calls, spoil } = await startFaultyUpstream();
  spoil(answering(503, ''));
  const { ask, notices } = connectTo(url);
  const errors = await Promise.all(Array.from({ length: 1_000 }, () => failureOf(ask())));
  expect(calls.length).toBeLessThanOrEqual(20);
  expect(new Set(errors.map(({ code }) => code))).toEqual(new Set(['UPSTREAM_UNAVAILABLE']));
  const sent = calls.length;
  const error = await failureOf(ask());
  expect(calls).toHaveLength(sent);
  expect(error).toMatchObject({ retryable: true, failure: { retryAfterMs: expect.any(Number), isUnsent: true } });
  expect(notices).toEqual([expect.stringMatching(/^here: It keeps failing/)]);
});

test('1.10 one probe finds a source well again', async () => {
  const { url, calls, spoil, heal } = await startFaultyUpstream();
  spoil(answering(503, ''));
  const { ask, notices } = connectTo(url, { limits: { breakerOpenMs: 60_000, attempts: 1 } });
  for (let asked = 0; asked < 6; asked += 1) await failureOf(ask());
  expect(calls).toHaveLength(5);
  heal();
  later(70_000);
  await ask();
  await Promise.all([ask(), ask(), ask()]);
  expect(calls).toHaveLength(9);
  expect(notices.at(-1)).toBe('here: It answers again.');
});

test('one probe at a time: others fail at once meanwhile, and a failed probe opens for longer', async () => {
  const { url, calls, spoil } = await startFaultyUpstream();
  spoil(answering(503, ''));
  const { ask } = connectTo(url, {
    limits: { breakerFailures: 1, breakerOpenMs: 60_000, attempts: 1, attemptMs: 600 },
  });
  await failureOf(ask());
  spoil(transport.hang);
  later(70_000);
  const ends: string[] = [];
  const probe = failureOf(ask()).finally(() => ends.push('the probe'));
  await expect.poll(() => calls.length).toBe(2);
  await Promise.all([failureOf(ask()), failureOf(ask())]).finally(() => ends.push('the others'));
  expect((await probe).code).toBe('UPSTREAM_TIMEOUT');
  expect(ends).toEqual(['the others', 'the probe']);
  // Twice the first time, give or take a tenth.
  expect((await failureOf(ask())).failure.retryAfterMs).toBeGreaterThan(100_000);
  expect(calls).toHaveLength(2);
});

test('a probe whose caller goes proves nothing: the next call is a probe again', async () => {
  const { url, calls, spoil } = await startFaultyUpstream();
  spoil(answering(503, ''));
  const { ask, notices } = connectTo(url, { limits: { breakerFailures: 1, breakerOpenMs: 50, attempts: 1 } });
  await failureOf(ask());
  spoil(transport.hang);
  await new Promise((resolve) => setTimeout(resolve, 70));
  const caller = callerFor();
  const probe = ask('probe', caller);
  await expect.poll(() => calls.length).toBe(2);
  caller.leave();
  await expect(probe).rejects.toMatchObject({ name: 'AbortError' });
  await expect.poll(() => calls[1]?.abortedAt).not.toBeNull();
  spoil(answering(503, ''));
  expect((await failureOf(ask())).failure.isUnsent).toBeFalsy();
  expect(calls).toHaveLength(3);
  expect(notices).not.toContain('here: It answers again.');
});

test.for([
  { left: 'once most of its time is up', attemptMs: 600, patienceMs: 550, expected: 'UPSTREAM_UNAVAILABLE' },
  { left: 'soon', attemptMs: 60_000, patienceMs: 120, expected: 'TimeoutError' },
])('a source that hangs until its callers leave, $left: $expected', async ({ attemptMs, patienceMs, expected }) => {
  const { url, calls, spoil } = await startFaultyUpstream();
  spoil(transport.hang);
  const { ask } = connectTo(url, { limits: { breakerFailures: 2, attemptMs } });
  const asked = (id: string) => ask(id, callerFor(patienceMs)).catch((error: Error & { code?: unknown }) => error);
  const timeout = { name: 'TimeoutError' };
  expect(await Promise.all([asked('t-1'), asked('t-2')])).toMatchObject([timeout, timeout]);
  await expect.poll(() => calls.map(({ abortedAt }) => abortedAt)).not.toContain(null);
  const error = await asked('t-1');
  expect(error).toMatchObject(expected === 'TimeoutError' ? { name: expected } : { code: expected });
});

const ill = new UpstreamError('here', 'Ask', { code: 'UPSTREAM_UNAVAILABLE' });

/** A breaker, and what its operator is told. */
function watchedBreaker(breakerFailures: number) {
  const notices: string[] = [];
  const breaker = createBreaker({ breakerFailures, breakerOpenMs: 60_000 }, (text) => notices.push(text));
  return { breaker, notices };
}

test('callers that go away while an attempt fails do not keep the breaker from opening', () => {
  const { breaker, notices } = watchedBreaker(1);
  const roles = [breaker.begin(), breaker.begin()] as const;
  breaker.end(roles[0], ill);
  breaker.end(roles[1], new Error('gone'));
  expect(notices).toHaveLength(1);
  expect(breaker.refusal()?.retryAfterMs).toBeGreaterThan(48_000);
});

test('half of many failures open it, though never many in a row', () => {
  const { breaker, notices } = watchedBreaker(5);
  for (let attempt = 0; attempt < 20; attempt += 1) {
    breaker.end(breaker.begin(), attempt % 2 === 0 ? null : ill);
    expect(notices).toHaveLength(attempt === 19 ? 1 : 0);
  }
  expect(breaker.refusal()?.retryAfterMs).toBeGreaterThan(48_000);
});

test('a probe that has no credentials to go with proves nothing', async () => {
  const { url, calls, spoil } = await startFaultyUpstream();
  spoil(answering(503, ''));
  let hasKey = true;
  const key = { accessKeyId: 'id', accessKeySecret: 'secret' };
  const credentials = () => (hasKey ? Promise.resolve(key) : Promise.reject(new Error('none')));
  const limits = { breakerFailures: 1, breakerOpenMs: 50, attempts: 1 };
  const { ask, notices } = connectTo(url, { limits, credentials });
  await failureOf(ask());
  await new Promise((resolve) => setTimeout(resolve, 70));
  hasKey = false;
  expect((await failureOf(ask())).code).toBe('UPSTREAM_DENIED');
  expect(notices).not.toContain('here: It answers again.');
  hasKey = true;
  expect((await failureOf(ask())).code).toBe('UPSTREAM_UNAVAILABLE');
  expect(calls).toHaveLength(2);
});

test('rejections show a source at work, and do not open it', async () => {
  const { url, calls, spoil } = await startFaultyUpstream();
  spoil(answering(400, { Code: 'InvalidParameter' }));
  const { ask } = connectTo(url);
  for (let asked = 0; asked < 30; asked += 1) await failureOf(ask());
  expect(calls).toHaveLength(30);
});
