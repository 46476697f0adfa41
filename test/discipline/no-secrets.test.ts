import { expect, test } from 'vitest';
import type { SourceConfig } from '#src/config/source.ts';
import { startFaultyUpstream } from '#test/faulty-upstream.ts';
import { alibabaError, answering, dated, huaweiError, transport } from './faults.ts';
import { credentials, ecs, lookUp, startGateway } from './gateway.ts';

const everyFault = [
  ...Object.values(transport).filter((fault) => fault !== transport.huge),
  alibabaError(400, 'Throttling.User', { 'x-acs-retry-after': '10' }),
  alibabaError(400, 'SignatureDoesNotMatch'),
  alibabaError(400, 'SignatureNonceUsed'),
  alibabaError(400, 'InvalidTimeStamp.Expired', dated(7_200_000)),
  alibabaError(400, 'InvalidSecurityToken.Expired'),
  alibabaError(400, 'leaked string-to-sign as a code'),
  alibabaError(403, 'Forbidden.RAM'),
  alibabaError(503, 'ServiceUnavailable'),
  huaweiError(401, 'APIGW.0301'),
  huaweiError(403, 'DNS.0014'),
  answering(500, { Code: 'x'.repeat(10_000), RequestId: 'leaked-string-to-sign '.repeat(10) }),
];

const huawei = (endpoint: string): SourceConfig => ({
  ...ecs(endpoint),
  key: 'huawei',
  provider: 'HUAWEI_DNS',
  region: 'ap-southeast-3',
});

test('no answer and no line of the log holds a key, a signature, a signed address or a string to sign', async () => {
  const { url, calls, spoil } = await startFaultyUpstream();
  const limits = { attemptMs: 60, backoffMs: 1, throttledBackoffMs: 1, breaker: false };
  const { ask, said } = await startGateway([ecs(url, { limits }), { ...huawei(url), limits }]);
  for (const [index, fault] of everyFault.entries()) {
    spoil(fault);
    await ask(lookUp(`t-${index}`), { 'x-taskline-explain': '1' });
    await ask(lookUp(`h-${index}`, 'huawei'), { 'x-taskline-explain': '1' });
    await ask(
      '{ batchTasks(first: 2) { nodes { taskId } sources { error { code message providerCode requestId } } } }',
    );
  }
  const text = said();
  expect(text).toContain('UPSTREAM_BAD_RESPONSE');
  expect(text).not.toContain('leaked');
  for (const secret of [...Object.values(credentials), url, new URL(url).host]) expect(text).not.toContain(secret);
  expect(text).not.toMatch(
    /HMAC-SHA256|Signature=|SignedHeaders|x-[a-z]+-(action|content|date|security|signature|timestamp|token|version)|TaskIds=/i,
  );
  const sent = calls.flatMap(({ headers }) => [
    headers.authorization,
    headers['x-acs-signature-nonce'],
    headers['x-sdk-date'],
  ]);
  for (const secret of new Set(sent)) if (secret !== undefined) expect(text).not.toContain(secret);
});
