import { expect, test } from 'vitest';
import { aliyunImm } from '#src/providers/aliyun-imm/index.ts';
import { toTask } from '#src/providers/aliyun-imm/task.ts';
import { batch, getBatch, listBatches } from '#src/providers/aliyun-imm/wire.ts';
import { parseExactJson } from '#src/platform/exact-json.ts';
import { answering, caller, refusal, sample, source } from './answering.ts';
import { faultsIn, parsed } from '#test/shapes.ts';

const settings = { key: 'here', region: 'cn-hangzhou', project: 'test-project' };
const read = (row: Record<string, unknown>) => toTask(source, parsed(batch, { Id: 'batch-1', ...row }));

test("reads the documentation's own batch", () => {
  const { Batches, NextToken } = parsed(listBatches([]).shape, sample('imm-ListBatches'));
  expect(NextToken).toMatch(/^MTIz/);
  expect(Batches.map((row) => row && toTask(source, row))).toEqual([
    {
      source,
      taskId: 'trigger-9f72636a-0f0c-4baf-ae78-38b27bfe****',
      operation: 'doc/convert',
      status: 'PARTIALLY_FAILED',
      providerStatus: 'Succeeded',
      createdAt: Date.parse('2020-11-10T03:50:28Z'),
      updatedAt: Date.parse('2021-12-18T07:40:29Z'),
      finishedAt: null,
      counts: { total: null, succeeded: 10, failed: 1, skipped: 0 },
      progress: 1,
      failureReason: 'api returns error: SDKError: StatusCode: 404 Code: ResourceNotFound',
      phase: 'IncrementalScanning',
      marker: expect.stringMatching(/^MTIz/),
      serviceRole: 'AliyunIMMBatchTriggerRole',
      tags: { test: 'test', test2: 1 },
      input: { bucket: 'test-bucket', prefix: 'test-object', matchExpressions: ['key prefix (abc)'] },
      actions: [{ name: 'doc/convert', parameters: ['pages=3'], fastFailPolicy: 'abort' }],
      notification: {
        endpoint: 'http://1111111111.mns.cn-hangzhou.aliyuncs.com',
        topic: 'topic1',
        mns: { topicName: 'topic1', endpoint: 'http://1111111111.mns.cn-hangzhou.aliyuncs.com' },
        rocketMq: {
          endpoint: 'http://11111111111.mqrest.cn-hangzhou.aliyuncs.com',
          topicName: 'topic1',
          instanceId: 'MQ_INST_11111111111_BYcNy2Nc',
        },
      },
      statistic: { submitSuccess: 10, submitFailure: 1, skipFiles: 0 },
    },
  ]);
});

test.for([
  { row: { State: 'Ready' }, status: 'PENDING' },
  { row: { State: 'Running' }, status: 'RUNNING' },
  { row: { State: 'Suspended' }, status: 'SUSPENDED' },
  { row: { State: 'Succeeded' }, status: 'SUCCEEDED' },
  { row: { State: 'Succeed ' }, status: 'SUCCEEDED' },
  { row: { State: 'Succeed', Statistic: { SubmitSuccess: '3', SubmitFailure: '2' } }, status: 'PARTIALLY_FAILED' },
  { row: { State: 'Succeeded', Statistic: { SubmitFailure: 2, SkipFiles: 1 } }, status: 'PARTIALLY_FAILED' },
  { row: { State: 'Succeeded', Statistic: { SubmitSuccess: 0, SubmitFailure: 2, SkipFiles: 0 } }, status: 'FAILED' },
  { row: { State: 'Failed', Statistic: { SubmitSuccess: 3 } }, status: 'FAILED' },
  { row: { State: 'Deleting' }, status: 'UNKNOWN' },
])('reads $row as $status', ({ row, status }) => {
  expect(read(row)).toMatchObject({ status, providerStatus: row.State.trim() });
});

const bare = {
  Tags: null,
  Input: null,
  Actions: null,
  Notification: null,
  Statistic: null,
  State: null,
  CreateTime: null,
};

test.for([{}, bare, { Input: {} }, { Input: { OSS: null } }])(
  'reads a batch of which no more is told than %j',
  (row) => {
    expect(read(row)).toMatchObject({
      operation: null,
      status: 'UNKNOWN',
      createdAt: null,
      tags: null,
      input: null,
      actions: [],
      notification: null,
      statistic: null,
      counts: { total: null, succeeded: null, failed: null, skipped: null },
    });
  },
);

test('reads the parts of which nothing is told', () => {
  const row = { Input: { OSS: { MatchExpressions: ['a', null] } }, Actions: [{}], Notification: {}, Statistic: {} };
  expect(read(row)).toMatchObject({
    input: { bucket: null, prefix: null, matchExpressions: ['a'] },
    actions: [{ name: null, parameters: [], fastFailPolicy: null }],
    notification: { endpoint: null, topic: null, mns: null, rocketMq: null },
    statistic: { submitSuccess: null, submitFailure: null, skipFiles: null },
  });
});

test('gives tags as they are, to the digit', () => {
  const row = parsed(batch, parseExactJson('{"Id":"b","Tags":{"on":true,"long":9007199254740993,"nested":{"a":[1]}}}'));
  expect(toTask(source, row).tags).toEqual({ on: true, long: '9007199254740993', nested: { a: [1] } });
});

test('asks for a batch of its project by its id as it is', async () => {
  const { upstream, sent } = answering({ Batch: { Id: ' ü*' } });
  const provider = aliyunImm.connect(source, settings, upstream);
  expect(await provider.getMany([' ü*'], caller)).toMatchObject([{ taskId: 'ü*' }]);
  expect(sent).toMatchObject([
    {
      operation: 'GetBatch',
      headers: { 'x-acs-action': 'GetBatch', 'x-acs-version': '2020-09-30' },
      query: [
        ['ProjectName', 'test-project'],
        ['Id', ' ü*'],
      ],
    },
  ]);
});

test('finds no batch where there is no such resource', async () => {
  const provider = aliyunImm.connect(source, settings, answering(refusal('ResourceNotFound')).upstream);
  expect(await provider.getMany(['batch-1'], caller)).toEqual([null]);
});

test.for(['InvalidArgument', 'ResourceNotFound.Project', ''])('passes %j on', async (providerCode) => {
  const error = refusal(providerCode);
  const provider = aliyunImm.connect(source, settings, answering(error).upstream);
  await expect(provider.getMany(['batch-1'], caller)).rejects.toBe(error);
});

test.for([
  { operation: getBatch, answer: {}, path: ['Batch'] },
  { operation: getBatch, answer: { Batch: {} }, path: ['Batch', 'Id'] },
  { operation: getBatch, answer: { Batch: { Id: 'b', Input: [] } }, path: ['Batch', 'Input'] },
  { operation: listBatches, answer: { Batches: {} }, path: ['Batches'] },
  { operation: listBatches, answer: { NextToken: '' }, path: ['Batches'] },
  { operation: listBatches, answer: { Batches: [{ Id: 'b', Actions: [1] }] }, path: ['Batches', 0, 'Actions', 0] },
])('names $path in $answer', ({ operation, answer, path }) => {
  expect(faultsIn(operation([]).shape, answer)).toMatchObject([{ path }]);
});

test.for([{ Batches: [] }, { Batches: [], NextToken: '' }, { NextToken: null, Batches: null }])(
  'reads %j as the end of the list',
  (answer) => {
    expect(parsed(listBatches([]).shape, answer)).toEqual({ Batches: [], NextToken: null });
  },
);
