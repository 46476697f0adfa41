import { expect, onTestFinished, test, vi } from 'vitest';
import { chainCredentials } from '#src/clouds/alibaba-credentials.ts';
import { alibabaError, huaweiError } from '#test/discipline/faults.ts';
import { everyTask, startFaultyUpstream, type Fault } from '#test/faulty-upstream.ts';
import { huawei } from '#src/clouds/huawei.ts';
import { Cancellation } from '#src/platform/cancellation.ts';
import { KeyGuard } from '#src/upstream/key-guard.ts';
import { connectTo, failureOf } from './connect.ts';

/** As a DNS of Huawei Cloud that has every task; the shape is that of `connectTo`. */
const huaweiTask = (): object => ({ TaskSet: { Task: [] } });

/** A chain whose first token has expired already, and how often it was asked. */
function expiringChain(renew: (asked: number) => string) {
  const chain = { asked: 0 };
  const credentials = chainCredentials(() =>
    Promise.resolve({
      async getCredentials() {
        chain.asked += 1;
        const securityToken = renew(chain.asked);
        await new Promise((resolve) => setTimeout(resolve, 20));
        return { accessKeyId: 'id', accessKeySecret: 'secret', securityToken };
      },
    }),
  );
  return { chain, credentials };
}

/** Refuses the first token for good. */
const refuseFirstToken: Fault = (response, answer, call) => {
  if (call.headers['x-acs-security-token'] === 'token-1') {
    return alibabaError(400, 'InvalidSecurityToken.Expired')(response, answer, call);
  }
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(everyTask(call)));
};

test('1.14 a token that has expired is renewed once for all who wait', async () => {
  const { url, calls, spoil } = await startFaultyUpstream();
  spoil(refuseFirstToken);
  const { chain, credentials } = expiringChain((asked) => `token-${asked}`);
  // Longer than a busy machine takes for fifty at once.
  const { ask } = connectTo(url, { credentials, limits: { attemptMs: 3_000 } });
  const answers = await Promise.all(Array.from({ length: 50 }, () => ask()));
  expect(answers).toHaveLength(50);
  expect(chain.asked).toBe(2);
  expect(calls.length).toBeLessThanOrEqual(100);
});

test('1.14 a renewal that fails, or brings the same token, leaves the refusal as it is', async () => {
  const { url, calls, spoil } = await startFaultyUpstream();
  spoil(refuseFirstToken);
  const failing = expiringChain((asked) => {
    if (asked > 1) throw new Error('a secret of the profile');
    return 'token-1';
  });
  const same = expiringChain(() => 'token-1');
  for (const { credentials } of [failing, same]) {
    const error = await failureOf(connectTo(url, { credentials }).ask());
    expect(error).toMatchObject({ code: 'UPSTREAM_DENIED', retryable: false });
    expect(error.message).not.toContain('secret');
  }
  expect(calls).toHaveLength(2);
});

test('no credentials: denied, and nothing is sent', async () => {
  const { url, calls } = await startFaultyUpstream();
  const { ask } = connectTo(url, { credentials: () => Promise.reject(new Error('a secret of the profile')) });
  const error = await failureOf(ask());
  expect(error).toMatchObject({ code: 'UPSTREAM_DENIED', message: expect.not.stringContaining('secret') });
  expect(calls).toHaveLength(0);
});

test('1.13 a key that Huawei refuses is tried once', async () => {
  const { url, calls, spoil } = await startFaultyUpstream();
  spoil(huaweiError(401, 'APIGW.0301'));
  const { ask } = connectTo(url, { cloud: huawei });
  const errors = await Promise.all(Array.from({ length: 50 }, () => failureOf(ask())));
  const later = await failureOf(ask());
  expect(calls).toHaveLength(1);
  for (const error of [...errors, later]) {
    expect(error).toMatchObject({ code: 'UPSTREAM_DENIED', retryable: false, failure: { providerCode: 'APIGW.0301' } });
  }
  expect(later.failure.retryAfterMs).toBeGreaterThan(30_000);
});

test('a key that was accepted is refused after three refusals in a row', async () => {
  const { url, calls, spoil, heal } = await startFaultyUpstream({ answer: huaweiTask });
  const { ask } = connectTo(url, { cloud: huawei });
  const refuse = async (times: number) => {
    spoil(huaweiError(401, 'APIGW.0301'));
    for (let asked = 0; asked < times; asked += 1) await failureOf(ask());
    heal();
  };
  await ask();
  await refuse(2);
  await ask();
  await refuse(5);
  await failureOf(ask());
  expect(calls).toHaveLength(1 + 2 + 1 + 3);
});

test('a refused key is tried again after a minute, and then ever more seldom, up to ten minutes', () => {
  const guard = new KeyGuard(true);
  const attempt = { attemptMs: 1_000, cancellation: new Cancellation() };
  vi.useFakeTimers({ toFake: ['performance'] });
  onTestFinished(() => void vi.useRealTimers());
  const rests = Array.from({ length: 6 }, () => {
    expect(guard.begin(attempt)).toBe(true);
    guard.end(true, { code: 'UPSTREAM_DENIED', isKeyRefused: true });
    const rest = guard.refusal()?.retryAfterMs ?? NaN;
    vi.advanceTimersByTime(rest - 1);
    expect([guard.begin(attempt), guard.refusal() !== null]).toEqual([false, true]);
    vi.advanceTimersByTime(1);
    expect(guard.refusal()).toBeNull();
    return Math.round(rest / 60_000);
  });
  expect(rests).toEqual([1, 2, 4, 8, 10, 10]);
});

test('a permission that is missing does not speak against the key', async () => {
  const { url, calls, spoil } = await startFaultyUpstream();
  spoil(alibabaError(403, 'Forbidden.RAM'));
  const { ask } = connectTo(url);
  for (let asked = 0; asked < 5; asked += 1) await failureOf(ask());
  expect(calls).toHaveLength(5);
});
