import { expect, test } from 'vitest';
import { tencentDnsPod } from '#src/providers/tencent-dnspod/index.ts';
import { toFailures } from '#src/providers/tencent-dnspod/detail.ts';
import { toTask } from '#src/providers/tencent-dnspod/task.ts';
import { describeBatchTask } from '#src/providers/tencent-dnspod/wire.ts';
import { answering, caller, refusal, sample, source } from './answering.ts';
import { faultsIn, parsed } from '#test/shapes.ts';

const settings = { key: 'here' };
const { shape } = describeBatchTask('69');
const told = (row: object) => toTask(source, '69', parsed(shape, { Response: row }));

test("reads the documentation's own batch, its time in China's zone", () => {
  expect(toTask(source, '69', parsed(shape, sample('dnspod-DescribeBatchTask')))).toEqual({
    source,
    taskId: '69',
    operation: 'record_modify',
    status: 'SUCCEEDED',
    providerStatus: null,
    createdAt: Date.parse('2021-04-07T07:28:31Z'),
    updatedAt: null,
    finishedAt: null,
    counts: { total: 1, succeeded: 1, failed: 0, skipped: null },
    progress: 1,
    failureReason: null,
    jobType: 'record_modify',
    allDetails: [
      {
        place: ['here', '69', 0],
        domain: 'dnsapi1.cn',
        domainId: '49',
        domainGrade: 'DP_FREE',
        operation: null,
        status: 'SUCCEEDED',
        providerStatus: 'ok',
        errorMessage: null,
        allRecords: [
          {
            recordId: '178',
            subDomain: 'test',
            type: 'MX',
            line: '默认',
            value: 'test.aaaaaaa.com.',
            ttl: 600,
            priority: 23,
            weight: null,
            enabled: true,
            remark: null,
            operation: 'edit',
            status: 'SUCCEEDED',
            providerStatus: 'ok',
            errorMessage: null,
          },
        ],
      },
    ],
  });
});

test.for([
  { counts: [4, 0, 0], status: 'RUNNING', progress: 0 },
  { counts: [4, 2, 1], status: 'RUNNING', progress: 0.75 },
  { counts: [4, 4, 0], status: 'SUCCEEDED', progress: 1 },
  { counts: [4, 3, 1], status: 'PARTIALLY_FAILED', progress: 1 },
  { counts: [4, 0, 4], status: 'FAILED', progress: 1 },
  { counts: [4, 3, 2], status: 'PARTIALLY_FAILED', progress: 1 },
  { counts: [0, 0, 0], status: 'SUCCEEDED', progress: 1 },
  { counts: ['4', '3', '1'], status: 'PARTIALLY_FAILED', progress: 1 },
  { counts: [null, 1, 0], status: 'UNKNOWN', progress: null },
  { counts: [4, null, 0], status: 'UNKNOWN', progress: null },
  { counts: [4, 3, null], status: 'UNKNOWN', progress: 0.75 },
  { counts: [-1, 0, 0], status: 'UNKNOWN', progress: null },
])('reads the counts $counts as $status', ({ counts: [TotalCount, SuccessCount, FailCount], status, progress }) => {
  expect(told({ TotalCount, SuccessCount, FailCount })).toMatchObject({ status, progress, providerStatus: null });
});

test.for([
  { row: { Status: 'waiting' }, status: 'PENDING' },
  { row: { Status: 'running' }, status: 'RUNNING' },
  { row: { Status: ' OK ' }, status: 'SUCCEEDED' },
  { row: { Status: 'ok', ErrMsg: 'odd' }, status: 'SUCCEEDED' },
  { row: { Status: 'error' }, status: 'FAILED' },
  { row: { Status: 'timeout', ErrMsg: 'too late' }, status: 'FAILED' },
  { row: { Status: 'timeout', ErrMsg: '' }, status: 'UNKNOWN' },
  { row: { Status: null, ErrMsg: null }, status: 'UNKNOWN' },
])('reads a detail, and a record, of $row as $status', ({ row, status }) => {
  const [detail] = told({ DetailList: [{ ...row, RecordList: [row] }] }).allDetails;
  expect([detail?.status, detail?.allRecords[0]?.status]).toEqual([status, status]);
});

test.for([
  { title: 'its records are null', row: { RecordList: null }, allRecords: [] },
  { title: 'it has none', row: {}, allRecords: [] },
  {
    title: 'a record is sparse',
    row: { RecordList: [{ TTL: '600', MX: '21', RecordId: '9007199254740993', Enabled: 0, Weight: 5, Remark: ' a ' }] },
    allRecords: [{ ttl: 600, priority: 21, recordId: '9007199254740993', enabled: false, weight: 5, remark: 'a' }],
  },
])('reads a detail where $title', ({ row, allRecords }) => {
  expect(told({ DetailList: [row] }).allDetails).toMatchObject([{ domain: null, allRecords }]);
});

