import { startSandbox } from '#src/sandbox/start.ts';
import { afterAll, expect, test } from 'vitest';
import { alibaba, type Sent } from './call.ts';
import sample from '../fixtures/samples/ecs-DescribeTasks.json' with { type: 'json' };

interface Answer {
  readonly Code?: string;
  readonly TotalCount: number;
  readonly PageNumber: number;
  readonly PageSize: number;
  readonly TaskSet: { readonly Task: readonly Readonly<Record<string, string>>[] };
}

const { url, close } = await startSandbox();
afterAll(close);

const describeTasks = (parameters: Sent) => alibaba<Answer>(url, 'ecs', 'DescribeTasks', parameters);
const inHangzhou = (parameters: Sent = {}) => describeTasks({ RegionId: 'cn-hangzhou', ...parameters });

test('answers the documented example', async () => {
  const { body } = await inHangzhou({ TaskIds: 't-bp1hvgwromzv32iq****' });
  expect(body).toEqual({ ...sample, RequestId: expect.any(String) });
});

test.for([
  { parameters: {}, code: 'MissingParameter' },
  { parameters: { RegionId: '' }, code: 'MissingParameter' },
  { parameters: { RegionId: 'atlantis' }, code: 'InvalidRegionId.NotFound' },
  { parameters: { RegionId: ' cn-hangzhou ' }, code: 'InvalidRegionId.NotFound' },
  { parameters: { RegionId: 'cn-hangzhou', PageNumber: 0 }, code: 'InvalidParameter' },
  { parameters: { RegionId: 'cn-hangzhou', PageNumber: '1.5' }, code: 'InvalidParameter' },
  { parameters: { RegionId: 'cn-hangzhou', PageSize: 0 }, code: 'InvalidParameter' },
  { parameters: { RegionId: 'cn-hangzhou', PageSize: 101 }, code: 'InvalidParameter' },
  { parameters: { RegionId: 'cn-hangzhou', TaskIds: Array(101).fill('t').join(',') }, code: 'InvalidParameter' },
  { parameters: { RegionId: 'cn-hangzhou', StartTime: '2026-05-01T00:00Z' }, code: 'InvalidParameter' },
  { parameters: { RegionId: 'cn-hangzhou', EndTime: '2026-02-30T00:00:00Z' }, code: 'InvalidParameter' },
  { parameters: { RegionId: 'cn-hangzhou', 'ResourceIds.101': 'm' }, code: 'InvalidParameter' },
  { parameters: { RegionId: 'cn-hangzhou', 'ResourceIds.0': 'm' }, code: 'InvalidParameter' },
])('refuses $parameters with $code', async ({ parameters, code }) => {
  const { status, body } = await describeTasks(parameters);
  expect([status, body.Code]).toEqual([400, code]);
});

test.for([
  { filter: {}, rows: 10, total: 1040 },
  { filter: { PageSize: 100 }, rows: 100, total: 1040 },
  { filter: { PageSize: 100, PageNumber: 11 }, rows: 40, total: 1040 },
  { filter: { PageSize: 100, PageNumber: 12 }, rows: 0, total: 1040 },
  { filter: { TaskStatus: 'finished' }, rows: 10, total: 1040 },
  { filter: { TaskIds: '', TaskStatus: '', 'ResourceIds.1': '' }, rows: 10, total: 1040 },
  { filter: { RegionId: 'ap-southeast-1' }, rows: 10, total: 1010 },
  { filter: { RegionId: 'cn-beijing' }, rows: 0, total: 0 },
  { filter: { TaskIds: 't-1, t-2' }, rows: 0, total: 0 },
])('pages $filter: $rows of $total', async ({ filter, rows, total }) => {
  const { body } = await inHangzhou(filter);
  expect([body.TaskSet.Task.length, body.TotalCount]).toEqual([rows, total]);
});

test('paging holds for ids too', async () => {
  const all = await inHangzhou({ PageSize: 30 });
  const ids = all.body.TaskSet.Task.map(({ TaskId }) => TaskId).join(',');
  const { body } = await inHangzhou({ TaskIds: ids });
  expect([body.TaskSet.Task.length, body.TotalCount]).toEqual([10, 30]);
  expect(body.TaskSet.Task).toEqual(all.body.TaskSet.Task.slice(0, 10));
});

async function everyTask(region: string) {
  const pages = Array.from({ length: 11 }, (_, index) =>
    describeTasks({ RegionId: region, PageSize: 100, PageNumber: index + 1 }),
  );
  return (await Promise.all(pages)).flatMap(({ body }) => body.TaskSet.Task);
}

test('the list is newest first, without doubles, in minutes, with text for flags', async () => {
  const tasks = await everyTask('cn-hangzhou');
  const times = tasks.map(({ CreationTime = '' }) => CreationTime);
  expect(times).toEqual(times.toSorted().toReversed());
  expect(new Set(times).size).toBeLessThan(times.length);
  expect(new Set(tasks.map(({ TaskId }) => TaskId)).size).toBe(1040);
  for (const { TaskStatus, FinishedTime, CreationTime, SupportCancel } of tasks) {
    expect(CreationTime).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\dZ$/);
    expect(FinishedTime === '').toBe(TaskStatus === 'Processing' || TaskStatus === 'Cancelling');
    expect(['true', 'false']).toContain(SupportCancel);
  }
  expect(new Set(tasks.map(({ TaskStatus }) => TaskStatus))).toEqual(
    new Set(['Finished', 'Processing', 'Failed', 'Cancelling']),
  );
});

test.for([
  ['TaskAction', 'TaskAction', 'ImportImage'],
  ['TaskStatus', 'TaskStatus', 'Failed'],
  ['ResourceIds.1', 'ResourceId', 'm-bp1resource0007'],
] as const)('filters by %s', async ([parameter, field, value]) => {
  const expected = (await everyTask('cn-hangzhou')).filter((task) => task[field] === value);
  const { body } = await inHangzhou({ [parameter]: value, PageSize: 100 });
  expect(expected.length).toBeGreaterThan(1);
  expect(body.TotalCount).toBe(expected.length);
  expect(body.TaskSet.Task).toEqual(expected.slice(0, 100));
});

test.for([
  { StartTime: '2020-11-24T12:50:12Z', EndTime: '2020-11-24T12:50:12Z', total: 1 },
  { StartTime: '2020-11-24T12:50:13Z', EndTime: '2020-11-24T12:51:00Z', total: 0 },
  { StartTime: '2020-11-24T12:50:00Z', EndTime: '2020-11-24T12:50:11Z', total: 0 },
  { StartTime: '2020-11-24T12:50:00Z', EndTime: '2021-01-01T00:00:00Z', total: 1 },
])('the window includes both its ends: $StartTime to $EndTime', async ({ total, ...window }) => {
  expect((await inHangzhou(window)).body.TotalCount).toBe(total);
});

const count = async (parameters: Sent) => (await inHangzhou(parameters)).body.TotalCount;

test('several resources are any of them', async () => {
  const [first, second, both] = await Promise.all([
    count({ 'ResourceIds.1': 'm-bp1resource0007' }),
    count({ 'ResourceIds.1': 'm-bp1resource0008' }),
    count({ 'ResourceIds.1': 'm-bp1resource0007', 'ResourceIds.2': 'm-bp1resource0008' }),
  ]);
  expect(both).toBe(first + second);
});
