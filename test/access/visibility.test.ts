import { expect, test } from 'vitest';
import { startTenants, tenants } from './tenants.ts';

const ids = async (as: Awaited<ReturnType<typeof startTenants>>['as']) => {
  const { data } = await as('desk', '{ batchTasks(first: 1) { nodes { id } pageInfo { endCursor } } sources { id } }');
  return data as {
    batchTasks: { nodes: [{ id: string }]; pageInfo: { endCursor: string } };
    sources: { id: string }[];
  };
};

test('each tenant sees its own sources, in the order of the configuration', async () => {
  const { as } = await startTenants();
  const { data } = await as('board', '{ sources { key } batchTasks(first: 3) { sources { source { key } } } }');
  const own = ['aliyun-dns', 'aliyun-ecs-hangzhou', 'aliyun-ecs-singapore'].map((key) => ({ key }));
  expect(data).toEqual({ sources: own, batchTasks: { sources: own.map((source) => ({ source })) } });
});

/** Root fields by the source that they name, which is the other tenant's or none at all. */
const bySource = (key: string): readonly string[] => [
  `{ source(key: "${key}") { id } }`,
  `{ batchTask(source: "${key}", taskId: "123456") { id } }`,
  `{ aliyunDnsBatchTask(source: "${key}") { id } }`,
  `{ aliyunEcsTasks(source: "${key}") { nodes { id } } }`,
  `{ aliyunImmBatches(source: "${key}") { nodes { id } } }`,
  `{ aliyunPolarDbBatchTasks(source: "${key}") { nodes { id } } }`,
  `{ huaweiDnsBatchTasks(source: "${key}") { nodes { id } } }`,
  `{ batchTasks(filter: { sources: ["${key}"] }) { nodes { id } } }`,
];

test.for(tenants.desk.sources)("the other's source %s is answered as one that does not exist", async (hidden) => {
  const { as, sent } = await startTenants();
  const missing = bySource('no-such-source');
  for (const [index, query] of bySource(hidden).entries()) {
    const [answer, other] = await Promise.all([as('board', query), as('board', missing[index] ?? '')]);
    expect([answer.status, answer.data, answer.errors], query).toEqual([other.status, other.data, other.errors]);
    expect(JSON.stringify([answer.data, answer.errors])).not.toContain(hidden);
    for (const { message } of answer.errors ?? [])
      expect(message).toMatch(/^(filter\.sources\[0\]|source): no such source$/);
  }
  expect(sent()).toEqual([]);
});

test("the other's tasks and sources are null by their ids, at no upstream call", async () => {
  const { as, sent } = await startTenants();
  const { batchTasks, sources } = await ids(as);
  const hidden = [...batchTasks.nodes, ...sources].map(({ id }) => id);
  const before = sent().length;
  const query = 'query($id: ID!, $ids: [ID!]!) { node(id: $id) { id } nodes(ids: $ids) { id } }';
  for (const id of hidden) {
    const { data, errors } = await as('board', query, { id, ids: [id, id] });
    expect([data, errors]).toEqual([{ node: null, nodes: [null, null] }, undefined]);
  }
  expect(sent().length).toBe(before);
});

test("the other's cursor is none", async () => {
  const { as, sent } = await startTenants();
  const { batchTasks } = await ids(as);
  const after = batchTasks.pageInfo.endCursor;
  const query = 'query($after: String) { batchTasks(first: 1, after: $after) { nodes { id } } }';
  expect((await as('desk', query, { after })).errors).toBeUndefined();
  const before = sent().length;
  const [foreign, forged] = await Promise.all([
    as('board', query, { after }),
    as('board', query, { after: `${after.slice(0, -2)}AA` }),
  ]);
  expect(foreign.errors?.[0]?.extensions?.code).toBe('INVALID_CURSOR');
  expect(foreign.errors).toEqual(forged.errors);
  expect(sent().length).toBe(before);
});

test('a hidden source comes before its cursor', async () => {
  const { as } = await startTenants();
  const { batchTasks } = await ids(as);
  const list = `huaweiDnsBatchTasks(source: "huawei-dns", first: 1, after: "${batchTasks.pageInfo.endCursor}")`;
  const codeFor = async (tenant: 'board' | 'desk') => {
    const { errors } = await as(tenant, `{ ${list} { nodes { id } } }`);
    return errors?.[0]?.extensions?.code;
  };
  expect([await codeFor('board'), await codeFor('desk')]).toEqual(['BAD_USER_INPUT', 'INVALID_CURSOR']);
});

test('no suggestion names what a caller did not name', async () => {
  const { as } = await startTenants();
  const answers = await Promise.all([
    as('board', '{ sourcess { key } }'),
    as('board', '{ batchTasks(filter: { statuses: [RUNING] }) { nodes { id } } }'),
    as('board', 'query($f: BatchTaskFilter) { batchTasks(filter: $f) { nodes { id } } }', {
      f: { statuses: ['RUNING'] },
    }),
    as('board', 'query($f: BatchTaskFilter) { batchTasks(filter: $f) { nodes { id } } }', { f: { source: [] } }),
  ]);
  for (const { errors } of answers) {
    expect(errors?.length).toBeGreaterThan(0);
    expect(JSON.stringify(errors)).not.toContain('Did you mean');
  }
});
