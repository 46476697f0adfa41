import { expect, test } from 'vitest';
import { get, huawei } from '#src/clouds/huawei.ts';
import { emptyHash } from '#src/platform/digest.ts';
import { json } from '#src/wire/scalars.ts';
import { now, rawAnswer } from './raw-answer.ts';

test.for([
  { status: 401, body: { error_code: 'APIGW.0301', error_msg: 'x', request_id: 'r' }, means: 'UPSTREAM_DENIED' },
  { status: 403, body: { error_code: 'APIGW.0302' }, means: 'UPSTREAM_DENIED' },
  { status: 401, body: { error_code: 'APIGW.0303' }, means: 'UPSTREAM_DENIED' },
  { status: 429, body: { error_code: 'APIGW.0308' }, means: 'UPSTREAM_THROTTLED' },
  { status: 403, body: { code: 'DNS.0014', message: 'x' }, means: 'UPSTREAM_THROTTLED' },
  { status: 403, body: { code: 'DNS.0030' }, means: 'UPSTREAM_DENIED' },
  { status: 400, body: { code: 'DNS.0005' }, means: 'UPSTREAM_DENIED' },
  { status: 500, body: { code: 'DNS.0021' }, means: 'UPSTREAM_UNAVAILABLE' },
  { status: 400, body: { code: 'DNS.0021' }, means: 'UPSTREAM_UNAVAILABLE' },
  { status: 500, body: { code: 'DNS.0001' }, means: 'UPSTREAM_UNAVAILABLE' },
  { status: 400, body: { code: 'DNS.1304' }, means: 'UPSTREAM_REJECTED' },
  { status: 404, body: { error_code: 'APIGW.0101' }, means: 'UPSTREAM_REJECTED' },
  { status: 400, body: { error: { code: 'DNS.0002', message: 'x' } }, means: 'UPSTREAM_REJECTED' },
  { status: 200, body: { code: 'DNS.0014' }, means: 'UPSTREAM_THROTTLED' },
  { status: 200, body: { error_code: 'NEW.0001' }, means: 'UPSTREAM_REJECTED' },
  { status: 400, body: { code: 'constructor' }, means: 'UPSTREAM_REJECTED' },
])('$status $body means $means', ({ status, body, means }) => {
  const word = 'error_code' in body ? body.error_code : 'code' in body ? body.code : body.error.code;
  expect(huawei.readFailure(rawAnswer(status, body), now)).toMatchObject({ code: means, providerCode: word });
});

test.for([
  { status: 502, body: undefined, means: 'UPSTREAM_UNAVAILABLE' },
  { status: 429, body: {}, means: 'UPSTREAM_THROTTLED' },
  { status: 403, body: undefined, means: 'UPSTREAM_DENIED' },
  { status: 302, body: undefined, means: 'UPSTREAM_BAD_RESPONSE' },
  { status: 404, body: { code: 'not a word, and maybe a quotation' }, means: 'UPSTREAM_REJECTED' },
])('$status with $body, which names no code, means $means', ({ status, body, means }) => {
  const failure = huawei.readFailure(rawAnswer(status, body), now);
  expect(failure).toMatchObject({ code: means });
  expect(failure?.providerCode).toBeUndefined();
});

test.for([{ id: '1' }, { tasks: [] }, undefined])('%j with 200 tells of no failure', (body) => {
  expect(huawei.readFailure(rawAnswer(200, body), now)).toBeNull();
});

test.for([
  { headers: { 'x-request-id': 'h-1' }, body: { request_id: 'b-1' }, requestId: 'h-1' },
  { headers: {}, body: { request_id: 'b-1' }, requestId: 'b-1' },
  { headers: {}, body: { request_id: 'b 1' }, requestId: undefined },
])('finds the request id $requestId', ({ headers, body, requestId }) => {
  const answer = rawAnswer(400, body, headers);
  expect(huawei.readFailure(answer, now)?.requestId).toBe(requestId);
});

test('is left alone as long as it asks', () => {
  const answer = rawAnswer(429, { error_code: 'APIGW.0308' }, { 'retry-after': '3' });
  expect(huawei.readFailure(answer, now)).toMatchObject({ code: 'UPSTREAM_THROTTLED', retryAfterMs: 3000 });
});

test.for([
  { date: 'Mon, 01 Jun 2026 08:20:00 GMT', retryWith: 'CLOCK' },
  { date: 'Mon, 01 Jun 2026 07:40:00 GMT', retryWith: 'CLOCK' },
  { date: 'Mon, 01 Jun 2026 08:01:00 GMT', retryWith: undefined },
  { date: 'today', retryWith: undefined },
  { date: '', retryWith: undefined },
])('a signature refused at "$date" is tried again with another $retryWith', ({ date, retryWith }) => {
  const answer = rawAnswer(401, { error_code: 'APIGW.0301' }, { date });
  expect(huawei.readFailure(answer, now)?.retryWith).toBe(retryWith);
});

test('a clock that is off is no reason for any other failure', () => {
  const answer = rawAnswer(500, { code: 'DNS.0001' }, { date: 'Mon, 01 Jun 2026 09:00:00 GMT' });
  expect(huawei.readFailure(answer, now)?.retryWith).toBeUndefined();
});

const stamp = {
  now,
  nonce: 'unused',
  host: 'dns.ap-southeast-3.myhuaweicloud.com',
  canonicalQuery: '',
  bodyHash: emptyHash,
};
const key = { accessKeyId: 'AKid', accessKeySecret: 'hunter2' };
const show = get('ShowBatchOperationTask', '/v2.1/batch-operation-tasks', json);
const signedNames = (headers: Readonly<Record<string, string>>) =>
  /SignedHeaders=([^,]+),/.exec(headers.authorization ?? '')?.[1]?.split(';');

test('signs a call with its date and host', () => {
  const headers = huawei.sign(show({ id: '1' }), key, stamp);
  expect(headers).toEqual({
    'content-type': 'application/json',
    'x-sdk-date': '20260601T080000Z',
    host: 'dns.ap-southeast-3.myhuaweicloud.com',
    accept: 'application/json',
    authorization: expect.stringMatching(/^SDK-HMAC-SHA256 Access=AKid, SignedHeaders=[^,]+, Signature=[0-9a-f]{64}$/),
  });
  expect(signedNames(headers)).toEqual(['content-type', 'host', 'x-sdk-date']);
  expect(Object.values(headers).join()).not.toContain('hunter2');
});

test('signs the project and the token of a temporary key with the rest', () => {
  const request = show({ id: '1', projectId: 'project-1' });
  const headers = huawei.sign(request, { ...key, securityToken: 'token-1' }, stamp);
  expect(headers).toMatchObject({ 'x-project-id': 'project-1', 'x-security-token': 'token-1' });
  expect(signedNames(headers)).toEqual(expect.arrayContaining(['x-project-id', 'x-security-token']));
});
