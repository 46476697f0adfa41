import { expect, test } from 'vitest';
import { startTestTaskline } from '#test/taskline.ts';

const two = 'query A { sources { key } } query B { batchTasks { nodes { id } } }';

const unresolved = [
  { request: { query: two }, message: 'The document has several operations: operationName must name one of them.' },
  { request: { query: two, operationName: null }, message: expect.stringContaining('several operations') },
  { request: { query: two, operationName: 'C' }, message: 'The document has no operation named "C".' },
  { request: { query: two, operationName: '' }, message: 'The document has no operation named "".' },
  { request: { query: '{ sources { key } }', operationName: 'A' }, message: expect.stringContaining('named "A"') },
  { request: { query: 'fragment F on Source { key }' }, message: 'The document has no operation.' },
  { request: { query: 'fragment F on Source { key }', operationName: 'F' }, message: 'The document has no operation.' },
];

const mediaTypes = [
  { accept: 'application/graphql-response+json', status: 400 },
  { accept: 'application/json', status: 200 },
];

async function ask(url: string, request: object, headers: Readonly<Record<string, string>> = {}) {
  const answer = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(request),
  });
  return { status: answer.status, body: (await answer.json()) as unknown };
}

test.for(unresolved)('$request is refused before any upstream call', async ({ request, message }) => {
  const { url, sent, logged } = await startTestTaskline();
  const errors = [{ message, extensions: { code: 'OPERATION_RESOLUTION_FAILURE' } }];
  for (const { accept, status } of mediaTypes) {
    expect(await ask(url, request, { accept })).toEqual({ status, body: { errors } });
  }
  expect(sent()).toEqual([]);
  expect(logged()).not.toContain('"level":"error"');
});

test('a GET is refused in the same way', async () => {
  const { url } = await startTestTaskline();
  const answer = await fetch(`${url}/graphql?query=${encodeURIComponent(two)}&operationName=C`);
  expect(await answer.json()).toMatchObject({ errors: [{ extensions: { code: 'OPERATION_RESOLUTION_FAILURE' } }] });
});

test('a GET is refused with the status of its media type', async () => {
  const { url, sent } = await startTestTaskline();
  for (const { accept, status } of mediaTypes) {
    for (const parameters of [`query=${encodeURIComponent(two)}`, `query=${encodeURIComponent(two)}&operationName=C`]) {
      const answer = await fetch(`${url}/graphql?${parameters}`, { headers: { accept } });
      expect(answer.status).toBe(status);
      expect(await answer.json()).toMatchObject({ errors: [{ extensions: { code: 'OPERATION_RESOLUTION_FAILURE' } }] });
    }
  }
  expect(sent()).toEqual([]);
});

test('in a URL, an empty operationName is none, as GraphQL over HTTP has it', async () => {
  const { url } = await startTestTaskline();
  const answer = await fetch(
    `${url}/graphql?query=${encodeURIComponent('query A { sources { key } }')}&operationName=`,
  );
  expect([answer.status, await answer.json()]).toEqual([200, { data: { sources: expect.any(Array) } }]);
});

test.for([1, false, ['A'], { name: 'A' }])('an operationName of %j is a bad request', async (operationName) => {
  const { url } = await startTestTaskline();
  const { status, body } = await ask(url, { query: two, operationName });
  expect([status, body]).toMatchObject([400, { errors: [{ extensions: { code: 'BAD_REQUEST' } }] }]);
});

test.for([
  { query: two, operationName: 'A' },
  { query: 'query A { sources { key } }' },
  { query: 'query A { sources { key } }', operationName: null },
])('%j is served', async (request) => {
  const { url } = await startTestTaskline();
  expect(await ask(url, request)).toMatchObject({ status: 200, body: { data: { sources: expect.any(Array) } } });
});
