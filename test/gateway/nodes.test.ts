import { expect, test } from 'vitest';
import { providerModules } from '#src/providers/modules.ts';
import { sourceGlobalId, taskGlobalId } from '#src/request/global-id.ts';
import {
  BatchTaskByIdDocument,
  BatchTaskDocument,
  NodeDocument,
  NodesDocument,
  SourcesDocument,
} from '#test/gql/graphql.ts';
import { sandboxSources } from '#src/sandbox/sources.ts';
import { documentedTasks } from '#test/sandbox-apis.ts';
import { startTestTaskline } from '#test/taskline.ts';

const hangzhou = 'aliyun-ecs-hangzhou';
const tasks = [...documentedTasks, { source: 'aliyun-dns', taskId: '9007199254740993123' }];

test.for(tasks)(
  '$source: node, nodes and batchTask find by its id what batchTask found',
  async ({ source, taskId: asked }) => {
    const { ask } = await startTestTaskline();
    const { data: first } = await ask(BatchTaskDocument, { source, taskId: asked });
    const task = first?.batchTask;
    if (!task) throw new Error('There is no such task.');
    const { id, taskId, __typename } = task;
    const { data: one } = await ask(NodeDocument, { id });
    expect(one?.node).toEqual(task);
    expect((await ask(BatchTaskByIdDocument, { id })).data?.batchTask).toEqual(task);
    const { data: many } = await ask(NodesDocument, { ids: [id, id] });
    expect(many?.nodes).toMatchObject([
      { __typename, id, taskId },
      { __typename, id, taskId },
    ]);
  },
);

test('finds each source by its id and by its key, in the order of the configuration', async () => {
  const { ask, sent } = await startTestTaskline();
  const { data: all } = await ask(SourcesDocument, { key: 'huawei-dns' });
  const sources = all?.sources ?? [];
  const keys = sandboxSources('').map(({ key }) => key);
  expect(sources.map(({ key }) => key)).toEqual(keys);
  for (const { provider, canList } of sources) expect(canList).toBe(providerModules[provider].lists === 'ALL');
  expect(sources.find(({ provider }) => provider === 'ALIYUN_DNS')?.canList).toBe(false);
  expect(all?.source).toEqual(sources.find(({ key }) => key === 'huawei-dns'));
  expect(sources[3]).toMatchObject({ provider: 'ALIYUN_IMM', region: 'cn-hangzhou', project: 'test-project' });
  const { data } = await ask(NodesDocument, { ids: sources.map(({ id }) => id) });
  expect(data?.nodes.map((node) => node && 'key' in node && node.key)).toEqual(keys);
  expect(sent()).toEqual([]);
});

test.for([
  { what: 'a source that is not configured', id: sourceGlobalId('elsewhere') },
  { what: 'a task of one', id: taskGlobalId('ALIYUN_ECS', 'elsewhere', 't-1') },
  { what: "a task of another provider's source", id: taskGlobalId('ALIYUN_IMM', hangzhou, 'batch-1') },
  { what: 'an id that its source could not have, of no source', id: taskGlobalId('ALIYUN_DNS', 'elsewhere', 'abc') },
])('finds null for $what, without a call', async ({ id }) => {
  const { ask, sent } = await startTestTaskline();
  expect(await ask(NodeDocument, { id })).toEqual({ status: 200, data: { node: null } });
  expect(await ask(NodesDocument, { ids: [id] })).toEqual({ status: 200, data: { nodes: [null] } });
  if (id !== sourceGlobalId('elsewhere'))
    expect(await ask(BatchTaskByIdDocument, { id })).toEqual({ status: 200, data: { batchTask: null } });
  expect(sent()).toEqual([]);
});

test('finds no source of a key that is not configured', async () => {
  const { ask } = await startTestTaskline();
  const { data, errors } = await ask(SourcesDocument, { key: 'elsewhere' });
  expect({ source: data?.source, errors }).toEqual({ source: null, errors: undefined });
});

test('one bad id harms no other', async () => {
  const { ask } = await startTestTaskline();
  const good = taskGlobalId('ALIYUN_ECS', hangzhou, 't-bp1hvgwromzv32iq****');
  const absent = taskGlobalId('ALIYUN_ECS', hangzhou, 't-none');
  const withComma = taskGlobalId('ALIYUN_ECS', hangzhou, 't-1,t-2');
  const dns = taskGlobalId('ALIYUN_DNS', 'aliyun-dns', '123456');
  const ids = [good, 'nonsense', absent, withComma, dns, good];
  const { data, errors } = await ask(NodesDocument, { ids });
  const found = data?.nodes.map((node) => node?.id ?? null);
  expect(found).toEqual([good, null, null, null, dns, good]);
  expect(errors).toMatchObject([
    { path: ['nodes', 1], extensions: { code: 'BAD_USER_INPUT', argument: 'ids[1]' } },
    { path: ['nodes', 3], extensions: { code: 'BAD_USER_INPUT', argument: 'ids[3]' } },
  ]);
  expect(errors).toHaveLength(2);
});

test('a provider that fails costs the others nothing', async () => {
  const { ask, spoil } = await startTestTaskline();
  await spoil({ provider: 'HUAWEI_DNS', kind: 'denied' });
  const dns = taskGlobalId('ALIYUN_DNS', 'aliyun-dns', '123456');
  const huawei = taskGlobalId('HUAWEI_DNS', 'huawei-dns', '9a186e66977dd48f01977e021c480cac');
  const { data, errors } = await ask(NodesDocument, { ids: [huawei, dns] });
  expect(data?.nodes).toMatchObject([null, { id: dns, taskId: '123456' }]);
  expect(errors).toMatchObject([{ path: ['nodes', 0], extensions: { code: 'UPSTREAM_DENIED', source: 'huawei-dns' } }]);
});

test('asks nothing for no ids', async () => {
  const { ask, sent } = await startTestTaskline();
  expect(await ask(NodesDocument, { ids: [] })).toEqual({ status: 200, data: { nodes: [] } });
  expect(sent()).toEqual([]);
});
