import { expect, test } from 'vitest';
import { toDetail, toFailure } from '#src/providers/aliyun-dns/detail.ts';
import { aliyunDns } from '#src/providers/aliyun-dns/index.ts';
import { toTask } from '#src/providers/aliyun-dns/task.ts';
import { describeBatchResultCount, describeBatchResultDetail } from '#src/providers/aliyun-dns/wire.ts';
import { parseExactJson } from '#src/platform/exact-json.ts';
import { answering, caller, sample, source } from './answering.ts';
import { faultsIn, parsed } from '#test/shapes.ts';

const settings = { key: 'here' };
const read = (answer: unknown, askedId: string | null = null) =>
  toTask(source, parsed(describeBatchResultCount([]).shape, answer), askedId);

test("reads the documentation's own task", () => {
  expect(read(sample('alidns-DescribeBatchResultCount'))).toEqual({
    source,
    taskId: '123456',
    operation: 'DOMAIN_ADD',
    status: 'RUNNING',
    providerStatus: '0',
    createdAt: null,
    updatedAt: null,
    finishedAt: null,
    counts: { total: 4, succeeded: 2, failed: 2, skipped: null },
    progress: 0.99,
    failureReason: 'failed_reason',
    batchType: 'DOMAIN_ADD',
  });
});

test.for([
  { answer: { Status: 0 }, status: 'RUNNING' },
  { answer: { Status: 1, TotalCount: 4, SuccessCount: 4, FailedCount: 0 }, status: 'SUCCEEDED' },
  { answer: { Status: '1', TotalCount: '4', SuccessCount: '2', FailedCount: '2' }, status: 'PARTIALLY_FAILED' },
  { answer: { Status: 1, TotalCount: 4, SuccessCount: 0, FailedCount: 4 }, status: 'FAILED' },
  { answer: { Status: 2 }, status: 'FAILED' },
  { answer: { Status: 7 }, status: 'UNKNOWN' },
  { answer: {}, status: 'UNKNOWN' },
])('reads $answer as $status', ({ answer, status }) => {
  expect(read(answer, '5')).toMatchObject({ taskId: '5', status });
});

test.for([
  { answer: { Status: -1, TaskId: 5 }, askedId: null, taskId: undefined },
  { answer: { Status: '-1 ', TaskId: 5 }, askedId: '5', taskId: undefined },
  { answer: { Status: 0, TaskId: 0 }, askedId: null, taskId: undefined },
  { answer: { Status: 0 }, askedId: null, taskId: undefined },
  { answer: { Status: 0, TaskId: 0 }, askedId: '5', taskId: '5' },
  { answer: { Status: 0, TaskId: 9 }, askedId: '5', taskId: '5' },
  { answer: { Status: 0, TaskId: '9' }, askedId: null, taskId: '9' },
])('asked for $askedId and told $answer, finds $taskId', ({ answer, askedId, taskId }) => {
  expect(read(answer, askedId)?.taskId).toBe(taskId);
});

test.for([
  { answer: { RequestId: 'R-1' }, askedId: '5' },
  { answer: { RequestId: 'R-1' }, askedId: null },
  { answer: { TaskId: '5', TotalCount: 4 }, askedId: '5' },
  { answer: { Status: 1 }, askedId: null },
])('asked for $askedId and told $answer, makes up no task', async ({ answer, askedId }) => {
  const provider = aliyunDns.connect(source, settings, answering(answer).upstream);
  const asked = askedId === null ? provider.last({}, caller) : provider.byId(askedId, {}, caller);
  await expect(asked).rejects.toMatchObject({ code: 'UPSTREAM_BAD_RESPONSE', operation: 'DescribeBatchResultCount' });
});

test('keeps all digits of an id that no number holds', () => {
  expect(read(parseExactJson('{"Status":0,"TaskId":9223372036854775807}'))?.taskId).toBe('9223372036854775807');
});

test('sends what it is asked, and nothing else', async () => {
  const answer = sample('alidns-DescribeBatchResultCount');
  const { upstream, sent } = answering(answer, answer, answer, answer);
  const provider = aliyunDns.connect(source, settings, upstream);
  await provider.getMany(['9007199254740993'], caller);
  await provider.byId('5', { batchType: 'RR_DEL', language: 'en' }, caller);
  await provider.last({}, caller);
  await provider.last({ batchType: 'DOMAIN_ADD', language: undefined }, caller);
  expect(sent.map(({ query }) => query)).toEqual([
    [['TaskId', '9007199254740993']],
    [
      ['TaskId', '5'],
      ['BatchType', 'RR_DEL'],
      ['Lang', 'en'],
    ],
    [],
    [['BatchType', 'DOMAIN_ADD']],
  ]);
  expect(sent[0]).toMatchObject({
    operation: 'DescribeBatchResultCount',
    path: '/',
    headers: { 'x-acs-action': 'DescribeBatchResultCount', 'x-acs-version': '2015-01-09' },
  });
});

const detail = (row: Record<string, unknown>) => {
  const answer = { TotalCount: 1, BatchResultDetails: { BatchResultDetail: [row] } };
  const { BatchResultDetails } = parsed(describeBatchResultDetail([]).shape, answer);
  return BatchResultDetails.BatchResultDetail.map((each) => each && toDetail(each))[0];
};

test('reads the result of an item', () => {
  const row = { Status: 'true', Domain: 'example.com', Rr: 'www', Ttl: 600, OperateDateStr: '2019-08-22 18:02:58' };
  expect(detail(row)).toMatchObject({
    succeeded: true,
    domain: 'example.com',
    rr: 'www',
    ttl: '600',
    operatedAt: Date.parse('2019-08-22T18:02:58Z'),
    reason: null,
  });
});

test.for([
  {
    row: { Status: false, Domain: 'a.com', Rr: 'www', Reason: 'taken' },
    failure: { item: 'www.a.com', message: 'taken' },
  },
  { row: { Status: 'False', Domain: 'a.com', Rr: '@' }, failure: { item: 'a.com', message: null } },
  { row: { Status: false, Domain: 'a.com' }, failure: { item: 'a.com', message: null } },
  { row: { Status: false, Rr: 'www' }, failure: { item: 'www', message: null } },
])('tells $failure of $row', ({ row, failure }) => {
  const found = detail(row);
  expect(found && toFailure(found)).toEqual({ code: null, ...failure });
});

test('asks for the items that failed, and passes over others that come all the same', async () => {
  const rows = [
    { Status: true, Domain: 'a.com' },
    { Status: false, Domain: 'b.com', Reason: 'taken' },
    { Domain: 'c.com' },
  ];
  const { upstream, sent } = answering({ TotalCount: 3, BatchResultDetails: { BatchResultDetail: rows } });
  const failures = aliyunDns.connect(source, settings, upstream).failures('123456', caller);
  const walk = failures.walk({ direction: 'forward', from: 'start', until: 'end' });
  const first = await walk.next(10);
  expect(first.map(({ item }) => item)).toMatchObject([{ item: 'b.com', code: null, message: 'taken' }]);
  expect(sent[0]?.query).toContainEqual(['Status', 'FAILED']);
});

test.for([
  { answer: { BatchResultDetails: { BatchResultDetail: {} } }, path: ['BatchResultDetails', 'BatchResultDetail'] },
  { answer: { TotalCount: 3 }, path: ['BatchResultDetails'] },
])('names $path in $answer', ({ answer, path }) => {
  expect(faultsIn(describeBatchResultDetail([]).shape, answer)).toMatchObject([{ path }]);
});
