import { getNamedType, type GraphQLField, isCompositeType, isObjectType } from 'graphql';
import { expect, test } from 'vitest';
import { toldCostOf } from '#test/limits/told-cost-of.ts';
import { providerModules, providerNames, type ProviderName } from '#src/providers/modules.ts';
import { schema } from '#src/schema/index.ts';
import { isFinished } from '#src/tasks/outcome.ts';
import type { TaskStatus } from '#src/tasks/task.ts';
import { timelineProviders } from '#test/sandbox-apis.ts';
import { startLists } from '#test/lists/lists.ts';
import { providerLists } from '#test/lists/seeded.ts';

const rows = 3;

const selected = ({ name, type }: GraphQLField<unknown, unknown>): string =>
  isCompositeType(getNamedType(type)) ? `${name} { __typename }` : name;

/** The fields of a provider's tasks that take no arguments, as they are selected. */
function plainFieldsOf(typeName: string): string[] {
  const type = schema.getType(typeName);
  if (!isObjectType(type)) throw new Error(`no type ${typeName}`);
  return Object.values(type.getFields())
    .filter((field) => field.args.length === 0)
    .map(selected);
}

const costs = (query: string, providers: readonly ProviderName[] = providerNames): number =>
  toldCostOf({ schema, query, providers });

const lists = providerLists.map(({ list, source }) => {
  const type = getNamedType(schema.getQueryType()?.getFields()[list]?.type);
  const typeName = String(type).replace(/Connection$/, '');
  const selecting = (fields: string) => `{ ${list}(source: "${source}", first: ${rows}) { nodes { ${fields} } } }`;
  return { list, typeName, selecting };
});

test.for(lists)('$list: the cost of a field tells whether it takes a call for each row', async (each) => {
  const { ask, callsOf } = await startLists();
  const { data } = await ask<Record<string, { nodes: { status: TaskStatus }[] }>>(each.selecting('status'));
  const unfinished = data![each.list]!.nodes.filter(({ status }) => !isFinished(status)).length;
  for (const field of plainFieldsOf(each.typeName)) {
    const { calls } = await callsOf(() => ask(each.selecting(field)));
    const cost = (costs(each.selecting(`taskId ${field}`)) - costs(each.selecting('taskId'))) / rows;
    const selections = field.includes('__typename') ? 1 : 0;
    const ofUnfinished = unfinishedOnly.has(`${each.typeName}.${field.split(' ')[0]}`);
    if (ofUnfinished) {
      expect(calls.length - 1).toBeLessThanOrEqual(unfinished);
      expect(cost).toBe(3 + selections);
    } else {
      expect({ field, calls: calls.length - 1, cost }).toEqual(
        calls.length === 1 ? { field, calls: 0, cost: 1 + selections } : { field, calls: rows, cost: 30 },
      );
    }
  }
});

/** The fields of which the description has these words. */
function fieldsSaying(words: RegExp): string[] {
  return Object.values(providerModules).flatMap(({ typeName }) => {
    const type = schema.getType(typeName);
    if (!isObjectType(type)) throw new Error(`no type ${typeName}`);
    return Object.values(type.getFields())
      .filter(({ description, args }) => args.length === 0 && words.test(description ?? ''))
      .map(({ name }) => `${typeName}.${name}`);
  });
}

const unfinishedOnly = new Set([
  'AliyunPolarDbBatchTask.counts',
  'AliyunPolarDbBatchTask.progress',
  'HuaweiDnsBatchTask.counts',
  'HuaweiDnsBatchTask.progress',
]);

test('the fields that take a call for each row say so, and those that take one for each row that has not finished', () => {
  expect(new Set(fieldsSaying(/Lists do not have it: for a listed task it is read by id/))).toEqual(
    new Set(['AliyunPolarDbBatchTask.applicationType', 'HuaweiDnsBatchTask.updatedAt']),
  );
  expect(new Set(fieldsSaying(/has finished: before, for a listed task it is read by id/))).toEqual(unfinishedOnly);
});

/** What a page of a timeline costs without what is selected of its tasks. */
const timeline = 150 + 50 * timelineProviders.length;

test.for([
  { query: '{ batchTasks(first: 500) { nodes { updatedAt } } }', cost: timeline + 500 * 31 },
  { query: '{ batchTasks(first: 500) { nodes { progress } } }', cost: timeline + 500 * 4 },
  { query: '{ batchTasks(first: 500) { nodes { counts { total } } } }', cost: timeline + 500 * 5 },
  { query: '{ batchTasks(first: 500) { nodes { ... on AliyunEcsTask { progress } } } }', cost: timeline + 500 * 2 },
  { query: '{ batchTasks(first: 500) { nodes { ... on AliyunEcsTask { updatedAt } } } }', cost: timeline + 500 * 2 },
  {
    query: '{ batchTasks(first: 500) { nodes { ... on HuaweiDnsBatchTask { updatedAt } } } }',
    cost: timeline + 500 * 31,
  },
])('a list of several providers counts the one that takes calls: $query', ({ query, cost }) => {
  expect(costs(query)).toBe(cost);
});

test('what takes a call for tasks of a provider costs it only where the caller has a source of that', () => {
  const progress = '{ batchTasks(first: 500) { nodes { progress } } }';
  const costOver = (providers: readonly ProviderName[]): number =>
    costs(progress, providers) - costs('{ __typename }', []);
  const plain = costOver(['ALIYUN_ECS', 'ALIYUN_IMM']);
  for (const name of ['ALIYUN_POLARDB', 'HUAWEI_DNS'] as const) {
    expect(costOver(['ALIYUN_ECS', name]) - plain).toBe(500 * 2);
  }
});
