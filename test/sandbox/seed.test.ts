import { startSandbox } from '#src/sandbox/start.ts';
import { doneAfter, standing } from '#src/sandbox/progress.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { alibaba, huawei, tasksPath } from './call.ts';

const start = new Date('2026-06-02T00:00:00Z');

/** Something of every list, after some seconds. */
async function readLists(seconds: number) {
  let now = start;
  const { url, close } = await startSandbox({ now: () => now });
  now = new Date(start.getTime() + seconds * 1000);
  const manner = { now };
  const answers = await Promise.all([
    ...['cn-hangzhou', 'ap-southeast-1'].map((RegionId) =>
      alibaba<object>(url, 'ecs', 'DescribeTasks', { RegionId, PageSize: 100 }, manner),
    ),
    alibaba<object>(url, 'imm', 'ListBatches', { ProjectName: 'test-project', MaxResults: 100 }, manner),
    alibaba<object>(url, 'polardb', 'DescribeBatchTasks', { PageSize: 100 }, manner),
    alibaba<object>(url, 'alidns', 'DescribeBatchResultCount', { TaskId: '123453' }, manner),
    huawei<object>(url, tasksPath, {}, manner),
  ]);
  await close();
  return answers.map(({ body }) => ({ ...body, RequestId: null, NextToken: null }));
}

const moving = new Set(['SubmitSuccess', 'SuccessCount', 'success_count']);
const numbersAside = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (name, member: unknown) => (moving.has(name) ? null : member)));

test('two starts have the same data', async () => {
  expect(await readLists(0)).toEqual(await readLists(0));
});

test('time changes nothing but how much of running tasks is done', async () => {
  const [early, late] = [await readLists(0), await readLists(30)];
  expect(late).not.toEqual(early);
  expect(numbersAside(late)).toEqual(numbersAside(early));
});

test('all is done in the end, and no more than all', async () => {
  const lists = await readLists(1_000_000);
  expect(lists).toEqual(await readLists(2_000_000));
  expect(lists[4]).toMatchObject({ Status: 0, TotalCount: 90, SuccessCount: 90 });
});

test('progress never goes back, and stops at its goal', () => {
  const progress = fc.record({ atStart: fc.nat(100), goal: fc.integer({ min: 100, max: 1000 }), rate: fc.nat(20) });
  fc.assert(
    fc.property(progress, fc.nat(100_000), fc.nat(100_000), (given, elapsed, more) => {
      const [done, later] = [doneAfter(given, elapsed), doneAfter(given, elapsed + more)];
      expect(later).toBeGreaterThanOrEqual(done);
      expect(later).toBeLessThanOrEqual(given.goal);
      expect(doneAfter(standing(done), elapsed)).toBe(done);
    }),
  );
});
