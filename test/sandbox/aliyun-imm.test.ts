import { startSandbox } from '#src/sandbox/start.ts';
import { afterAll, expect, test } from 'vitest';
import { alibaba, type Sent } from './call.ts';
import sample from '../fixtures/samples/imm-ListBatches.json' with { type: 'json' };

interface Batch {
  readonly Id: string;
  readonly State: string;
  readonly CreateTime: string;
  readonly UpdateTime: string;
  readonly Tags: Readonly<Record<string, unknown>>;
}
interface Answer {
  readonly Code?: string;
  readonly Message?: string;
  readonly Batches: readonly Batch[];
  readonly NextToken: string;
}

let now = new Date('2026-06-02T00:00:00Z');
const { url, close } = await startSandbox({ now: () => now });
afterAll(close);

const ask = (action: string, parameters: Sent) =>
  alibaba<Answer & { Batch: Batch }>(url, 'imm', action, parameters, { now });
const list = (parameters: Sent = {}) => ask('ListBatches', { ProjectName: 'test-project', ...parameters });

/** All batches, page after page. */
async function walk(parameters: Sent, token = ''): Promise<readonly Batch[]> {
  const { body } = await list({ ...parameters, NextToken: token });
  return body.NextToken ? [...body.Batches, ...(await walk(parameters, body.NextToken))] : body.Batches;
}

test('answers the documented example', async () => {
  const [batch] = sample.Batches;
  const { body } = await ask('GetBatch', { ProjectName: 'test-project', Id: batch!.Id });
  expect(body).toEqual({ Batch: batch, RequestId: expect.any(String) });
});

test.for([
  { action: 'ListBatches', parameters: {}, code: 'MissingProjectName' },
  { action: 'ListBatches', parameters: { ProjectName: 'other' }, code: 'ResourceNotFound' },
  { action: 'ListBatches', parameters: { ProjectName: 'test-project', State: 'Succeed' }, code: 'InvalidArgument' },
  { action: 'ListBatches', parameters: { ProjectName: 'test-project', Order: 'DESC' }, code: 'InvalidArgument' },
  { action: 'ListBatches', parameters: { ProjectName: 'test-project', Sort: 'Id' }, code: 'InvalidArgument' },
  { action: 'ListBatches', parameters: { ProjectName: 'test-project', MaxResults: 101 }, code: 'InvalidArgument' },
  { action: 'ListBatches', parameters: { ProjectName: 'test-project', MaxResults: -1 }, code: 'InvalidArgument' },
  { action: 'ListBatches', parameters: { ProjectName: 'test-project', TagSelector: 'team' }, code: 'InvalidArgument' },
  { action: 'ListBatches', parameters: { ProjectName: 'test-project', NextToken: 'x' }, code: 'InvalidArgument' },
  { action: 'GetBatch', parameters: { ProjectName: 'test-project' }, code: 'MissingId' },
  { action: 'GetBatch', parameters: { ProjectName: 'test-project', Id: 'batch-1' }, code: 'ResourceNotFound' },
  {
    action: 'GetBatch',
    parameters: { ProjectName: 'empty-project', Id: sample.Batches[0]!.Id },
    code: 'ResourceNotFound',
  },
])('$action refuses $parameters with $code', async ({ action, parameters, code }) => {
  const { status, body } = await ask(action, parameters);
  expect([status, body.Code]).toEqual([400, code]);
});

test.for([
  { parameters: {}, rows: 100, ends: false },
  { parameters: { MaxResults: 0 }, rows: 100, ends: false },
  { parameters: { MaxResults: 7 }, rows: 7, ends: false },
  { parameters: { TagSelector: 'test=test,test2=1' }, rows: 1, ends: true },
  { parameters: { TagSelector: 'test=test,test2=2' }, rows: 0, ends: true },
  { parameters: { ProjectName: 'empty-project' }, rows: 0, ends: true },
])('pages $parameters: $rows', async ({ parameters, rows, ends }) => {
  const { body } = await list(parameters);
  expect([body.Batches.length, body.NextToken === '']).toEqual([rows, ends]);
});

test.for([
  { Sort: 'CreateTime', field: 'CreateTime' },
  { Sort: 'UpdateTime', field: 'UpdateTime' },
] as const)('walks all once by $Sort, either way', async ({ Sort, field }) => {
  const descending = await walk({ Sort, Order: 'DES', MaxResults: 70 });
  const ascending = await walk({ Sort });
  const times = ascending.map((batch) => batch[field]);
  expect(times).toEqual(times.toSorted());
  expect(new Set(ascending.map(({ Id }) => Id)).size).toBe(350);
  expect(descending).toEqual(ascending.toReversed());
});

test('filters by state, and all states there are occur', async () => {
  const all = await walk({});
  const running = await walk({ State: 'Running', MaxResults: 10 });
  expect(running).toEqual(all.filter(({ State }) => State === 'Running'));
  expect(new Set(all.map(({ State }) => State))).toEqual(
    new Set(['Ready', 'Running', 'Failed', 'Suspended', 'Succeeded', 'Archiving']),
  );
});

test.for([
  { State: 'Running' },
  { Order: 'DES' },
  { Sort: 'UpdateTime' },
  { TagSelector: 'team=media' },
  { ProjectName: 'empty-project' },
])('a token is bound to its query, and not good for $0', async (other) => {
  const { body } = await list({ MaxResults: 5 });
  const answer = await list({ MaxResults: 5, NextToken: body.NextToken, ...other });
  expect([answer.status, answer.body.Code]).toEqual([400, 'InvalidArgument']);
  expect(answer.body.Message).toContain('NextToken');
});

test('a token is good for a quarter of an hour', async () => {
  const { NextToken } = (await list({ MaxResults: 5 })).body;
  now = new Date(now.getTime() + 15 * 60_000);
  expect((await list({ MaxResults: 5, NextToken })).status).toBe(200);
  now = new Date(now.getTime() + 1000);
  const { status, body } = await list({ MaxResults: 5, NextToken });
  expect([status, body.Code]).toEqual([400, 'InvalidArgument']);
  expect(body.Message).toContain('NextToken has expired');
});
