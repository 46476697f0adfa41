import { expect, test } from 'vitest';
import { oneOfEach } from '../../bench/workloads.ts';
import { startTestTaskline } from '#test/taskline.ts';
import { post } from '../access/tenants.ts';

const typeNames: Readonly<Record<string, string>> = {
  'aliyun-ecs-hangzhou': 'AliyunEcsTask',
  'huawei-dns': 'HuaweiDnsBatchTask',
  'aliyun-polardb': 'AliyunPolarDbBatchTask',
};

const idOf = (source: string, taskId: string): string =>
  Buffer.from(`${typeNames[source] ?? ''}:${source}:${taskId}`).toString('base64url');

async function costOf(url: string, query: string, variables: object = {}): Promise<number> {
  const reply = await post(url, { query, variables }, { 'x-taskline-cost': '1' });
  return (reply as unknown as { extensions: { cost: number } }).extensions.cost;
}

const nodes = 'query($ids: [ID!]!) { nodes(ids: $ids) { id } }';

test('ids cost by how their provider is asked, known or not', async () => {
  const { url } = await startTestTaskline();
  for (const [source, own] of [
    ['aliyun-ecs-hangzhou', 6],
    ['huawei-dns', 30],
    ['aliyun-polardb', 30],
  ] as const) {
    const [, known = ''] = oneOfEach.find(([key]) => key === source) ?? [];
    for (const taskId of [known, 'unknown']) {
      const id = idOf(source, taskId);
      expect(await costOf(url, nodes, { ids: [id, id, id] })).toBe(150 + 3 * own + 3);
      expect(await costOf(url, `{ node(id: "${id}") { id } }`)).toBe(150 + own + 1);
      expect(await costOf(url, `{ batchTask(source: "${source}", taskId: "${taskId}") { id } }`)).toBe(150 + own + 1);
      expect(await costOf(url, `{ batchTask(id: "${id}") { id } }`)).toBe(150 + own + 1);
      expect(await costOf(url, 'query ($id: ID) { batchTask(id: $id) { id } }', { id })).toBe(150 + own + 1);
    }
  }
});

test('a timeline costs by the sources that its filter lets it ask', async () => {
  const { url } = await startTestTaskline();
  const timeline = 'query($filter: BatchTaskFilter) { batchTasks(first: 1, filter: $filter) { nodes { id } } }';
  for (const [filter, sources] of [
    [undefined, 6],
    [null, 6],
    [{}, 6],
    [{ sources: ['huawei-dns'] }, 1],
    [{ sources: ['huawei-dns', 'aliyun-imm', 'aliyun-imm'] }, 2],
    [{ providers: ['ALIYUN_ECS'] }, 2],
    [{ providers: ['ALIYUN_ECS'], sources: ['huawei-dns'] }, 1],
  ] as const) {
    expect(await costOf(url, timeline, { filter })).toBe(150 + 50 * sources + 2);
  }
  const literal = '{ batchTasks(first: 1, filter: { sources: ["huawei-dns", "aliyun-imm"] }) { nodes { id } } }';
  expect(await costOf(url, literal)).toBe(150 + 100 + 2);
});
