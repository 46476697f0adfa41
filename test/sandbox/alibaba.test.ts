import { startSandbox } from '#src/sandbox/start.ts';
import { afterAll, expect, test } from 'vitest';
import { alibaba, type Manner, type Product } from './call.ts';
import { inMinutes, keys, over, temporary } from './keys.ts';

const sandbox = await startSandbox({ keys });
afterAll(() => sandbox.close());

const { url } = sandbox;

const mismatch = 'InvalidSecurityToken.MismatchWithAccessKey';
const alibabaCases: { why: string; product?: Product; manner: Manner; status: number; code?: string }[] = [
  { why: 'a right signature', manner: {}, status: 200 },
  { why: 'a form', manner: { form: true }, status: 200 },
  { why: 'a GET', manner: { method: 'GET' }, status: 200 },
  { why: 'another method', manner: { method: 'DELETE' }, status: 404, code: 'InvalidAction.NotFound' },
  { why: 'a clock 14 minutes slow', manner: { now: inMinutes(-14) }, status: 200 },
  { why: 'a clock 16 minutes slow', manner: { now: inMinutes(-16) }, status: 400, code: 'InvalidTimeStamp.Expired' },
  { why: 'a clock 16 minutes fast', manner: { now: inMinutes(16) }, status: 400, code: 'InvalidTimeStamp.Expired' },
  {
    why: 'a date with milliseconds',
    manner: { tamper: { 'x-acs-date': '2026-01-02T03:04:05.000Z' } },
    status: 400,
    code: 'InvalidTimeStamp.Format',
  },
  {
    why: 'a date of no calendar',
    manner: { tamper: { 'x-acs-date': '2026-02-30T03:04:05Z' } },
    status: 400,
    code: 'InvalidTimeStamp.Format',
  },
  { why: 'no authorization', manner: { tamper: { authorization: '' } }, status: 400, code: 'IncompleteSignature' },
  {
    why: 'blanks after commas',
    manner: { tamper: { authorization: 'ACS3-HMAC-SHA256 Credential=sandbox, SignedHeaders=host, Signature=00' } },
    status: 400,
    code: 'IncompleteSignature',
  },
  { why: 'no nonce', manner: { tamper: { 'x-acs-signature-nonce': '' } }, status: 400, code: 'IncompleteSignature' },
  {
    why: 'an unsigned x-acs- header',
    manner: { tamper: { 'x-acs-extra': '1' } },
    status: 400,
    code: 'IncompleteSignature',
  },
  {
    why: 'an altered nonce',
    manner: { tamper: { 'x-acs-signature-nonce': 'other' } },
    status: 400,
    code: 'SignatureDoesNotMatch',
  },
  {
    why: "another body's hash",
    manner: { tamper: { 'x-acs-content-sha256': 'a'.repeat(64) } },
    status: 400,
    code: 'SignatureDoesNotMatch',
  },
  { why: 'a wrong secret', manner: { accessKeySecret: 'wrong' }, status: 400, code: 'SignatureDoesNotMatch' },
  {
    why: 'a wrong secret at dns',
    product: 'alidns',
    manner: { accessKeySecret: 'wrong' },
    status: 403,
    code: 'SignatureDoesNotMatch',
  },
  { why: 'an unknown key', manner: { accessKeyId: 'nobody' }, status: 404, code: 'InvalidAccessKeyId.NotFound' },
  {
    why: 'an unknown key at dns',
    product: 'alidns',
    manner: { accessKeyId: 'nobody' },
    status: 400,
    code: 'InvalidAccessKeyId.NotFound',
  },
  { why: 'the token', manner: { ...temporary, securityToken: 'token' }, status: 200 },
  { why: 'no token', manner: temporary, status: 400, code: 'MissingSecurityToken' },
  { why: 'another token', manner: { ...temporary, securityToken: 'other' }, status: 400, code: mismatch },
  { why: 'a token without need', manner: { securityToken: 'token' }, status: 400, code: mismatch },
  {
    why: 'a token that is over',
    manner: { ...over, securityToken: 'token' },
    status: 400,
    code: 'InvalidSecurityToken.Expired',
  },
];

const actions = { alidns: 'DescribeBatchResultCount', ecs: 'DescribeTasks' } as const;

test.for(alibabaCases)('$why → $status $code', async ({ product = 'ecs', manner, status, code }) => {
  const action = product === 'alidns' ? actions.alidns : actions.ecs;
  const answer = await alibaba<{ Code?: string }>(url, product, action, { RegionId: 'cn-hangzhou' }, manner);
  expect([answer.status, answer.body.Code]).toEqual([status, code]);
});

const askOnce = (manner: Manner) =>
  alibaba<{ Code?: string }>(url, 'ecs', 'DescribeTasks', { RegionId: 'cn-hangzhou' }, { nonce: 'once', ...manner });

test('a nonce is good for one right request', async () => {
  const wrong = await askOnce({ accessKeySecret: 'wrong' });
  const first = await askOnce({});
  const second = await askOnce({});
  expect([wrong.body.Code, first.status, second.body.Code]).toEqual([
    'SignatureDoesNotMatch',
    200,
    'SignatureNonceUsed',
  ]);
});

test('a nonce is forgotten after half an hour', async () => {
  let now = new Date('2026-03-01T00:00:00Z');
  const other = await startSandbox({ now: () => now });
  const ask = () => alibaba(other.url, 'ecs', 'DescribeTasks', { RegionId: 'cn-hangzhou' }, { nonce: 'once', now });
  const statuses = [(await ask()).status];
  for (const minutes of [29, 2]) {
    now = new Date(now.getTime() + minutes * 60_000);
    statuses.push((await ask()).status);
  }
  await other.close();
  expect(statuses).toEqual([200, 400, 200]);
});

test('a mismatch tells the string that the server signed, in the documented body', async () => {
  const answer = await alibaba(url, 'ecs', 'DescribeTasks', {}, { accessKeySecret: 'wrong' });
  expect(answer.body).toEqual({
    RequestId: answer.headers.get('x-acs-request-id'),
    HostId: new URL(url).host,
    Code: 'SignatureDoesNotMatch',
    Message: expect.stringMatching(/server string to sign is:ACS3-HMAC-SHA256\n[0-9a-f]{64}$/),
    Recommend: expect.stringContaining('SignatureDoesNotMatch'),
  });
});
