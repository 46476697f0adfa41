import { expect, test } from 'vitest';
import { alibaba, rpc } from '#src/clouds/alibaba.ts';
import { emptyHash } from '#src/platform/digest.ts';
import { json } from '#src/wire/scalars.ts';
import { now, rawAnswer } from './raw-answer.ts';

const codeOf = (status: number, Code: string): string | undefined =>
  alibaba.readFailure(rawAnswer(status, { Code, Message: 'text', RequestId: 'R-1' }), now)?.code;

test.for([
  { status: 400, code: 'Throttling', means: 'UPSTREAM_THROTTLED' },
  { status: 400, code: 'Throttling.User', means: 'UPSTREAM_THROTTLED' },
  { status: 400, code: 'Throttling.Api', means: 'UPSTREAM_THROTTLED' },
  { status: 429, code: 'TooMany', means: 'UPSTREAM_THROTTLED' },
  { status: 503, code: 'ServiceUnavailable', means: 'UPSTREAM_UNAVAILABLE' },
  { status: 400, code: 'ServiceUnavailable', means: 'UPSTREAM_UNAVAILABLE' },
  { status: 500, code: 'InternalError', means: 'UPSTREAM_UNAVAILABLE' },
  { status: 502, code: 'Anything', means: 'UPSTREAM_UNAVAILABLE' },
  { status: 404, code: 'InvalidAccessKeyId.NotFound', means: 'UPSTREAM_DENIED' },
  { status: 400, code: 'InvalidAccessKeyId.Inactive', means: 'UPSTREAM_DENIED' },
  { status: 400, code: 'SignatureDoesNotMatch', means: 'UPSTREAM_DENIED' },
  { status: 400, code: 'IncompleteSignature', means: 'UPSTREAM_DENIED' },
  { status: 400, code: 'SignatureNonceUsed', means: 'UPSTREAM_DENIED' },
  { status: 400, code: 'InvalidTimeStamp.Expired', means: 'UPSTREAM_DENIED' },
  { status: 400, code: 'InvalidSecurityToken.Expired', means: 'UPSTREAM_DENIED' },
  { status: 400, code: 'MissingSecurityToken', means: 'UPSTREAM_DENIED' },
  { status: 403, code: 'Forbidden.RAM', means: 'UPSTREAM_DENIED' },
  { status: 400, code: 'NoPermission', means: 'UPSTREAM_DENIED' },
  { status: 403, code: 'NeverHeardOf', means: 'UPSTREAM_DENIED' },
  { status: 400, code: 'InvalidParameter', means: 'UPSTREAM_REJECTED' },
  { status: 404, code: 'InvalidRegionId.NotFound', means: 'UPSTREAM_REJECTED' },
  { status: 200, code: 'InvalidParameter', means: 'UPSTREAM_REJECTED' },
  { status: 200, code: 'Throttling.User', means: 'UPSTREAM_THROTTLED' },
])('$status $code means $means', ({ status, code, means }) => {
  expect(codeOf(status, code)).toBe(means);
});

test.for([
  { status: 502, body: undefined, means: 'UPSTREAM_UNAVAILABLE' },
  { status: 429, body: undefined, means: 'UPSTREAM_THROTTLED' },
  { status: 401, body: undefined, means: 'UPSTREAM_DENIED' },
  { status: 400, body: [], means: 'UPSTREAM_REJECTED' },
  { status: 302, body: undefined, means: 'UPSTREAM_BAD_RESPONSE' },
  { status: 500, body: { Code: 5 }, means: 'UPSTREAM_UNAVAILABLE' },
])('$status with $body, which names no code, means $means', ({ status, body, means }) => {
  const failure = alibaba.readFailure(rawAnswer(status, body), now);
  expect(failure).toMatchObject({ code: means });
  expect(failure?.providerCode).toBeUndefined();
});

test.for([{ RequestId: 'R-1' }, {}, { Code: 0 }, [], undefined])('%j with 200 tells of no failure', (body) => {
  expect(alibaba.readFailure(rawAnswer(200, body), now)).toBeNull();
});

test('says what the provider calls it, and its request', () => {
  const answer = rawAnswer(404, { Code: 'InvalidAccessKeyId.NotFound', RequestId: '473469C7-AA6F-4DC5', HostId: 'h' });
  expect(alibaba.readFailure(answer, now)).toMatchObject({
    code: 'UPSTREAM_DENIED',
    providerCode: 'InvalidAccessKeyId.NotFound',
    requestId: '473469C7-AA6F-4DC5',
  });
  const inHeader = rawAnswer(500, undefined, { 'x-acs-request-id': 'R-2' });
  expect(alibaba.readFailure(inHeader, now)).toMatchObject({ requestId: 'R-2' });
});

