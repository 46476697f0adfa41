import { startSandbox } from '#src/sandbox/start.ts';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { alibaba, huawei, order, tasksPath } from './call.ts';

interface Row {
  readonly id: string;
  readonly time: string;
}
type Wire = Readonly<Record<string, string>>;

const { url, close } = await startSandbox();
afterAll(close);
beforeEach(() => order(url, 'DELETE', 'drift'));

async function ecsFront(region = 'cn-hangzhou'): Promise<Row[]> {
  const parameters = { RegionId: region, PageSize: 50 };
  const { body } = await alibaba<{ TaskSet: { Task: Wire[] } }>(url, 'ecs', 'DescribeTasks', parameters);
  return body.TaskSet.Task.map(({ TaskId = '', CreationTime = '' }) => ({ id: TaskId, time: CreationTime }));
}

async function immFront(): Promise<Row[]> {
  const parameters = { ProjectName: 'test-project', Sort: 'CreateTime', Order: 'DES', MaxResults: 50 };
  const { body } = await alibaba<{ Batches: Wire[] }>(url, 'imm', 'ListBatches', parameters);
  return body.Batches.map(({ Id = '', CreateTime = '' }) => ({ id: Id, time: CreateTime }));
}

async function polardbFront(): Promise<Row[]> {
  const { body } = await alibaba<{ TaskList: Wire[] }>(url, 'polardb', 'DescribeBatchTasks', { PageSize: 50 });
  return body.TaskList.map(({ BatchId = '', TaskBegin = '' }) => ({ id: BatchId, time: TaskBegin }));
}

async function huaweiFront(): Promise<Row[]> {
  const { body } = await huawei<{ tasks: Wire[] }>(url, tasksPath, { limit: 50 });
  return body.tasks.map(({ id = '', created_at: time = '' }) => ({ id, time: time.replace(' ', 'T') }));
}

const fronts = { ecs: () => ecsFront(), imm: immFront, polardb: polardbFront, huawei: huaweiFront };
const names = ['ecs', 'imm', 'polardb', 'huawei'] as const;

test.for(names)('%s: after each list call some leave the front and newer ones join it', async (name) => {
  const before = await fronts[name]();
  await order(url, 'PUT', 'drift', { add: 3, remove: 2, everyCalls: 1 });
  const first = await fronts[name]();
  const second = await fronts[name]();
  const third = await fronts[name]();
  expect(first).toEqual(before);
  expect(second.slice(3)).toEqual(before.slice(2, 49));
  expect(third.slice(3)).toEqual(second.slice(2, 49));
  const joined = [...third.slice(0, 3).toReversed(), ...second.slice(0, 3)].map(({ id }) => id);
  expect(new Set([...joined, ...before.map(({ id }) => id)]).size).toBe(56);
  expect(third[0]!.time > second[0]!.time && second[0]!.time > before[0]!.time).toBe(true);
});

test.for(names)('%s: what changed stays when the drift stops, and goes when it is undone', async (name) => {
  const before = await fronts[name]();
  await order(url, 'PUT', 'drift', { add: 1, remove: 0, everyCalls: 1 });
  await fronts[name]();
  await order(url, 'PUT', 'drift', { add: 0, remove: 0, everyCalls: 1 });
  const drifted = await fronts[name]();
  expect(drifted.slice(1)).toEqual(before.slice(0, 49));
  expect(await fronts[name]()).toEqual(drifted);
  await order(url, 'DELETE', 'drift');
  expect(await fronts[name]()).toEqual(before);
});

test('every second call, and of each provider by itself', async () => {
  const before = { ecs: await ecsFront(), huawei: await huaweiFront() };
  await order(url, 'PUT', 'drift', { add: 0, remove: 1, everyCalls: 2 });
  expect([await ecsFront(), await huaweiFront(), await ecsFront()]).toEqual([before.ecs, before.huawei, before.ecs]);
  expect([(await ecsFront())[0], (await huaweiFront())[0]]).toEqual([before.ecs[1], before.huawei[0]]);
});

test('ECS drifts only the region that was asked, and reads by id see it', async () => {
  const singapore = await ecsFront('ap-southeast-1');
  await order(url, 'PUT', 'drift', { add: 1, remove: 1, everyCalls: 1 });
  const [left] = await ecsFront();
  await order(url, 'PUT', 'drift', { add: 0, remove: 0, everyCalls: 1 });
  const [joined] = await ecsFront();
  const parameters = { RegionId: 'cn-hangzhou', TaskIds: `${left!.id},${joined!.id}` };
  const { body } = await alibaba<{ TaskSet: { Task: Wire[] } }>(url, 'ecs', 'DescribeTasks', parameters);
  expect(body.TaskSet.Task.map(({ TaskId }) => TaskId)).toEqual([joined!.id]);
  expect(await ecsFront('ap-southeast-1')).toEqual(singapore);
});

test('what a drift does not name stands still, on each call', async () => {
  const before = await huaweiFront();
  expect((await order(url, 'PUT', 'drift', { remove: 1 })).status).toBe(204);
  expect([await huaweiFront(), (await huaweiFront())[0]]).toEqual([before, before[1]]);
  expect((await order(url, 'PUT', 'drift', {})).status).toBe(204);
  expect(await huaweiFront()).toEqual(await huaweiFront());
});

test('a malformed drift is refused', async () => {
  const answer = await order(url, 'PUT', 'drift', { add: 1, remove: 0, everyCalls: 0 });
  expect(answer.status).toBe(400);
});
