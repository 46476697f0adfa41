import { expect, test } from 'vitest';
import { action, tencent } from '#src/clouds/tencent.ts';
import { sha256 } from '#src/platform/digest.ts';
import { object } from '#src/wire/object.ts';
import { identifier } from '#src/wire/scalars.ts';
import { now, rawAnswer } from './raw-answer.ts';
import { faultsIn, parsed } from '#test/shapes.ts';

const refused = (Code: unknown) => ({ Response: { Error: { Code, Message: 'text' }, RequestId: 'R-1' } });

test.for([
  { status: 200, code: 'RequestLimitExceeded', means: 'UPSTREAM_THROTTLED' },
  { status: 200, code: 'RequestLimitExceeded.UinLimitExceeded', means: 'UPSTREAM_THROTTLED' },
  { status: 429, code: 'TooMany', means: 'UPSTREAM_THROTTLED' },
  { status: 200, code: 'LimitExceeded', means: 'UPSTREAM_REJECTED' },
  { status: 200, code: 'InternalError', means: 'UPSTREAM_UNAVAILABLE' },
  { status: 200, code: 'InternalError.DbError', means: 'UPSTREAM_UNAVAILABLE' },
  { status: 200, code: 'ServiceUnavailable', means: 'UPSTREAM_UNAVAILABLE' },
  { status: 200, code: 'FailedOperation.UnknowError', means: 'UPSTREAM_UNAVAILABLE' },
  { status: 200, code: 'FailedOperation', means: 'UPSTREAM_REJECTED' },
  { status: 503, code: 'NeverHeardOf', means: 'UPSTREAM_UNAVAILABLE' },
  { status: 200, code: 'AuthFailure', means: 'UPSTREAM_DENIED' },
  { status: 200, code: 'AuthFailure.SecretIdNotFound', means: 'UPSTREAM_DENIED' },
  { status: 200, code: 'AuthFailure.SignatureExpire', means: 'UPSTREAM_DENIED' },
  { status: 200, code: 'AuthFailure.UnauthorizedOperation', means: 'UPSTREAM_DENIED' },
  { status: 200, code: 'UnauthorizedOperation', means: 'UPSTREAM_DENIED' },
  { status: 200, code: 'OperationDenied.AccessDenied', means: 'UPSTREAM_DENIED' },
  { status: 200, code: 'IpNotInWhitelist', means: 'UPSTREAM_DENIED' },
  { status: 200, code: 'ResourceNotFound', means: 'UPSTREAM_REJECTED' },
  { status: 200, code: 'InvalidParameter.BatchTaskNotExist', means: 'UPSTREAM_REJECTED' },
  { status: 200, code: 'UnsupportedOperation', means: 'UPSTREAM_REJECTED' },
  { status: 200, code: 'constructor', means: 'UPSTREAM_REJECTED' },
])('$status $code means $means', ({ status, code, means }) => {
  const failure = tencent.readFailure(rawAnswer(status, refused(code)), now);
  expect(failure).toMatchObject({ code: means, providerCode: code, requestId: 'R-1' });
});

test.for([
  { status: 502, body: undefined, means: 'UPSTREAM_UNAVAILABLE' },
  { status: 429, body: {}, means: 'UPSTREAM_THROTTLED' },
  { status: 403, body: undefined, means: 'UPSTREAM_DENIED' },
  { status: 302, body: undefined, means: 'UPSTREAM_BAD_RESPONSE' },
  { status: 200, body: { Response: { Error: {} } }, means: 'UPSTREAM_REJECTED' },
  { status: 200, body: { Response: { Error: 'text' } }, means: 'UPSTREAM_REJECTED' },
])('$status with $body, which names no code, means $means', ({ status, body, means }) => {
  const failure = tencent.readFailure(rawAnswer(status, body), now);
  expect(failure).toMatchObject({ code: means });
  expect(failure?.providerCode).toBeUndefined();
});

test.for([{ Response: { RequestId: 'R-1' } }, { Response: { Error: null } }, { Error: {} }, [], undefined])(
  '%j with 200 tells of no failure',
  (body) => {
    expect(tencent.readFailure(rawAnswer(200, body), now)).toBeNull();
  },
);

