import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { aliyunEcs } from '#src/providers/aliyun-ecs/index.ts';
import { createTaskReader } from '#src/tasks/reader.ts';
import { defaultSourceLimits } from '#src/upstream/limits.ts';
import { createMemory } from '#src/upstream/memory.ts';
import type { Upstream } from '#src/upstream/upstream.ts';
import { callerFor } from '#test/upstream/connect.ts';
import { source } from '#test/providers/answering.ts';
import { parsed } from '#test/shapes.ts';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

const row = (TaskId: string) => ({
  TaskId,
  TaskAction: 'ImportImage',
  TaskStatus: 'Finished',
  CreationTime: '2020-11-24T12:50Z',
  FinishedTime: '2020-11-24T12:55Z',
  ResourceId: 'i-1',
  SupportCancel: 'true',
});

/** An ECS that has every task. */
const everyTask: Upstream = ({ query, shape }) => {
  const ids = new Map(query).get('TaskIds')?.split(',') ?? [];
  return Promise.resolve(parsed(shape, { TotalCount: ids.length, TaskSet: { Task: ids.map(row) } }));
};

function heapUsed(): number {
  collect();
  return process.memoryUsage().heapUsed;
}

test('the heap stays flat over 100,000 distinct tasks', async () => {
  const provider = aliyunEcs.connect(source, { key: 'here', region: 'cn-hangzhou' }, everyTask);
  const memory = createMemory(10_000);
  const reader = createTaskReader({ provider, maxIds: 100, memory: () => memory, limits: defaultSourceLimits });
  const readTo = async (end: number, start: number): Promise<void> => {
    for (let first = start; first < end; first += 1_000) {
      const caller = callerFor();
      const ids = Array.from({ length: 1_000 }, (_, index) => `t-${first + index}`);
      const tasks = await reader.read(ids, caller);
      expect(tasks[0]).toMatchObject({ taskId: `t-${first}` });
      expect(reader.remembered(`t-${first}`, caller)).toBe(tasks[0]);
    }
  };
  await readTo(20_000, 0);
  const before = heapUsed();
  await readTo(100_000, 20_000);
  expect(heapUsed() - before).toBeLessThan(2_500_000);
});

test('long lists count for several entries, so that they cannot fill the heap either', () => {
  const memory = createMemory(100);
  const list = Array.from({ length: 100 }, (_, index) => row(`t-${index}`));
  const { length: characters } = JSON.stringify(list);
  const most = Math.floor(100 / Math.ceil(characters / 1_000));
  for (let page = 0; page < 100; page += 1)
    memory.set('ecs', `page ${page}`, { value: list, operation: 'List', characters }, 10_000);
  const kept = Array.from({ length: 100 }, (_, page) => memory.get('ecs', `page ${page}`)).filter(Boolean);
  expect(kept).toHaveLength(most);
});
