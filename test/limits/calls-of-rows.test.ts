import { getNamedType, type GraphQLField, isCompositeType, isObjectType } from 'graphql';
import { expect, test } from 'vitest';
import { toldCostOf } from '#test/limits/told-cost-of.ts';
import { providerModules } from '#src/providers/modules.ts';
import { schema } from '#src/schema/index.ts';
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

const costs = (query: string): number => toldCostOf({ schema, query });

const lists = providerLists.map(({ list, source }) => {
  const type = getNamedType(schema.getQueryType()?.getFields()[list]?.type);
  const typeName = String(type).replace(/Connection$/, '');
  const selecting = (fields: string) => `{ ${list}(source: "${source}", first: ${rows}) { nodes { ${fields} } } }`;
  return { list, typeName, selecting };
});

test.for(lists)('$list: the cost of a field tells whether it takes a call for each row', async (each) => {
  const { ask, callsOf } = await startLists();
  for (const field of plainFieldsOf(each.typeName)) {
    const { calls } = await callsOf(() => ask(each.selecting(field)));
    const cost = (costs(each.selecting(`taskId ${field}`)) - costs(each.selecting('taskId'))) / rows;
    expect({ field, calls: calls.length - 1, cost }).toEqual(
      calls.length === 1
        ? { field, calls: 0, cost: field.includes('__typename') ? 2 : 1 }
        : { field, calls: rows, cost: 30 },
    );
  }
});

test('the fields that take a call for each row say so, and there are two', () => {
  const told = Object.values(providerModules).flatMap(({ typeName }) => {
    const type = schema.getType(typeName);
    if (!isObjectType(type)) throw new Error(`no type ${typeName}`);
    return Object.values(type.getFields())
      .filter(
        ({ description, args }) => args.length === 0 && /for a listed task it is read by id/.test(description ?? ''),
      )
      .map(({ name }) => `${typeName}.${name}`);
  });
  expect(told.toSorted()).toEqual(['AliyunPolarDbBatchTask.applicationType', 'HuaweiDnsBatchTask.updatedAt']);
});

test.for([
  { query: '{ batchTasks(first: 500) { nodes { updatedAt } } }', cost: 200 + 500 * 31 },
  { query: '{ batchTasks(first: 500) { nodes { ... on AliyunEcsTask { updatedAt } } } }', cost: 200 + 500 * 2 },
  { query: '{ batchTasks(first: 500) { nodes { ... on HuaweiDnsBatchTask { updatedAt } } } }', cost: 200 + 500 * 31 },
])('a list of several providers counts the one that takes calls: $query', ({ query, cost }) => {
  expect(costs(query)).toBe(cost);
});
