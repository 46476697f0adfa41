import { startSandbox } from '#src/sandbox/start.ts';
import { afterAll, expect, test } from 'vitest';
import { alibaba, huawei, order, tasksPath } from './call.ts';

interface Answer {
  readonly Code?: string;
  readonly error_code?: string;
  readonly code?: string;
}

const { url, close, calls } = await startSandbox();
afterAll(close);

const spoil = (...faults: object[]) => order(url, 'PUT', 'faults', faults);
const askEcs = () => alibaba<Answer>(url, 'ecs', 'DescribeTasks', { RegionId: 'cn-hangzhou' });
const askAbsent = () => alibaba(url, 'imm', 'GetBatch', { ProjectName: 'test-project', Id: 'absent' });
const askHuawei = () => huawei<Answer>(url, tasksPath, { limit: 1 });

test.for([
  { kind: 'throttle', ecs: [400, 'Throttling.User'], dns: [429, 'APIGW.0308'] },
  { kind: 'error', ecs: [503, 'ServiceUnavailable'], dns: [500, 'DNS.0001'] },
  { kind: 'denied', ecs: [403, 'Forbidden.RAM'], dns: [403, 'APIGW.0302'] },
  { kind: 'skew', ecs: [400, 'InvalidTimeStamp.Expired'], dns: [401, 'APIGW.0301'] },
  { kind: 'expired-token', ecs: [400, 'InvalidSecurityToken.Expired'], dns: [401, 'APIGW.0301'] },
])('$kind, once at each provider', async ({ kind, ecs, dns }) => {
  await spoil({ provider: 'ALIYUN_ECS', kind, times: 1 }, { provider: 'HUAWEI_DNS', kind, times: 1 });
  const answers = [await askEcs(), await askHuawei()];
  expect(answers.map(({ status, body }) => [status, body.Code ?? body.error_code ?? body.code])).toEqual([ecs, dns]);
  expect(answers.every(({ headers }) => !Number.isNaN(Date.parse(headers.get('date') ?? '')))).toBe(true);
  expect([(await askEcs()).status, (await askHuawei()).status]).toEqual([200, 200]);
});

test('throttling says how long to wait, each cloud in its way', async () => {
  const fault = { kind: 'throttle', retryAfterMs: 2500, times: 1 };
  await spoil({ provider: 'ALIYUN_ECS', ...fault }, { provider: 'HUAWEI_DNS', ...fault });
  expect((await askEcs()).headers.get('x-acs-retry-after')).toBe('2500');
  expect((await askHuawei()).headers.get('retry-after')).toBe('3');
});

test('a fault without times stays until the faults are replaced', async () => {
  await spoil({ provider: 'ALIYUN_ECS', kind: 'error' });
  const statuses = [(await askEcs()).status, (await askEcs()).status, (await askHuawei()).status];
  await spoil();
  expect([...statuses, (await askEcs()).status]).toEqual([503, 503, 200, 200]);
});

test('a fault of one operation spares the others', async () => {
  await spoil({ provider: 'ALIYUN_IMM', kind: 'error', operation: 'GetBatch' });
  const parameters = { ProjectName: 'test-project', Id: 'trigger-9f72636a-0f0c-4baf-ae78-38b27bfe****' };
  const get = await alibaba(url, 'imm', 'GetBatch', parameters);
  const list = await alibaba(url, 'imm', 'ListBatches', parameters);
  expect([get.status, list.status]).toEqual([503, 200]);
});

test('a wrong signature spends no fault', async () => {
  await spoil({ provider: 'ALIYUN_ECS', kind: 'error', times: 1 });
  const wrong = await alibaba(url, 'ecs', 'DescribeTasks', {}, { accessKeySecret: 'wrong' });
  expect([wrong.status, (await askEcs()).status]).toEqual([400, 503]);
});

test('html is no JSON, with the status asked for', async () => {
  await spoil(
    { provider: 'ALIYUN_ECS', kind: 'html', times: 1 },
    { provider: 'HUAWEI_DNS', kind: 'html', status: 200 },
  );
  await expect(askEcs()).rejects.toThrow(SyntaxError);
  await expect(askHuawei()).rejects.toThrow(SyntaxError);
  expect(calls().slice(-2)).toMatchObject([{ status: 502 }, { status: 200 }]);
});

test.for(['reset', 'truncate'])('%s breaks the connection off', async (kind) => {
  await spoil({ provider: 'HUAWEI_DNS', kind, times: 1 });
  await expect(askHuawei()).rejects.toThrow(TypeError);
  expect(calls().at(-1)?.status).toBe(kind === 'reset' ? null : 200);
  expect((await askHuawei()).status).toBe(200);
});

test.for(['html', 'reset', 'truncate'])('%s spoils a refusal too', async (kind) => {
  await spoil({ provider: 'ALIYUN_IMM', kind, times: 1 });
  await expect(askAbsent()).rejects.toThrow();
  expect((await askAbsent()).body).toMatchObject({ Code: 'ResourceNotFound' });
});

test('latency answers late, and rightly', async () => {
  await spoil({ provider: 'HUAWEI_DNS', kind: 'latency', delayMs: 80, times: 1 });
  const started = performance.now();
  const { status } = await askHuawei();
  expect(status).toBe(200);
  expect(performance.now() - started).toBeGreaterThan(70);
});

test('a timeout never answers, and ends with the sandbox', async () => {
  const other = await startSandbox();
  await order(other.url, 'PUT', 'faults', [{ provider: 'HUAWEI_DNS', kind: 'timeout' }]);
  const asked = huawei(other.url, tasksPath).then(
    () => 'answered',
    () => 'hung up',
  );
  await expect.poll(() => other.calls().length).toBe(1);
  expect(await Promise.race([asked, new Promise((resolve) => setTimeout(resolve, 50, 'silent'))])).toBe('silent');
  expect(other.calls()).toMatchObject([{ status: null }]);
  await other.close();
  expect(await asked).toBe('hung up');
});

test.for([
  { body: {}, says: 'array' },
  { body: [{ provider: 'ALIYUN_ECS' }], says: '0.kind' },
  { body: [{ provider: 'AWS', kind: 'error' }], says: '0.provider' },
  { body: [{ provider: 'ALIYUN_ECS', kind: 'error', time: 1 }], says: 'time' },
  { body: [{ provider: 'ALIYUN_ECS', kind: 'error', times: -1 }], says: '0.times' },
  { body: undefined, says: 'array' },
])('a malformed order is refused: $says', async ({ body, says }) => {
  const answer = await order(url, 'PUT', 'faults', body);
  expect(answer.status).toBe(400);
  expect(((await answer.json()) as { message: string }).message).toContain(says);
});
