import { getIntrospectionQuery } from 'graphql';
import { expect, test } from 'vitest';
import { loadConfig } from '#src/config/load.ts';
import { exampleTabs } from '#src/graphiql/example-queries.ts';
import { startTestTaskline } from '#test/taskline.ts';
import { bearer, post, startTenants, tenants } from '../access/tenants.ts';
import { allOfIntrospection } from './answers.ts';
import { heldLists, startHeldUpstream } from './held-upstream.ts';

const { limits } = loadConfig({});
const newType = { accept: 'application/graphql-response+json' };

const page = (size: number) =>
  `{ batchTasks(first: ${size}) { nodes { id taskId operation status createdAt finishedAt progress source { key } } } }`;

const nodes = (count: number) => ({
  query: 'query($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }',
  variables: { ids: Array.from({ length: count }, () => 'U291cmNlOmh1YXdlaS1kbnM') },
});

const lookups = (count: number) => ({
  query: `{ ${Array.from({ length: count }, (_, i) => `t${i}: source(key: "dns") { key }`).join(' ')} }`,
});

const relayPage = `query Pager($first: Int, $after: String) {
  batchTasks(first: $first, after: $after) {
    edges { cursor node { __typename id taskId status createdAt counts { total failed } } }
    pageInfo { endCursor hasNextPage startCursor hasPreviousPage }
  }
}`;

test.for([
  { name: '250 lookups', request: lookups(250) },
  { name: '500 lookups', request: lookups(500) },
  { name: '500 ids', request: nodes(500) },
  { name: 'a page of 500', request: { query: page(500) } },
  { name: 'a page of Relay', request: { query: relayPage, variables: { first: 100 } } },
  { name: 'the query of introspection', request: { query: getIntrospectionQuery() } },
  {
    name: 'all of introspection',
    request: {
      query: getIntrospectionQuery(allOfIntrospection),
    },
  },
])('$name is served', async ({ request }) => {
  const { url } = await startTestTaskline();
  const { status, errors } = await post(url, request, newType);
  expect([status, errors]).toEqual([200, undefined]);
});

test('the example queries are served', async () => {
  const { url } = await startTestTaskline();
  for (const { query, variables } of exampleTabs) {
    const request = { query, variables: variables === undefined ? {} : (JSON.parse(variables) as object) };
    const { errors } = await post(url, request, newType);
    expect(errors?.filter(({ extensions }) => extensions?.code === 'QUERY_TOO_COMPLEX') ?? []).toEqual([]);
  }
});

const nested = (first: string) =>
  `{ batchTasks(first: ${first}) { nodes { failures(first: ${first}) { nodes { code message } } } } }`;

test.for([
  { name: '1,000 lookups', request: lookups(1_000) },
  { name: '5,000 ids', request: nodes(5_000) },
  { name: 'pages in pages', request: { query: nested('500') } },
  { name: 'pages in pages by variables', request: { query: `query($n: Int) ${nested('$n')}`, variables: { n: 500 } } },
  {
    name: 'many pages',
    request: { query: `{ ${Array.from({ length: 60 }, (_, i) => `a${i}: ${page(500).slice(1, -1)}`).join(' ')} }` },
  },
])('$name are refused before any upstream call', async ({ request }) => {
  const { url, sent } = await startTestTaskline();
  for (const [accept, expected] of [
    [newType.accept, 400],
    ['application/json', 200],
  ] as const) {
    const { status, data, errors } = await post(url, request, { accept });
    expect([status, data, errors?.map(({ extensions }) => extensions?.code)]).toEqual([
      expected,
      undefined,
      ['QUERY_TOO_COMPLEX'],
    ]);
  }
  expect(sent()).toEqual([]);
});

