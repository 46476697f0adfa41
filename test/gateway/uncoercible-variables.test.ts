import { expect, test } from 'vitest';
import { startTestTaskline } from '#test/taskline.ts';

const filtered = 'query ($filter: BatchTaskFilter) { batchTasks(filter: $filter) { nodes { id } } }';
const paged = 'query ($first: Int) { batchTasks(first: $first) { nodes { id } } }';
const byId = 'query ($id: String!) { batchTask(source: "aliyun-dns", taskId: $id) { taskId } }';
const byIds = 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }';

/** Each operation is valid, and each variable is in its right place: nothing but the value can be refused. */
const uncoercible = [
  { query: byId, variables: {} },
  { query: byId, variables: { id: null } },
  { query: byId, variables: { id: 1 } },
  { query: byId, variables: { id: { text: '1' } } },
  { query: byIds, variables: { ids: [null] } },
  { query: byIds, variables: { ids: [{}] } },
  { query: paged, variables: { first: 'x' } },
  { query: paged, variables: { first: 1.5 } },
  { query: paged, variables: { first: 2 ** 31 } },
  { query: paged, variables: { first: [1, 2] } },
  { query: filtered, variables: { filter: 'x' } },
  { query: filtered, variables: { filter: { nowhere: 1 } } },
  { query: filtered, variables: { filter: { statuses: ['X'] } } },
  { query: filtered, variables: { filter: { operations: [1] } } },
  { query: filtered, variables: { filter: { createdAfter: 'yesterday' } } },
  { query: filtered, variables: { filter: { createdAfter: 1 } } },
];

const mediaTypes = [
  { accept: 'application/graphql-response+json', status: 400 },
  { accept: 'application/graphql-response+json, application/json;q=0.5', status: 400 },
  { accept: 'application/json', status: 200 },
];

test.for(uncoercible)(
  '$variables is refused before any upstream call, by both media types',
  async ({ query, variables }) => {
    const { url, sent, logged } = await startTestTaskline();
    for (const { accept, status } of mediaTypes) {
      const parameters = new URLSearchParams({ query, variables: JSON.stringify(variables) });
      const answers = await Promise.all([
        fetch(`${url}/graphql`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', accept },
          body: JSON.stringify({ query, variables }),
        }),
        fetch(`${url}/graphql?${String(parameters)}`, { headers: { accept } }),
      ]);
      for (const answer of answers) {
        const errors = [{ extensions: { code: 'BAD_USER_INPUT' } }];
        const body = (await answer.json()) as object;
        expect({ accept, status: answer.status, type: answer.headers.get('content-type'), body }).toMatchObject({
          accept,
          status,
          type: `${accept.split(',')[0]}; charset=utf-8`,
          body: { errors },
        });
        expect(body).not.toHaveProperty('data');
        expect(JSON.stringify(body)).not.toContain('http');
      }
    }
    expect(sent()).toEqual([]);
    expect(logged()).not.toContain('"level":"error"');
  },
);

test.for([
  { query: byId, variables: { id: '123456', other: 1 } },
  { query: paged, variables: { first: null } },
  { query: paged, variables: {} },
])('$variables can be coerced', async ({ query, variables }) => {
  const { askText } = await startTestTaskline();
  expect(await askText(query, variables, { accept: 'application/graphql-response+json' })).toMatchObject({
    status: 200,
    data: expect.anything(),
  });
});

test('a null in place of a value that must be there is a fault of its field, beside the data of the others', async () => {
  const { askText } = await startTestTaskline();
  const query = 'query ($key: String = "a") { source(key: $key) { key } sources { key } }';
  const answer = await askText(query, { key: null }, { accept: 'application/graphql-response+json' });
  expect(answer).toMatchObject({
    status: 200,
    data: { source: null, sources: expect.any(Array) },
    errors: [{ path: ['source'], extensions: { code: 'BAD_USER_INPUT' } }],
  });
});
