import { expect, test } from 'vitest';
import { BatchTaskDocument } from '#test/gql/graphql.ts';
import { startTestTaskline } from '#test/taskline.ts';

const unknown = { total: null, succeeded: null, failed: null, skipped: null };

test.for([
  {
    source: 'huawei-dns',
    taskId: '9a186e66977dd48f01977e021c480cac',
    documented: {
      __typename: 'HuaweiDnsBatchTask',
      operation: 'create',
      type: 'create',
      status: 'PARTIALLY_FAILED',
      providerStatus: 'DONE',
      createdAt: '2025-06-17T13:09:15.214Z',
      updatedAt: '2025-06-17T13:11:26.968Z',
      counts: { total: 2000, succeeded: 1880, failed: 120, skipped: null },
      progress: 1,
    },
  },
  {
    source: 'aliyun-dns',
    taskId: '123456',
    documented: {
      __typename: 'AliyunDnsBatchTask',
      operation: 'DOMAIN_ADD',
      batchType: 'DOMAIN_ADD',
      status: 'RUNNING',
      providerStatus: '0',
      createdAt: null,
      counts: { total: 4, succeeded: 2, failed: 2, skipped: null },
      failureReason: 'failed_reason',
    },
  },
  {
    source: 'aliyun-polardb',
    taskId: 'pcb-xxx',
    documented: {
      __typename: 'AliyunPolarDbBatchTask',
      operation: 'polarclaw_install_skills',
      name: 'batch_task_test',
      status: 'RUNNING',
      providerStatus: 'RUNNING',
      createdAt: '2026-05-28T16:38:20.000Z',
      startedAt: '2026-05-28T16:38:20.000Z',
      finishedAt: null,
      counts: { total: 10, succeeded: 8, failed: 0, skipped: null },
      progress: 0.8,
    },
  },
  {
    source: 'aliyun-ecs-hangzhou',
    taskId: 't-bp1hvgwromzv32iq****',
    documented: {
      __typename: 'AliyunEcsTask',
      operation: 'ImportImage',
      action: 'ImportImage',
      resourceId: 'm-bp1i8huqm5u7****',
      supportsCancel: true,
      status: 'SUCCEEDED',
      providerStatus: 'Finished',
      createdAt: '2020-11-24T12:50:00.000Z',
      finishedAt: '2020-11-24T12:50:00.000Z',
      counts: unknown,
      progress: 1,
    },
  },
  {
    source: 'aliyun-imm',
    taskId: 'trigger-9f72636a-0f0c-4baf-ae78-38b27bfe****',
    documented: {
      __typename: 'AliyunImmBatch',
      operation: 'doc/convert',
      status: 'PARTIALLY_FAILED',
      providerStatus: 'Succeeded',
      createdAt: '2020-11-10T03:50:28.000Z',
      updatedAt: '2021-12-18T07:40:29.000Z',
      counts: { total: null, succeeded: 10, failed: 1, skipped: 0 },
      failureReason: 'api returns error: SDKError: StatusCode: 404 Code: ResourceNotFound',
      phase: 'IncrementalScanning',
      tags: { test: 'test', test2: 1 },
      input: { bucket: 'test-bucket', prefix: 'test-object', matchExpressions: ['key prefix (abc)'] },
      actions: [{ name: 'doc/convert', parameters: ['pages=3'], fastFailPolicy: 'abort' }],
      statistic: { submitSuccess: 10, submitFailure: 1, skipFiles: 0 },
    },
  },
])("finds $source's documented task as it is documented", async ({ source, taskId, documented }) => {
  const { ask, sent } = await startTestTaskline();
  const { data, errors } = await ask(BatchTaskDocument, { source, taskId });
  expect(errors).toBeUndefined();
  expect(data?.batchTask).toMatchObject({ taskId, source: { key: source }, ...documented });
  expect(sent()).toHaveLength(1);
});

test.for([
  { source: 'aliyun-dns', taskId: '999' },
  { source: 'aliyun-ecs-hangzhou', taskId: 't-none' },
  { source: 'aliyun-ecs-singapore', taskId: 't-bp1hvgwromzv32iq****' },
  { source: 'aliyun-imm', taskId: 'batch-none' },
  { source: 'aliyun-polardb', taskId: 'pcb-none' },
  { source: 'huawei-dns', taskId: 'none' },
])('finds null where $source has no $taskId', async (variables) => {
  const { ask, sent } = await startTestTaskline();
  expect(await ask(BatchTaskDocument, variables)).toEqual({ status: 200, data: { batchTask: null } });
  expect(sent()).toHaveLength(1);
});
