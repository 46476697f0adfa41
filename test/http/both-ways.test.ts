import { expect, test } from 'vitest';
import { exampleTabs } from '#src/graphiql/example-queries.ts';
import { startTestTaskline } from '#test/taskline.ts';

interface Asked {
  readonly query?: string;
  readonly variables?: object;
  readonly operationName?: string;
  readonly extensions?: object;
  readonly documentId?: string;
}

const hash = 'a'.repeat(64);

const asked: readonly Asked[] = [
  ...exampleTabs.map(({ query, variables }) => ({
    query,
    ...(variables && { variables: JSON.parse(variables) as object }),
  })),
  {},
  { query: '{' },
  { query: '{ nothing }' },
  { query: 'query A { sources { key } } query B { __typename }' },
  { query: 'query A { sources { key } } query B { __typename }', operationName: 'B' },
  { query: 'query A { sources { key } } query B { __typename }', operationName: 'C' },
  { query: 'mutation { nothing }' },
  { query: 'query ($first: Int) { batchTasks(first: $first) { totalCount } }', variables: { first: 'x' } },
  { query: '{ batchTasks(first: 501) { totalCount } sources { key } }' },
  { query: '{ source(key: "none") { key } batchTask(source: "none", taskId: "1") { taskId } }' },
  { query: '{ __schema { queryType { name } } }' },
  { query: `{ ${Array.from({ length: 501 }, (_, index) => `a${index}: __typename`).join(' ')} }` },
  { documentId: hash },
  { extensions: { persistedQuery: { version: 1, sha256Hash: hash } } },
  { query: '{ __typename }', extensions: { persistedQuery: { version: 1, sha256Hash: hash } } },
];

const headers = [
  { accept: 'application/json' },
  { accept: 'application/graphql-response+json' },
  { 'x-taskline-cost': '1' },
  { 'x-taskline-explain': 'plan' },
];

const toldHeaders = ['content-type', 'retry-after', 'allow', 'cache-control'];

async function answerOf(response: Response) {
  const told = toldHeaders.map((name) => response.headers.get(name));
  return { status: response.status, told, body: (await response.json()) as unknown };
}

/** A mutation is refused by a GET for what it is, and by a POST for what the schema has. */
const isMutation = ({ query = '' }: Asked): boolean => query.startsWith('mutation');

test.for(headers)('a POST and a GET with %o are answered alike, which go different ways', async (header) => {
  const { url } = await startTestTaskline();
  for (const parameters of asked) {
    const posted = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { ...header, 'content-type': 'application/json' },
      body: JSON.stringify(parameters),
    });
    const entries = Object.entries(parameters).map(([name, value]): [string, string] => [
      name,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]);
    const got = await fetch(`${url}/graphql?${new URLSearchParams(entries)}`, { headers: header });
    if (isMutation(parameters)) expect([posted.status, got.status]).not.toContain(500);
    else expect(await answerOf(got)).toEqual(await answerOf(posted));
  }
});
