import { createServer } from 'node:net';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import type { SourceConfig } from '#src/config/source.ts';
import { sandboxSources } from '#src/sandbox/sources.ts';
import type { Fault } from '#src/sandbox/faults.ts';
import { BatchTaskDocument } from '#test/gql/graphql.ts';
import { documentedTask } from '#test/sandbox-apis.ts';
import { expectNoLeak, startTestTaskline } from '#test/taskline.ts';

const changed = (change: Partial<SourceConfig>) => (url: string) =>
  sandboxSources(url).map((source) => ({ ...source, ...change }));

/** Pauses so short that a test need not wait, and time enough for whatever answers. */
const limits = { attemptMs: 8_000, backoffMs: 5, throttledBackoffMs: 30 };

interface Failing {
  readonly provider: Fault['provider'];
  readonly fault: Omit<Fault, 'provider'>;
  readonly error: { readonly code: string; readonly retryable: boolean; readonly providerCode?: string };
}

const throttled = { code: 'UPSTREAM_THROTTLED', retryable: true };
const denied = { code: 'UPSTREAM_DENIED', retryable: false };
const unavailable = { code: 'UPSTREAM_UNAVAILABLE', retryable: true };
const badResponse = { code: 'UPSTREAM_BAD_RESPONSE', retryable: true };

const failing: readonly Failing[] = [
  { provider: 'ALIYUN_DNS', fault: { kind: 'throttle' }, error: { ...throttled, providerCode: 'Throttling.User' } },
  { provider: 'ALIYUN_ECS', fault: { kind: 'error' }, error: { ...unavailable, providerCode: 'ServiceUnavailable' } },
  { provider: 'ALIYUN_IMM', fault: { kind: 'denied' }, error: { ...denied, providerCode: 'Forbidden.RAM' } },
  {
    provider: 'ALIYUN_POLARDB',
    fault: { kind: 'skew' },
    error: { ...denied, providerCode: 'InvalidTimeStamp.Expired' },
  },
  {
    provider: 'ALIYUN_ECS',
    fault: { kind: 'expired-token' },
    error: { ...denied, providerCode: 'InvalidSecurityToken.Expired' },
  },
  { provider: 'HUAWEI_DNS', fault: { kind: 'throttle' }, error: { ...throttled, providerCode: 'APIGW.0308' } },
  { provider: 'HUAWEI_DNS', fault: { kind: 'error' }, error: { ...unavailable, providerCode: 'DNS.0001' } },
  { provider: 'HUAWEI_DNS', fault: { kind: 'denied' }, error: { ...denied, providerCode: 'APIGW.0302' } },
];

test.for(failing)('$provider: $fault.kind is $error.code in its own words', async ({ provider, fault, error }) => {
  const { ask, spoil, logged } = await startTestTaskline({ sources: changed({ limits }) });
  await spoil({ provider, ...fault });
  const { data, errors } = await ask(BatchTaskDocument, documentedTask(provider));
  expect(data).toEqual({ batchTask: null });
  const { source } = documentedTask(provider);
  expect(errors).toMatchObject([
    {
      message: expect.stringMatching(`^${source}: `),
      path: ['batchTask'],
      extensions: { ...error, source, requestId: expect.stringMatching(/^[0-9A-Fa-f-]{32,36}$/) },
    },
  ]);
  expectNoLeak(logged());
});

const wordless: readonly Failing[] = [
  { provider: 'ALIYUN_ECS', fault: { kind: 'html' }, error: unavailable },
  { provider: 'HUAWEI_DNS', fault: { kind: 'html' }, error: unavailable },
  { provider: 'ALIYUN_DNS', fault: { kind: 'html', status: 200 }, error: badResponse },
  { provider: 'HUAWEI_DNS', fault: { kind: 'html', status: 200 }, error: badResponse },
  {
    provider: 'ALIYUN_IMM',
    fault: { kind: 'html', status: 403 },
    error: { code: 'UPSTREAM_REJECTED', retryable: false },
  },
  {
    provider: 'ALIYUN_ECS',
    fault: { kind: 'html', status: 414 },
    error: { code: 'UPSTREAM_REJECTED', retryable: false },
  },
  { provider: 'ALIYUN_POLARDB', fault: { kind: 'truncate' }, error: badResponse },
  { provider: 'ALIYUN_IMM', fault: { kind: 'reset' }, error: unavailable },
  { provider: 'HUAWEI_DNS', fault: { kind: 'timeout' }, error: { code: 'UPSTREAM_TIMEOUT', retryable: true } },
];

test.for(wordless)('$provider: $fault.kind is $error.code', async ({ provider, fault, error }) => {
  const attemptMs = fault.kind === 'timeout' ? 200 : limits.attemptMs;
  const { ask, spoil, logged } = await startTestTaskline({ sources: changed({ limits: { ...limits, attemptMs } }) });
  await spoil({ provider, ...fault });
  const { data, errors } = await ask(BatchTaskDocument, documentedTask(provider));
  expect(data).toEqual({ batchTask: null });
  const { source } = documentedTask(provider);
  expect(errors).toMatchObject([{ path: ['batchTask'], extensions: { ...error, source } }]);
  expect(errors?.[0]?.message).not.toMatch(/html|gateway/i);
  expectNoLeak(logged());
});

const wrongSecret = { accessKeyId: 'sandbox', accessKeySecret: 'not-the-secret' };
const wrongKey = { accessKeyId: 'LTAI-nobody', accessKeySecret: 'sandbox-secret' };

test.for([
  { provider: 'ALIYUN_DNS', credentials: wrongSecret, providerCode: 'SignatureDoesNotMatch' },
  { provider: 'ALIYUN_ECS', credentials: wrongSecret, providerCode: 'SignatureDoesNotMatch' },
  { provider: 'ALIYUN_IMM', credentials: wrongKey, providerCode: 'InvalidAccessKeyId.NotFound' },
  { provider: 'HUAWEI_DNS', credentials: wrongSecret, providerCode: 'APIGW.0301' },
  { provider: 'HUAWEI_DNS', credentials: wrongKey, providerCode: 'APIGW.0301' },
] as const)('$provider refuses $credentials with $providerCode', async ({ provider, credentials, providerCode }) => {
  const { ask, sent, logged } = await startTestTaskline({ sources: changed({ credentials }) });
  const { errors } = await ask(BatchTaskDocument, documentedTask(provider));
  expect(errors).toMatchObject([{ extensions: { ...denied, providerCode } }]);
  const text = JSON.stringify(errors) + logged();
  expect(text).not.toContain(credentials.accessKeyId === 'sandbox' ? 'not-the-secret' : 'LTAI-nobody');
  expectNoLeak(logged());
  // Huawei locks a key after five refusals.
  expect(sent()).toHaveLength(1);
});

test('an address where nobody listens is UPSTREAM_UNAVAILABLE, and not named', async () => {
  const endpoint = await closedPort();
  const { ask } = await startTestTaskline({ sources: changed({ endpoint }) });
  const { errors } = await ask(BatchTaskDocument, documentedTask('ALIYUN_ECS'));
  expect(errors).toMatchObject([{ extensions: unavailable }]);
});

async function closedPort(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
}