test.for([
  { RequestId: 'R-1' },
  { RequestId: 'R-1', DetailList: null },
  { RequestId: 'R-1', JobType: 'record_modify', TotalCount: 1 },
])('%j is of no batch', async (answer) => {
  const provider = tencentDnsPod.connect(source, settings, answering({ Response: answer }).upstream);
  await expect(provider.getMany(['69'], caller)).rejects.toMatchObject({ code: 'UPSTREAM_BAD_RESPONSE' });
});

const error = { Status: 'error', ErrMsg: 'no' };
const domain = { Domain: 'a.cn', Status: 'error' };
const failure = (item: string | null, message: string | null) => ({ item, code: null, message });

test.for([
  { detail: { ...domain, Status: 'ok' }, failures: [] },
  { detail: { ...domain, ErrMsg: 'no' }, failures: [failure('a.cn', 'no')] },
  { detail: { ...domain, RecordList: [{ Status: 'ok', SubDomain: 'www' }] }, failures: [failure('a.cn', null)] },
  {
    detail: { ...domain, Status: 'ok', RecordList: [{ ...error, SubDomain: 'www' }, { Status: 'ok' }] },
    failures: [failure('www.a.cn', 'no')],
  },
  {
    detail: { ...domain, ErrMsg: 'all', RecordList: [{ Status: 'error', SubDomain: '@' }, error] },
    failures: [failure('a.cn', 'all'), failure('a.cn', 'no')],
  },
  { detail: { ...error, RecordList: [{ ...error, SubDomain: 'www' }] }, failures: [failure('www', 'no')] },
])('tells $failures of $detail', ({ detail, failures }) => {
  expect(told({ DetailList: [detail] }).allDetails.flatMap((each) => (each ? toFailures(each) : []))).toEqual(failures);
});

test.for(['69', '9007199254740993', '9223372036854775807'])('asks for %s digit for digit', async (taskId) => {
  const { upstream, sent } = answering(sample('dnspod-DescribeBatchTask'));
  const provider = tencentDnsPod.connect(source, settings, upstream);
  expect(await provider.getMany([taskId], caller)).toMatchObject([{ taskId, operation: 'record_modify' }]);
  expect(sent).toEqual([
    {
      operation: 'DescribeBatchTask',
      method: 'POST',
      path: '/',
      query: [],
      headers: {
        'content-type': 'application/json',
        'x-tc-action': 'DescribeBatchTask',
        'x-tc-version': '2021-03-23',
      },
      body: `{"JobId":${taskId}}`,
      service: 'dnspod',
      shape: expect.anything(),
    },
  ]);
});

test('takes no call for a page of what came with the task, and none lists', () => {
  const provider = tencentDnsPod.connect(source, settings, answering().upstream);
  expect([tencentDnsPod.lists, 'list' in provider]).toEqual(['NONE', false]);
});

test.for(['InvalidParameter.BatchTaskNotExist', 'FailedOperation.NotBatchTaskOwner'])(
  'finds no batch where the answer is %s',
  async (code) => {
    const provider = tencentDnsPod.connect(source, settings, answering(refusal(code)).upstream);
    expect(await provider.getMany(['1'], caller)).toEqual([null]);
  },
);

test.for(['InvalidParameter', 'InvalidParameter.ParamsIllegal'])('passes the refusal %s on', async (code) => {
  const refused = refusal(code);
  const provider = tencentDnsPod.connect(source, settings, answering(refused).upstream);
  await expect(provider.getMany(['1'], caller)).rejects.toBe(refused);
});

test.for(['0', '007', '-1', '1.5', '1e3', 'a', '9223372036854775808'])('refuses %s for an id', (taskId) => {
  expect(tencentDnsPod.refuseId(taskId)).toMatch(/^must be a decimal number/);
});

test.for([
  { answer: {}, path: ['Response'] },
  { answer: { Response: [] }, path: ['Response'] },
  { answer: { Response: { DetailList: {} } }, path: ['Response', 'DetailList'] },
  {
    answer: { Response: { DetailList: [{}, { Status: [] }] } },
    path: ['Response', 'DetailList', 1, 'Status'],
  },
  {
    answer: { Response: { DetailList: [{ RecordList: [{ Value: {} }] }] } },
    path: ['Response', 'DetailList', 0, 'RecordList', 0, 'Value'],
  },
])('names $path in $answer', ({ answer, path }) => {
  expect(faultsIn(shape, answer)).toMatchObject([{ path }]);
});
