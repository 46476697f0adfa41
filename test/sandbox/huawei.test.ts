import { startSandbox } from '#src/sandbox/start.ts';
import { afterAll, expect, test } from 'vitest';
import { huawei, tasksPath, type Manner } from './call.ts';
import { inMinutes, keys, over, temporary } from './keys.ts';

const sandbox = await startSandbox({ keys });
afterAll(() => sandbox.close());

const { url } = sandbox;

const huaweiCases: { why: string; manner: Manner; status: number }[] = [
  { why: 'a right signature', manner: {}, status: 200 },
  { why: 'a clock 14 minutes slow', manner: { now: inMinutes(-14) }, status: 200 },
  { why: 'a clock 16 minutes slow', manner: { now: inMinutes(-16) }, status: 401 },
  { why: 'a clock 16 minutes fast', manner: { now: inMinutes(16) }, status: 401 },
  { why: 'a malformed date', manner: { tamper: { 'x-sdk-date': '2026-01-02T03:04:05Z' } }, status: 401 },
  { why: 'no authorization', manner: { tamper: { authorization: '' } }, status: 401 },
  { why: 'an unsigned header beside', manner: { tamper: { 'x-project-id': 'project' } }, status: 200 },
  { why: 'a wrong secret', manner: { accessKeySecret: 'wrong' }, status: 401 },
  { why: 'an unknown key', manner: { accessKeyId: 'nobody' }, status: 401 },
  { why: 'the token', manner: { ...temporary, securityToken: 'token' }, status: 200 },
  { why: 'no token', manner: temporary, status: 401 },
  { why: 'a token that is over', manner: { ...over, securityToken: 'token' }, status: 401 },
];

test.for(huaweiCases)('$why → $status', async ({ manner, status }) => {
  const answer = await huawei<{ error_code?: string }>(url, tasksPath, { limit: 1 }, manner);
  expect([answer.status, answer.body.error_code]).toEqual([status, status === 401 ? 'APIGW.0301' : undefined]);
});

test('tells errors in two shapes: of its gateway, and of DNS', async () => {
  const gateway = await huawei(url, tasksPath, {}, { accessKeySecret: 'wrong' });
  const dns = await huawei(url, tasksPath, { limit: 501 });
  const requestId = gateway.headers.get('x-request-id');
  expect(gateway.body).toEqual({ error_msg: expect.any(String), error_code: 'APIGW.0301', request_id: requestId });
  expect(dns.body).toEqual({ code: 'DNS.0006', message: expect.any(String) });
  expect(dns.headers.get('x-request-id')).toMatch(/^[0-9a-f]{32}$/);
});
