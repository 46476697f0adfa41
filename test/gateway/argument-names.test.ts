import { expect, test } from 'vitest';
import { startTestTaskline } from '#test/taskline.ts';

/** Faults that graphql finds by itself, in the document and in variables, and the argument that each is about. */
const faults = [
  { query: '{ batchTasks(first: "x") { totalCount } }', argument: 'first' },
  { query: '{ batchTasks(last: 1.5) { totalCount } }', argument: 'last' },
  { query: '{ batchTasks(after: 5) { totalCount } }', argument: 'after' },
  { query: '{ batchTasks(direction: UP) { totalCount } }', argument: 'direction' },
  { query: '{ batchTasks(frist: 5) { totalCount } }', argument: 'frist' },
  { query: '{ batchTasks(first: 5, first: 6) { totalCount } }', argument: 'first' },
  { query: '{ batchTasks(filter: { sources: [], sources: [] }) { totalCount } }', argument: 'filter.sources' },
  { query: '{ batchTask(source: "huawei-dns") { id } }', argument: 'taskId' },
  { query: '{ nodes { id } }', argument: 'ids' },
  { query: '{ sources { key @skip } }', argument: 'if' },
  { query: '{ batchTasks(filter: { statuses: [FAILED, NONE] }) { totalCount } }', argument: 'filter.statuses[1]' },
  { query: '{ batchTasks(filter: { createdAfter: "soon" }) { totalCount } }', argument: 'filter.createdAfter' },
  { query: '{ sources { key @include(if: "yes") } }', argument: 'if' },
  { query: 'query ($n: String) { batchTasks(first: $n) { totalCount } }', argument: 'first' },
  { query: 'query ($n: Int = "x") { batchTasks(first: $n) { totalCount } }', argument: 'first' },
  { query: 'query ($n: Int) { batchTasks(first: $n) { totalCount } }', variables: { n: 'x' }, argument: 'first' },
  { query: 'query ($n: Int) { batchTasks(first: $n) { totalCount } }', variables: { n: 1.5 }, argument: 'first' },
  { query: 'query ($id: ID!) { node(id: $id) { id } }', argument: 'id' },
  { query: 'query ($key: String!) { source(key: $key) { key } }', variables: { key: null }, argument: 'key' },
  { query: 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', variables: { ids: ['a', null] }, argument: 'ids[1]' },
  { query: 'query ($id: ID = "a") { nodes(ids: ["b", $id]) { id } }', variables: { id: null }, argument: 'ids[1]' },
  { query: 'query ($k: String = "a") { source(key: $k) { key } }', variables: { k: null }, argument: 'key' },
  {
    query: 'query ($filter: BatchTaskFilter) { batchTasks(filter: $filter) { totalCount } }',
    variables: { filter: { statuses: ['FAILED', 'NONE'] } },
    argument: 'filter.statuses[1]',
  },
  {
    query:
      'query ($s: BatchTaskStatus!) { ...f } fragment f on Query { batchTasks(filter: { statuses: [$s] }) { totalCount } }',
    variables: { s: 'NONE' },
    argument: 'filter.statuses[0]',
  },
  {
    query:
      'query A($n: Int) { batchTasks(last: $n) { totalCount } } query B($n: Int) { batchTasks(first: $n) { totalCount } }',
    operationName: 'B',
    variables: { n: 'x' },
    argument: 'first',
  },
];

test.for(faults)('$query with $variables names $argument', async ({ query, variables, operationName, argument }) => {
  const { url, sent } = await startTestTaskline();
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables, operationName }),
  });
  const { errors } = (await response.json()) as { errors: { message: string; extensions: Record<string, unknown> }[] };
  expect(errors).toHaveLength(1);
  expect(errors[0]?.message.startsWith(`${argument}: `) || errors[0]?.message.includes(`"${argument}"`)).toBe(true);
  expect(errors[0]?.extensions).toMatchObject({ argument });
  expect(['BAD_USER_INPUT', 'GRAPHQL_VALIDATION_FAILED']).toContain(errors[0]?.extensions['code']);
  expect(sent()).toEqual([]);
});

test('other faults of a document name no argument', async () => {
  const { askText } = await startTestTaskline();
  const { errors } = await askText('{ nothing batchTasks { nothing } }');
  expect(errors?.map(({ extensions }) => extensions)).toEqual([
    { code: 'GRAPHQL_VALIDATION_FAILED' },
    { code: 'GRAPHQL_VALIDATION_FAILED' },
  ]);
});
