import { createServer } from 'node:net';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { alibaba } from '#src/clouds/alibaba.ts';
import { huawei } from '#src/clouds/huawei.ts';
import type { UpstreamCode } from '#src/upstream/errors.ts';
import { alibabaError, answering, huaweiError, transport } from '#test/discipline/faults.ts';
import { startFaultyUpstream, type Fault } from '#test/faulty-upstream.ts';
import { connectTo, failureOf } from './connect.ts';

const nonceOf = ({ headers }: { headers: Record<string, unknown> }): unknown => headers['x-acs-signature-nonce'];

/** The rows of the fault matrix that another attempt mends. */
const mended: readonly (readonly [name: string, fault: Fault])[] = [
  ['1.2 half open', transport.halfOpen],
  ['1.2 hang', transport.hang],
  ['1.3 reset', transport.reset],
  ['1.4 reset in the middle', transport.resetMid],
  ['1.4 truncated', transport.truncate],
  ['1.5 JSON cut off', transport.cutJson],
  ['1.5 empty', transport.empty],
  ['1.5 no content', transport.noContent],
  ['1.5 bad gzip', transport.badGzip],
  ['1.5 wrong type', transport.wrongType],
  ['1.6 HTML 502', transport.html502],
  ['1.6 HTML 200', transport.html200],
  ['1.7 throttled', alibabaError(400, 'Throttling.User')],
  ['1.9 a number told with 200', answering(200, { code: 500, message: 'no' })],
  ['1.9 503', alibabaError(503, 'ServiceUnavailable')],
  ['1.13 nonce used', alibabaError(400, 'SignatureNonceUsed')],
];

/** A fault that is known by the time that an attempt takes, and by that alone. */
const isSilent = (fault: Fault): boolean =>
  fault === transport.halfOpen || fault === transport.hang || fault === transport.drip;

/** Checks that a fault is mended by one more attempt. */
async function isMended(fault: Fault): Promise<void> {
  const { url, calls, spoil } = await startFaultyUpstream();
  spoil(fault, 1);
  const { ask } = connectTo(url, isSilent(fault) ? { limits: { attemptMs: 1_000 } } : {});
  await expect(ask('t-1')).resolves.toEqual({ TaskSet: { Task: [{ TaskId: 't-1' }] } });
  expect(calls).toHaveLength(2);
  expect(new Set(calls.map(nonceOf)).size).toBe(2);
  expect(new Set(calls.map(({ headers }) => headers.authorization)).size).toBe(2);
}

test.for(mended.filter(([, fault]) => !isSilent(fault)))('%s: asked again, and signed anew', ([, fault]) =>
  isMended(fault),
);

test('1.2 half open, hang: asked again, and signed anew', async () => {
  const silent = mended.filter(([, fault]) => isSilent(fault));
  expect(silent).toHaveLength(2);
  await Promise.all(silent.map(([, fault]) => isMended(fault)));
});

interface Lasting {
  readonly name: string;
  readonly fault: Fault;
  readonly code: UpstreamCode;
  readonly retryable: boolean;
  /** How often it is asked. */
  readonly calls: number;
}

const unavailable = { code: 'UPSTREAM_UNAVAILABLE', retryable: true, calls: 3 } as const;
const spoilt = { code: 'UPSTREAM_BAD_RESPONSE', retryable: true, calls: 2 } as const;
const undocumented = { code: 'UPSTREAM_BAD_RESPONSE', retryable: false, calls: 1 } as const;
const throttled = { code: 'UPSTREAM_THROTTLED', retryable: true, calls: 3 } as const;
const denied = { code: 'UPSTREAM_DENIED', retryable: false, calls: 1 } as const;
const rejected = { code: 'UPSTREAM_REJECTED', retryable: false, calls: 1 } as const;

