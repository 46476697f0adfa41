import { expect, test } from 'vitest';
import { chainCredentials } from '#src/clouds/alibaba-credentials.ts';
import { alibabaError, huaweiError } from '#test/discipline/faults.ts';
import { everyTask, startFaultyUpstream, type Fault } from '#test/faulty-upstream.ts';
import { huawei } from '#src/clouds/huawei.ts';
import type { SourceConfig } from '#src/config/source.ts';
import { KeyGuard } from '#src/upstream/key-guard.ts';
import { ecs, lookUp, startGateway } from '#test/discipline/gateway.ts';
import { connectTo, failureOf } from './connect.ts';

/** A chain whose first token has expired already, and how often it was asked. */
function expiringChain(renew: (asked: number) => string) {
  const chain = { asked: 0 };
  const credentials = chainCredentials(() =>
    Promise.resolve({
      async getCredential() {
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
  const { ask } = connectTo(url, { credentials });
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

test('1.13 a key that Huawei refuses is not tried until it is locked', async () => {
  const { url, calls, spoil } = await startFaultyUpstream();
  spoil(huaweiError(401, 'APIGW.0301'));
  const { ask } = connectTo(url, { cloud: huawei });
  const errors = await Promise.all(Array.from({ length: 50 }, () => failureOf(ask())));
  const later = await failureOf(ask());
  expect(calls).toHaveLength(3);
  for (const error of [...errors, later]) {
    expect(error).toMatchObject({ code: 'UPSTREAM_DENIED', retryable: false, failure: { providerCode: 'APIGW.0301' } });
  }
  expect(later.failure.retryAfterMs).toBeGreaterThan(50_000);
});

test.for([
  { sourcesOfKey: 1, calls: 3 },
  { sourcesOfKey: 2, calls: 2 },
  { sourcesOfKey: 5, calls: 1 },
])(
  '1.13 one of $sourcesOfKey sources with the same key tries it $calls times',
  async ({ sourcesOfKey, calls: count }) => {
    const { url, calls, spoil } = await startFaultyUpstream();
    spoil(huaweiError(401, 'APIGW.0301'));
    const { ask } = connectTo(url, { cloud: huawei, sourcesOfKey });
    await Promise.all(Array.from({ length: 20 }, () => failureOf(ask())));
    expect(calls).toHaveLength(count);
  },
);

test('1.13 two sources with the same key try it four times together', async () => {
  const { url, calls, spoil } = await startFaultyUpstream();
  spoil(huaweiError(401, 'APIGW.0301'));
  const dns = (key: string): SourceConfig => ({
    ...ecs(url),
    key,
    provider: 'HUAWEI_DNS',
    region: 'ap-southeast-3',
  });
  const { ask } = await startGateway([dns('one'), dns('other'), ecs(url)]);
  const lookUps = Array.from({ length: 20 }, (_, index) =>
    lookUp(`${index}`.padStart(32, '0'), index % 2 ? 'one' : 'other'),
  );
  await Promise.all(lookUps.map((query) => ask(query)));
  expect(calls).toHaveLength(4);
});

test('a refused key is tried again after a minute, and then ever more seldom, up to ten minutes', () => {
  const guard = new KeyGuard(3);
  const rests = Array.from({ length: 8 }, () => {
    guard.attempted();
    guard.learn({ code: 'UPSTREAM_DENIED', isKeyRefused: true });
    return Math.round((guard.refusal()?.retryAfterMs ?? 0) / 60_000);
  });
  expect(rests).toEqual([0, 0, 1, 2, 4, 8, 10, 10]);
});

test('a permission that is missing does not speak against the key', async () => {
  const { url, calls, spoil } = await startFaultyUpstream();
  spoil(alibabaError(403, 'Forbidden.RAM'));
  const { ask } = connectTo(url);
  for (let asked = 0; asked < 5; asked += 1) await failureOf(ask());
  expect(calls).toHaveLength(5);
});
