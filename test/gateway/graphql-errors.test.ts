import { expect, test } from 'vitest';
import { startTestTaskline } from '#test/taskline.ts';

test.for([
  { query: '{', code: 'GRAPHQL_PARSE_FAILED' },
  { query: 'query { sources { key }', code: 'GRAPHQL_PARSE_FAILED' },
  { query: '{ nothing }', code: 'GRAPHQL_VALIDATION_FAILED' },
  { query: '{ sources }', code: 'GRAPHQL_VALIDATION_FAILED' },
  { query: '{ source { id } }', code: 'GRAPHQL_VALIDATION_FAILED' },
  { query: '{ batchTask(source: 1, taskId: "1") { id } }', code: 'GRAPHQL_VALIDATION_FAILED' },
  { query: 'query ($id: ID!) { node(id: $id) { id } }', code: 'BAD_USER_INPUT' },
  { query: 'query ($id: ID!) { node(id: $id) { id } }', variables: { id: null }, code: 'BAD_USER_INPUT' },
  { query: 'query ($id: ID!) { node(id: $id) { id } }', variables: { id: ['a'] }, code: 'BAD_USER_INPUT' },
  { query: 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', variables: { ids: [null] }, code: 'BAD_USER_INPUT' },
])('$query with $variables is $code', async ({ query, variables, code }) => {
  const { askText, sent, logged } = await startTestTaskline();
  const { data, errors } = await askText(query, variables);
  expect(data).toBeUndefined();
  expect(errors?.map(({ extensions }) => extensions?.code)).toEqual([code]);
  expect(errors?.map(({ extensions }) => extensions?.stack)).toEqual([undefined]);
  expect(sent()).toEqual([]);
  expect(logged()).not.toContain('"level":"error"');
});

const introspection = '{ __schema { queryType { name } } }';

test('tells of the schema', async () => {
  const { askText } = await startTestTaskline();
  expect(await askText(introspection)).toEqual({ status: 200, data: { __schema: { queryType: { name: 'Query' } } } });
});

test.for([introspection, '{ __type(name: "Query") { name } }'])('keeps the schema to itself: %s', async (query) => {
  const { askText } = await startTestTaskline({ config: { introspection: false } });
  const { data, errors = [] } = await askText(query);
  expect(data).toBeUndefined();
  expect(new Set(errors.map(({ extensions }) => extensions?.code))).toEqual(new Set(['GRAPHQL_VALIDATION_FAILED']));
});

test('says where in the query an error is', async () => {
  const { askText } = await startTestTaskline();
  const [parse, field] = await Promise.all([
    askText('{ sources { key }'),
    askText('{ sources { key } batchTask(source: "x", taskId: "1") { id } }'),
  ]);
  expect(parse.errors?.[0]?.locations).toEqual([{ line: 1, column: 18 }]);
  expect(field.errors?.[0]).toMatchObject({ locations: [{ line: 1, column: 19 }], path: ['batchTask'] });
});

test('answers __typename with introspection off', async () => {
  const { askText } = await startTestTaskline({ config: { introspection: false } });
  expect(await askText('{ __typename }')).toEqual({ status: 200, data: { __typename: 'Query' } });
});
