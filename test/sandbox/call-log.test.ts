import { CallLog } from '#src/sandbox/call-log.ts';
import { startSandbox } from '#src/sandbox/start.ts';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { alibaba, huawei, order, tasksPath } from './call.ts';

const { url, close, calls } = await startSandbox();
afterAll(close);
beforeEach(() => order(url, 'DELETE', 'calls'));

test('tells every call in the order of arrival, refused ones too, as it was sent', async () => {
  await alibaba(url, 'ecs', 'DescribeTasks', { RegionId: 'cn-hangzhou', PageNumber: '0' });
  await alibaba(url, 'polardb', 'DescribeBatchTask', { BatchId: 'pcb-xxx' }, { form: true });
  await alibaba(url, 'alidns', 'Nothing', {}, { accessKeyId: 'nobody' });
  await huawei(url, `${tasksPath}/9a186e66977dd48f01977e021c480cac`, { error_item_limit: 1 });
  await huawei(url, tasksPath);
  await huawei(url, '/v2.1/other');
  await fetch(`${url}/elsewhere`);
  const id = '9a186e66977dd48f01977e021c480cac';
  expect(calls()).toEqual([
    {
      provider: 'ALIYUN_ECS',
      operation: 'DescribeTasks',
      parameters: { RegionId: 'cn-hangzhou', PageNumber: '0' },
      status: 400,
    },
    { provider: 'ALIYUN_POLARDB', operation: 'DescribeBatchTask', parameters: { BatchId: 'pcb-xxx' }, status: 200 },
    { provider: 'ALIYUN_DNS', operation: 'Nothing', parameters: {}, status: 400 },
    {
      provider: 'HUAWEI_DNS',
      operation: 'ShowBatchOperationTask',
      parameters: { error_item_limit: '1', task_id: id },
      status: 200,
    },
    { provider: 'HUAWEI_DNS', operation: 'ListBatchOperationTasks', parameters: {}, status: 200 },
    { provider: 'HUAWEI_DNS', operation: 'GET /v2.1/other', parameters: {}, status: 404 },
    { provider: null, operation: '', parameters: {}, status: 404 },
  ]);
});

test('is read and cleared over HTTP', async () => {
  await huawei(url, tasksPath, { limit: 1 });
  const answer = await order(url, 'GET', 'calls');
  expect(answer.headers.get('content-type')).toContain('application/json');
  expect(await answer.json()).toEqual(calls());
  expect(calls()).toHaveLength(1);
  expect((await order(url, 'DELETE', 'calls')).status).toBe(204);
  expect(calls()).toEqual([]);
});

test('knows no other control', async () => {
  expect((await order(url, 'POST', 'calls')).status).toBe(404);
});

test('keeps the last 100,000 calls', () => {
  const log = new CallLog();
  for (let number = 0; number < 250_000; number += 1) {
    log.add({ provider: null, operation: String(number), parameters: {}, status: 200 });
  }
  const kept = log.read();
  expect([kept.length, kept[0]?.operation, kept.at(-1)?.operation]).toEqual([100_000, '150000', '249999']);
});

test('refuses a body beyond all measure', async () => {
  const answer = await fetch(`${url}/`, { method: 'POST', body: 'x'.repeat(1_100_000) }).then(
    ({ status }) => status,
    () => 'hung up',
  );
  expect([413, 'hung up']).toContain(answer);
});