test('shows no text in the place of a code or of a request id', () => {
  const body = { Response: { Error: { Code: 'AuthFailure server string to sign is:POST /' }, RequestId: 'a\nb' } };
  const failure = tencent.readFailure(rawAnswer(200, body), now);
  expect(failure).toMatchObject({ code: 'UPSTREAM_DENIED', providerCode: undefined, requestId: undefined });
  expect(JSON.stringify(failure)).not.toContain('string to sign');
});

test.for([
  { code: 'AuthFailure.SignatureExpire', retryWith: 'CLOCK', isKeyRefused: true },
  { code: 'AuthFailure.TokenFailure', retryWith: 'TOKEN', isKeyRefused: true },
  { code: 'AuthFailure.SignatureFailure', retryWith: undefined, isKeyRefused: true },
  { code: 'AuthFailure.SecretIdNotFound', retryWith: undefined, isKeyRefused: true },
  { code: 'AuthFailure.InvalidSecretId', retryWith: undefined, isKeyRefused: true },
  { code: 'AuthFailure.InvalidAuthorization', retryWith: undefined, isKeyRefused: true },
  { code: 'AuthFailure.UnauthorizedOperation', retryWith: undefined, isKeyRefused: false },
  { code: 'AuthFailure', retryWith: undefined, isKeyRefused: false },
  { code: 'UnauthorizedOperation', retryWith: undefined, isKeyRefused: false },
  { code: 'toString', retryWith: undefined, isKeyRefused: false },
])('$code is tried again with another $retryWith, and refuses the key: $isKeyRefused', ({ code, ...expected }) => {
  expect(tencent.readFailure(rawAnswer(200, refused(code)), now)).toMatchObject(expected);
});

test('is left alone as long as it asks', () => {
  const answer = rawAnswer(200, refused('RequestLimitExceeded'), { 'retry-after': '3' });
  expect(tencent.readFailure(answer, now)).toMatchObject({ code: 'UPSTREAM_THROTTLED', retryAfterMs: 3000 });
});

const body = '{"JobId":69}';
const product = { service: 'dnspod', version: '2021-03-23' };
const describe = action('DescribeBatchTask', product, object({ JobType: identifier }));
const request = describe(body);
const stamp = { now, nonce: 'unused', host: 'dnspod.tencentcloudapi.com', canonicalQuery: '', bodyHash: sha256(body) };
const key = { accessKeyId: 'AKID-1', accessKeySecret: 'hunter2' };

test('asks by POST, with the parameters in the body, and reads what is within Response', () => {
  expect(request).toMatchObject({ method: 'POST', path: '/', query: [], body, service: 'dnspod' });
  expect(parsed(request.shape, { Response: { JobType: 'a', RequestId: 'r' } })).toEqual({ JobType: 'a' });
  expect(faultsIn(request.shape, { JobType: 'a' })).toMatchObject([{ path: ['Response'] }]);
  expect(faultsIn(request.shape, { Response: {} })).toMatchObject([{ path: ['Response', 'JobType'] }]);
});

test('signs a call with its time, host and operation', () => {
  const headers = tencent.sign(request, key, stamp);
  expect(headers).toEqual({
    'content-type': 'application/json',
    'x-tc-action': 'DescribeBatchTask',
    'x-tc-version': '2021-03-23',
    'x-tc-timestamp': '1780300800',
    host: 'dnspod.tencentcloudapi.com',
    accept: 'application/json',
    authorization: expect.stringMatching(
      /^TC3-HMAC-SHA256 Credential=AKID-1\/2026-06-01\/dnspod\/tc3_request, SignedHeaders=content-type;host;x-tc-action, Signature=[0-9a-f]{64}$/,
    ),
  });
  expect(Object.values(headers).join()).not.toContain('hunter2');
});

test('sends the token of a temporary key', () => {
  expect(tencent.sign(request, { ...key, securityToken: 'token-1' }, stamp)).toMatchObject({ 'x-tc-token': 'token-1' });
});

test('what differs is signed otherwise', () => {
  const later = { ...stamp, now: new Date(now.getTime() + 1000) };
  const stamps = [stamp, later, { ...stamp, host: 'elsewhere' }, { ...stamp, bodyHash: sha256('{"JobId":70}') }];
  expect(new Set(stamps.map((each) => tencent.sign(request, key, each).authorization)).size).toBe(4);
});
