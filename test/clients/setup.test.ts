import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { gql } from '@apollo/client';
import { buildSchema, introspectionFromSchema, isInterfaceType } from 'graphql';
import { ask, startGateway } from './gateway.ts';
import { createApollo } from './setup/apollo.ts';
import { possibleTypes } from './setup/possible-types.ts';
import { createUrql } from './setup/urql.ts';

interface Task {
  readonly id: string;
  readonly counts: object;
}
interface Data {
  readonly batchTasks: {
    readonly edges: readonly { readonly node: Task }[];
    readonly pageInfo: { readonly endCursor: string | null };
  };
}

const schema = buildSchema(readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8'));
const url = await startGateway();

const pages = `query ($first: Int, $after: String, $filter: BatchTaskFilter) {
  batchTasks(first: $first, after: $after, filter: $filter) {
    edges { cursor node { __typename id status counts { total } source { __typename id key } ... on AliyunEcsTask { action } } }
    pageInfo { hasNextPage endCursor }
    sources { ok source { id } }
  }
}`;
/** Of the tasks that there are: the sandbox adds others. */
const filter = { providers: ['ALIYUN_ECS', 'ALIYUN_POLARDB', 'ALIYUN_IMM'], createdBefore: new Date().toISOString() };
const detail = 'query ($id: ID!) { batchTask(id: $id) { __typename id status counts { succeeded } } }';

const idsOf = ({ batchTasks }: Data): string[] => batchTasks.edges.map(({ node }) => node.id);
const atOnce = idsOf(await ask<Data>(url, pages, { first: 60, filter }));

/** Warnings and errors of the clients, which they write to the console. */
function complaints(): string[] {
  const all: string[] = [];
  for (const name of ['warn', 'error'] as const)
    console[name] = (...parts: unknown[]) => void all.push(parts.join(' '));
  return all;
}
const said = complaints();

test('the possible types are those of the schema', () => {
  const expected = Object.values(schema.getTypeMap())
    .filter(isInterfaceType)
    .map((type) => [
      type.name,
      schema
        .getPossibleTypes(type)
        .map(({ name }) => name)
        .sort(),
    ]);
  const told = Object.entries(possibleTypes).map(([name, types]) => [name, types.toSorted()]);
  assert.deepEqual(Object.fromEntries(told), Object.fromEntries(expected));
});

test('Apollo Client merges pages, and a detail with the row it has', async () => {
  const client = createApollo(url);
  const document = gql(pages);
  const first = { query: document, variables: { first: 20, filter } };
  await client.query(first);
  const watched = client.watchQuery<Data>(first);
  const subscription = watched.subscribe({});
  const read = (): Data => client.readQuery(first) as Data;
  for (const size of [15, 25]) {
    await watched.fetchMore({ variables: { first: size, after: read().batchTasks.pageInfo.endCursor } });
  }
  assert.deepEqual(idsOf(read()), atOnce);
  const [id = ''] = atOnce;
  await client.query({ query: gql(detail), variables: { id } });
  const row = read().batchTasks.edges[0]?.node;
  const merged = client.cache.extract()[client.cache.identify(row as never) ?? '']?.['counts'] as object;
  assert.deepEqual(Object.keys(merged).sort(), ['__typename', 'succeeded', 'total']);
  subscription.unsubscribe();
  client.stop();
  assert.deepEqual(said, []);
});

test('urql merges pages', async () => {
  const client = createUrql(url, introspectionFromSchema(schema));
  let after: string | null = null;
  let data: Data | undefined;
  for (const first of [20, 15, 25]) {
    const result = await client.query(pages, { first, after, filter }).toPromise();
    assert.equal(result.error, undefined);
    data = result.data as Data;
    after = data.batchTasks.pageInfo.endCursor;
  }
  assert.deepEqual(data && idsOf(data), atOnce);
  assert.deepEqual(said, []);
});
