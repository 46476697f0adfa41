import { startSandbox } from '#src/sandbox/start.ts';
import { afterAll, expect, test } from 'vitest';
import { tencent, type TencentManner } from './call-tencent.ts';
import { inMinutes, keys, over, temporary } from './keys.ts';

const sandbox = await startSandbox({ keys });
afterAll(() => sandbox.close());

const { url } = sandbox;

interface Answer {
  readonly Response: { readonly Error?: { readonly Code: string }; readonly RequestId: string };
}

const malformed = 'TC3-HMAC-SHA256 Credential=sandbox/2026-06-01/dnspod/tc3_request,SignedHeaders=host,Signature=00';

const cases: { why: string; manner: TencentManner; code?: string }[] = [
  { why: 'a right signature', manner: {} },
  { why: 'a GET', manner: { method: 'GET' } },
  { why: 'the two headers that must be signed', manner: { signed: ['content-type', 'host'] } },
  { why: 'another method', manner: { method: 'DELETE' }, code: 'InvalidAction' },
  { why: 'another version', manner: { version: '2017-03-12' }, code: 'InvalidAction' },
  { why: 'another product', manner: { service: 'cvm' }, code: 'InvalidAction' },
  { why: 'the product that the vendor’s clients take the host for', manner: { service: '127' } },
  { why: 'a clock 4 minutes slow', manner: { now: inMinutes(-4) } },
  { why: 'a clock 6 minutes slow', manner: { now: inMinutes(-6) }, code: 'AuthFailure.SignatureExpire' },
  { why: 'a clock 6 minutes fast', manner: { now: inMinutes(6) }, code: 'AuthFailure.SignatureExpire' },
  { why: 'no timestamp', manner: { tamper: { 'x-tc-timestamp': '' } }, code: 'MissingParameter' },
  { why: 'a timestamp of no number', manner: { tamper: { 'x-tc-timestamp': 'now' } }, code: 'InvalidParameter' },
  {
    why: 'another timestamp',
    manner: { tamper: { 'x-tc-timestamp': String(Math.floor(inMinutes(1).getTime() / 1000)) } },
    code: 'AuthFailure.SignatureFailure',
  },
  { why: 'no authorization', manner: { tamper: { authorization: '' } }, code: 'AuthFailure.InvalidAuthorization' },
  {
    why: 'no blanks after commas',
    manner: { tamper: { authorization: malformed } },
    code: 'AuthFailure.InvalidAuthorization',
  },
  { why: 'an unsigned host', manner: { signed: ['content-type'] }, code: 'AuthFailure.InvalidAuthorization' },
  { why: 'an unsigned content-type', manner: { signed: ['host'] }, code: 'AuthFailure.InvalidAuthorization' },
  {
    why: 'another operation than the one signed',
    manner: { tamper: { 'x-tc-action': 'DescribeDomainList' } },
    code: 'AuthFailure.SignatureFailure',
  },
  { why: 'an unsigned header beside', manner: { tamper: { 'x-tc-language': 'en-US' } } },
  { why: 'a wrong secret', manner: { accessKeySecret: 'wrong' }, code: 'AuthFailure.SignatureFailure' },
  { why: 'an unknown key', manner: { accessKeyId: 'nobody' }, code: 'AuthFailure.SecretIdNotFound' },
  { why: 'the token', manner: { ...temporary, securityToken: 'token' } },
  { why: 'no token', manner: temporary, code: 'AuthFailure.TokenFailure' },
  { why: 'another token', manner: { ...temporary, securityToken: 'other' }, code: 'AuthFailure.TokenFailure' },
  { why: 'a token without need', manner: { securityToken: 'token' }, code: 'AuthFailure.TokenFailure' },
  { why: 'a token that is over', manner: { ...over, securityToken: 'token' }, code: 'AuthFailure.TokenFailure' },
];

test.for(cases)('$why → $code', async ({ manner, code }) => {
  const { status, body } = await tencent<Answer>(url, 'DescribeBatchTask', { JobId: 69 }, manner);
  expect([status, body.Response.Error?.Code]).toEqual([200, code]);
});

test('tells errors with the status of success, within Response', async () => {
  const { status, body } = await tencent(url, 'DescribeBatchTask', { JobId: 69 }, { accessKeySecret: 'wrong' });
  expect(status).toBe(200);
  expect(body).toEqual({
    Response: {
      Error: { Code: 'AuthFailure.SignatureFailure', Message: expect.any(String) },
      RequestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    },
  });
});

test('a body other than the one signed is refused', async () => {
  const { body } = await tencent<Answer>(url, 'DescribeBatchTask', { JobId: 69 });
  expect(body.Response.Error).toBeUndefined();
  const headers = { 'content-type': 'application/json', 'x-tc-version': '2021-03-23', 'x-tc-timestamp': '1' };
  const answer = await fetch(url, { method: 'POST', headers, body: '{"JobId":70}' });
  expect(await answer.json()).toMatchObject({ Response: { Error: { Code: 'AuthFailure.InvalidAuthorization' } } });
});
