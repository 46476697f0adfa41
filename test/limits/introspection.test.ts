import { getIntrospectionQuery } from 'graphql';
import { expect, test } from 'vitest';
import { loadConfig } from '#src/config/load.ts';
import { toldCostOf } from '#test/limits/told-cost-of.ts';
import { schema } from '#src/schema/index.ts';
import { startTestTaskline } from '#test/taskline.ts';
import { post } from '../access/tenants.ts';
import { allOfIntrospection, valuesIn } from './answers.ts';

const limit = loadConfig({}).limits.cost;

const costs = (query: string, variables = {}): number => toldCostOf({ schema, query, variables });

test.for([
  { query: '{ __schema { queryType { name } } }' },
  { query: '{ __schema { types { name fields { name args { name type { name } } } } } }' },
  { query: '{ __type(name: "Source") { name kind fields { name } } }' },
  { query: 'query($name: String!) { __type(name: $name) { fields { name type { name fields { name } } } } }' },
  { query: '{ __type(name: "no such type") { name } }' },
  { query: '{ a: __schema { ...all } b: __schema { ...all } } fragment all on __Schema { types { name } }' },
  { query: '{ __schema { types { __typename ... on __Type { kind ofType { kind } } } } }' },
  { query: getIntrospectionQuery() },
  { query: getIntrospectionQuery(allOfIntrospection) },
])('$query costs what its answer has', async ({ query }) => {
  const { url } = await startTestTaskline();
  const variables = query.includes('$name') ? { name: 'BatchTask' } : {};
  const { data } = await post(url, { query, variables });
  const perField = Object.values(data ?? {}).map((value) => Math.ceil(valuesIn(value) / 3));
  // Any operation costs 150.
  expect(costs(query, variables)).toBe(perField.reduce((sum, cost) => sum + cost, 150));
});

test('the introspection of tools costs a quarter of the limit at most', () => {
  expect(costs(getIntrospectionQuery(allOfIntrospection))).toBeLessThan(limit / 4);
});

const fragmentOf100 = `fragment all on __Schema { ${Array.from({ length: 100 }, (_, i) => `t${i}: types { name fields { name } }`).join(' ')} }`;

test.for([
  {
    name: 'one fragment by many aliases',
    query: `{ ${Array.from({ length: 100 }, (_, i) => `s${i}: __schema { ...all }`).join(' ')} } ${fragmentOf100}`,
  },
  {
    name: 'fields of possible types by aliases',
    query: `{ __schema { types { ${Array.from({ length: 100 }, (_, i) => `p${i}: possibleTypes { fields { name args { name } } }`).join(' ')} } } }`,
  },
  {
    name: 'a type by many aliases',
    query: `{ ${Array.from({ length: 400 }, (_, i) => `s${i}: __type(name: "Query") { fields { name args { name type { name } } } }`).join(' ')} }`,
  },
])('$name is refused before it is executed', async ({ query }) => {
  const { url } = await startTestTaskline();
  const { data, errors } = await post(url, { query });
  expect([data, errors?.[0]?.extensions?.code]).toEqual([undefined, 'QUERY_TOO_COMPLEX']);
});