const lasting: readonly Lasting[] = [
  { name: '1.2 hang', fault: transport.hang, code: 'UPSTREAM_TIMEOUT', retryable: true, calls: 3 },
  { name: '1.3 reset', fault: transport.reset, ...unavailable },
  { name: '1.4 truncated', fault: transport.truncate, ...spoilt },
  { name: '1.4 a rejection truncated', fault: transport.truncatedRejection, ...spoilt },
  { name: '1.5 JSON cut off', fault: transport.cutJson, ...spoilt },
  { name: '1.6 HTML 404', fault: transport.html404, ...rejected },
  { name: '1.5 empty', fault: transport.empty, ...spoilt },
  { name: '1.5 JSON nested too deeply', fault: transport.deepJson, ...spoilt },
  { name: '1.5 no content', fault: transport.noContent, ...spoilt },
  { name: '1.5 wrong type', fault: transport.wrongType, ...spoilt },
  { name: '1.5 no object', fault: transport.notAnObject, ...undocumented },
  { name: '1.5 another shape', fault: transport.otherShape, ...undocumented },
  { name: '1.6 HTML 502', fault: transport.html502, ...unavailable },
  { name: '1.6 HTML 200', fault: transport.html200, ...spoilt },
  { name: '1.7 throttled', fault: alibabaError(400, 'Throttling.Api'), ...throttled },
  { name: '1.9 503', fault: answering(503, ''), ...unavailable },
  { name: '1.9 an error told with 200', fault: alibabaError(200, 'InternalError'), ...unavailable },
  { name: '1.9 a number told with 200', fault: answering(200, { code: 500, message: 'no' }), ...unavailable },
  { name: '1.9 no success, told with 200', fault: answering(200, { Success: false }), ...undocumented },
  { name: '1.13 wrong signature', fault: alibabaError(400, 'SignatureDoesNotMatch'), ...denied },
  { name: '1.13 no permission', fault: alibabaError(403, 'Forbidden.RAM'), ...denied },
  { name: '1.13 nonce used', fault: alibabaError(400, 'SignatureNonceUsed'), ...denied, calls: 2 },
  { name: '1.14 token expired, and no other', fault: alibabaError(400, 'InvalidSecurityToken.Expired'), ...denied },
  { name: '1.15 token invalid', fault: alibabaError(400, 'InvalidNextToken'), ...rejected },
  { name: '1.19 drip', fault: transport.drip, code: 'UPSTREAM_TIMEOUT', retryable: true, calls: 3 },
  { name: '1.23 redirect', fault: transport.redirect, ...undocumented },
];

/** Checks how a fault is told that lasts, after how many calls. */
async function isTold({ fault, code, retryable, calls: count }: Lasting): Promise<void> {
  const { url, calls, spoil } = await startFaultyUpstream();
  spoil(fault);
  const error = await failureOf(connectTo(url, isSilent(fault) ? { limits: { attemptMs: 200 } } : {}).ask());
  expect(error).toMatchObject({ code, retryable, source: 'here' });
  expect(error.message).not.toMatch(/html|leaked|SyntaxError|Unexpected/i);
  expect(calls).toHaveLength(count);
}

test.for(lasting.filter(({ fault }) => !isSilent(fault)))('$name: $code after $calls calls', isTold);

test('1.2 hang, 1.19 drip: UPSTREAM_TIMEOUT after 3 calls', async () => {
  const silent = lasting.filter(({ fault }) => isSilent(fault));
  expect(silent).toHaveLength(2);
  await Promise.all(silent.map(isTold));
});

test.for([
  { fault: huaweiError(429, 'APIGW.0308'), ...throttled },
  { fault: huaweiError(403, 'DNS.0014'), ...throttled },
  { fault: huaweiError(409, 'DNS.0021'), ...unavailable },
  { fault: huaweiError(500, 'DNS.0001'), ...unavailable },
  { fault: huaweiError(401, 'APIGW.0301'), ...denied },
  { fault: huaweiError(403, 'APIGW.0302'), ...denied },
  { fault: huaweiError(404, 'APIGW.0101'), ...rejected },
])('Huawei: $code after $calls calls', async ({ fault, code, retryable, calls: count }) => {
  const { url, calls, spoil } = await startFaultyUpstream();
  spoil(fault);
  const error = await failureOf(connectTo(url, { cloud: huawei }).ask());
  expect(error).toMatchObject({ code, retryable });
  expect(calls).toHaveLength(count);
});

test.for(['http://name.invalid', 'refused'])(
  '1.11 %s: unavailable, by no more than three attempts, and not named',
  async (origin) => {
    const error = await failureOf(connectTo(origin === 'refused' ? await closedPort() : origin).ask());
    expect(error.code).toBe('UPSTREAM_UNAVAILABLE');
    expect(error.message).not.toMatch(/invalid|127\.0\.0\.1|ECONNREFUSED|ENOTFOUND/);
  },
);

test('1.2 an attempt that takes too long is cut off, its connection with it', async () => {
  const { url, calls, spoil, connections } = await startFaultyUpstream();
  spoil(transport.hang);
  await failureOf(connectTo(url, { limits: { attemptMs: 50, attempts: 1 } }).ask());
  await expect.poll(connections).toBe(0);
  expect(calls).toMatchObject([{ abortedAt: expect.any(Number) }]);
});

test('1.18 an answer of 200 MB is cut at 10, and takes no more memory than that', async () => {
  const { url, calls, spoil } = await startFaultyUpstream();
  spoil(transport.huge);
  const { ask } = connectTo(url, { cloud: alibaba, limits: { attemptMs: 5_000 } });
  const before = process.memoryUsage().rss;
  const error = await failureOf(ask());
  expect(error).toMatchObject({ code: 'UPSTREAM_BAD_RESPONSE', retryable: false });
  expect(error.message).toContain('more than 10000000 bytes');
  expect(calls).toHaveLength(1);
  expect(process.memoryUsage().rss - before).toBeLessThan(60_000_000);
});

async function closedPort(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
}