test('the refusal tells the limit and the cost', async () => {
  const { url } = await startTestTaskline({ config: { limits: { ...limits, cost: 100 } } });
  const { errors } = await post(url, { query: page(50) }, newType);
  expect(errors).toEqual([
    {
      message: 'The operation costs 1050; the limit is 100.',
      extensions: { code: 'QUERY_TOO_COMPLEX', cost: 1050, limit: 100 },
    },
  ]);
});

test('the same document costs what its variables make of it, however often it was served', async () => {
  const { url } = await startTestTaskline({ config: { limits: { ...limits, cost: 600 } } });
  const query = 'query($n: Int) { batchTasks(first: $n) { nodes { id } } }';
  const codes = [];
  for (const n of [1, 500, 2, 500]) {
    const { errors } = await post(url, { query, variables: { n } });
    codes.push(errors?.[0]?.extensions?.code ?? 'served');
  }
  expect(codes).toEqual(['served', 'QUERY_TOO_COMPLEX', 'served', 'QUERY_TOO_COMPLEX']);
});

test('an accepted operation tells its cost to clients that ask', async () => {
  const { url } = await startTestTaskline();
  const request = { query: '{ source(key: "huawei-dns") { key region } }' };
  expect(await post(url, request, { 'x-taskline-cost': '1' })).toMatchObject({ extensions: { cost: 153 } });
  expect(await post(url, request)).not.toHaveProperty('extensions');
});

test('operations beyond the bound are told to come again, and none is once there is room', async () => {
  const { calls, answer, sources } = await startHeldUpstream();
  const { url } = await startTestTaskline({ sources, config: { limits: { ...limits, operationsInFlight: 2 } } });
  const slow = heldLists.map((query) => post(url, { query }));
  await expect.poll(() => calls.length).toBe(2);
  const refused = () => post(url, { query: '{ sources { key } }' });
  expect((await refused()).status).toBe(503);
  const { headers, errors } = await refused();
  expect([headers.get('retry-after'), errors?.[0]?.extensions?.code]).toEqual(['1', 'OVERLOADED']);
  expect((await fetch(`${url}/health`)).status).toBe(200);
  answer();
  expect((await Promise.all(slow)).map(({ status }) => status)).toEqual([200, 200]);
  expect((await refused()).status).toBe(200);
});

test('a caller that floods is told to come again, and another is served', async () => {
  const { url } = await startTenants({ limits: { ...limits, requestsPerSecond: 5 } });
  const ask = (tenant: 'board' | 'desk') => post(url, { query: '{ sources { key } }' }, bearer(tenants[tenant].key));
  const flood = await Promise.all(Array.from({ length: 30 }, () => ask('board')));
  const refused = flood.filter(({ status }) => status === 429);
  expect(refused.length).toBeGreaterThan(15);
  for (const { headers, errors } of refused) {
    expect([headers.get('retry-after'), errors?.[0]?.extensions?.code]).toEqual(['1', 'RATE_LIMITED']);
  }
  expect((await ask('desk')).status).toBe(200);
});

test('where nobody is asked, nobody is counted', async () => {
  const { url } = await startTestTaskline({ config: { limits: { ...limits, requestsPerSecond: 1 } } });
  const answers = await Promise.all(Array.from({ length: 20 }, () => post(url, { query: '{ sources { key } }' })));
  expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 200));
});

test('without introspection nothing tells of the schema', async () => {
  const { url, sent } = await startTestTaskline({ config: { introspection: false } });
  for (const query of [
    '{ __schema { types { name } } }',
    '{ __type(name: "Source") { name } }',
    '{ sourcess { key } }',
  ]) {
    const { status, data, errors } = await post(url, { query }, newType);
    expect([status, data, errors?.[0]?.extensions?.code]).toEqual([400, undefined, 'GRAPHQL_VALIDATION_FAILED']);
    expect(JSON.stringify(errors)).not.toContain('Did you mean');
  }
  expect((await post(url, { query: '{ __typename }' })).data).toEqual({ __typename: 'Query' });
  expect(sent()).toEqual([]);
});