test('shows no text in the place of a code or of a request id', () => {
  const quoted = 'SignatureDoesNotMatch server string to sign is:POST /';
  const failure = alibaba.readFailure(rawAnswer(400, { Code: quoted, RequestId: 'a\nb' }), now);
  expect(failure).toMatchObject({ code: 'UPSTREAM_DENIED', providerCode: undefined, requestId: undefined });
  expect(JSON.stringify(failure)).not.toContain('string to sign');
});

test.for([
  { headers: { 'x-acs-retry-after': '1500' }, retryAfterMs: 1500, code: 'UPSTREAM_THROTTLED' },
  { headers: { 'x-acs-retry-after': 'soon' }, retryAfterMs: undefined, code: 'UPSTREAM_REJECTED' },
  { headers: { 'x-acs-retry-after': '0' }, retryAfterMs: undefined, code: 'UPSTREAM_REJECTED' },
  { headers: { 'retry-after': '2' }, retryAfterMs: 2000, code: 'UPSTREAM_REJECTED' },
  { headers: { 'retry-after': 'Mon, 01 Jun 2026 08:00:03 GMT' }, retryAfterMs: 2877, code: 'UPSTREAM_REJECTED' },
  { headers: { 'retry-after': 'Mon, 01 Jun 2026 07:00:00 GMT' }, retryAfterMs: undefined, code: 'UPSTREAM_REJECTED' },
])('$headers asks to be left alone for $retryAfterMs ms', ({ headers, retryAfterMs, code }) => {
  const failure = alibaba.readFailure(rawAnswer(400, { Code: 'Unknown' }, headers), now);
  expect(failure).toMatchObject({ code, retryAfterMs });
});

test.for([
  { code: 'InvalidTimeStamp.Expired', retryWith: 'CLOCK' },
  { code: 'IllegalTimestamp', retryWith: 'CLOCK' },
  { code: 'SignatureNonceUsed', retryWith: 'NONCE' },
  { code: 'InvalidSecurityToken.Expired', retryWith: 'TOKEN' },
  { code: 'InvalidSecurityToken.MismatchWithAccessKey', retryWith: undefined },
  { code: 'SignatureDoesNotMatch', retryWith: undefined },
])('$code is tried again with another $retryWith', ({ code, retryWith }) => {
  expect(alibaba.readFailure(rawAnswer(400, { Code: code }), now)?.retryWith).toBe(retryWith);
});

const request = rpc('DescribeTasks', '2014-05-26', json)([['TaskIds', 'a b*ü']]);
const stamp = {
  now,
  nonce: 'nonce-1',
  host: 'ecs.cn-hangzhou.aliyuncs.com',
  canonicalQuery: 'TaskIds=a%20b%2A%C3%BC',
  bodyHash: emptyHash,
};
const key = { accessKeyId: 'LTAIid', accessKeySecret: 'hunter2' };
const signedNames = (headers: Readonly<Record<string, string>>) =>
  /SignedHeaders=([^,]+),/.exec(headers.authorization ?? '')?.[1]?.split(';');

test('signs a call with its date, nonce and host', () => {
  const headers = alibaba.sign(request, key, stamp);
  expect(headers).toEqual({
    'x-acs-action': 'DescribeTasks',
    'x-acs-version': '2014-05-26',
    'x-acs-date': '2026-06-01T08:00:00Z',
    'x-acs-signature-nonce': 'nonce-1',
    'x-acs-content-sha256': 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    host: 'ecs.cn-hangzhou.aliyuncs.com',
    accept: 'application/json',
    authorization: expect.stringMatching(
      /^ACS3-HMAC-SHA256 Credential=LTAIid,SignedHeaders=[^,]+,Signature=[0-9a-f]{64}$/,
    ),
  });
  const names = [
    'host',
    'x-acs-action',
    'x-acs-content-sha256',
    'x-acs-date',
    'x-acs-signature-nonce',
    'x-acs-version',
  ];
  expect(signedNames(headers)).toEqual(names);
  expect(Object.values(headers).join()).not.toContain('hunter2');
});

test('signs the token of a temporary key with the rest', () => {
  const headers = alibaba.sign(request, { ...key, securityToken: 'token-1' }, stamp);
  expect(headers['x-acs-security-token']).toBe('token-1');
  expect(signedNames(headers)).toContain('x-acs-security-token');
});

test('every attempt has a signature of its own', () => {
  const later = { ...stamp, now: new Date(now.getTime() + 1000) };
  const stamps = [stamp, { ...stamp, nonce: 'nonce-2' }, later, { ...stamp, host: 'elsewhere' }];
  expect(new Set(stamps.map((each) => alibaba.sign(request, key, each).authorization)).size).toBe(4);
});
