import { startSandbox } from '#src/sandbox/start.ts';
import { afterAll, expect, test } from 'vitest';
import { alibaba, type Sent } from './call.ts';
import sample from '../fixtures/samples/alidns-DescribeBatchResultCount.json' with { type: 'json' };

interface Detail {
  readonly Status: boolean;
  readonly Priority: string;
  readonly Ttl: string;
  readonly OperateDateStr: string;
  readonly Reason: string;
}
interface Answer {
  readonly Code?: string;
  readonly Status: number;
  readonly TotalCount: number;
  readonly SuccessCount: number;
  readonly FailedCount: number;
  readonly Reason: string;
  readonly BatchType: string;
  readonly BatchResultDetails: { readonly BatchResultDetail: readonly Detail[] };
}

const { url, close } = await startSandbox();
afterAll(close);

const call = (operation: string, parameters: Sent = {}) =>
  alibaba<Answer>(url, 'alidns', `DescribeBatchResult${operation}`, parameters);
const digitsOf = (text: string): string | undefined => /"TaskId":(\d+)/.exec(text)?.[1];

test.for([
  {},
  { Lang: 'en' },
  { TaskId: '123456' },
  { TaskId: '00123456' },
  { BatchType: 'DOMAIN_ADD' },
  { TaskId: '', BatchType: '' },
])('answers the documented example to %o', async (parameters) => {
  expect((await call('Count', parameters)).body).toEqual({ ...sample, RequestId: expect.any(String) });
});

const large = '9007199254740993123';

test.for([
  { parameters: { TaskId: large }, id: large, status: 1, counts: [250, 120, 130] },
  { parameters: { BatchType: 'RR_ADD' }, id: large, status: 1, counts: [250, 120, 130] },
  { parameters: { BatchType: 'RR_DEL' }, id: '123455', status: 1, counts: [20, 20, 0] },
  { parameters: { BatchType: 'DOMAIN_DEL' }, id: '123454', status: 2, counts: [5, 0, 5] },
  { parameters: { TaskId: '9223372036854775807' }, id: '0', status: -1, counts: [0, 0, 0] },
  { parameters: { TaskId: '123456', BatchType: 'RR_DEL' }, id: '0', status: -1, counts: [0, 0, 0] },
])('counts $parameters: task $id, status $status', async ({ parameters, id, status, counts }) => {
  const { text, body } = await call('Count', parameters);
  expect([digitsOf(text), body.Status]).toEqual([id, status]);
  expect([body.TotalCount, body.SuccessCount, body.FailedCount]).toEqual(counts);
});

test.for([
  { operation: 'Count', parameters: { TaskId: 'x' } },
  { operation: 'Count', parameters: { TaskId: '9223372036854775808' } },
  { operation: 'Count', parameters: { BatchType: 'rr_add' } },
  { operation: 'Count', parameters: { Lang: 'fr' } },
  { operation: 'Detail', parameters: { TaskId: '1.5' } },
  { operation: 'Detail', parameters: { Status: 'DONE' } },
  { operation: 'Detail', parameters: { PageNumber: 0 } },
  { operation: 'Detail', parameters: { PageSize: 101 } },
  { operation: 'Detail', parameters: { PageSize: 0 } },
])('$operation refuses $parameters', async ({ operation, parameters }) => {
  const { status, body } = await call(operation, parameters);
  expect([status, body.Code]).toEqual([400, 'InvalidParameter']);
});

const reasonIn = async (Lang: string) => (await call('Count', { TaskId: large, Lang })).body.Reason;

test('the reason is in the language asked for', async () => {
  expect([await reasonIn('zh'), await reasonIn('en')]).toEqual(['部分记录操作失败', 'Some records failed']);
});

test.for([
  { parameters: {}, rows: 20, total: 250 },
  { parameters: { Status: 'FAILED' }, rows: 20, total: 130 },
  { parameters: { Status: 'FAILED', PageSize: 100, PageNumber: 2 }, rows: 30, total: 130 },
  { parameters: { Status: 'SUCCESS', PageSize: 100, PageNumber: 2 }, rows: 20, total: 120 },
  { parameters: { PageNumber: 14 }, rows: 0, total: 250 },
  { parameters: { TaskId: '7' }, rows: 0, total: 0 },
])('details $parameters: $rows of $total', async ({ parameters, rows, total }) => {
  const { body } = await call('Detail', { TaskId: large, ...parameters });
  const details = body.BatchResultDetails.BatchResultDetail;
  expect([details.length, body.TotalCount]).toEqual([rows, total]);
  expect(details.every(({ Status, Reason }) => Status === (Reason === ''))).toBe(true);
});

test('a detail is of the documented types', async () => {
  const { body } = await call('Detail', { TaskId: large, PageSize: 1 });
  expect(body.BatchResultDetails.BatchResultDetail).toEqual([
    expect.objectContaining({ Status: false, Priority: '5', Ttl: '600', OperateDateStr: '2019-08-22 18:02:58' }),
  ]);
});
