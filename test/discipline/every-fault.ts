import type { SourceConfig } from '#src/config/source.ts';
import { alibabaError, answering, dated, huaweiError, transport } from './faults.ts';
import { ecs } from './gateway.ts';

/** A fault of each kind that answers in time, some of them with what must not be told on. */
export const answeredFaults = [
  transport.reset,
  transport.cutJson,
  transport.html502,
  transport.otherShape,
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

/** The same, and those that have to be waited for. */
export const everyFault = [
  ...Object.values(transport).filter((fault) => fault !== transport.huge && !answeredFaults.includes(fault)),
  ...answeredFaults,
];

/** A source of Huawei Cloud at this address. */
export const huawei = (endpoint: string): SourceConfig => ({
  ...ecs(endpoint),
  key: 'huawei',
  provider: 'HUAWEI_DNS',
  region: 'ap-southeast-3',
});

/** What is signed, and how: nothing that anybody reads may have it. */
export const signing =
  /HMAC-SHA256|Signature=|SignedHeaders|x-[a-z]+-(action|content|date|security|signature|timestamp|token|version)|TaskIds=/i;
