import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ApolloClient, gql, HttpLink, InMemoryCache, type TypedDocumentNode } from '@apollo/client';
import { relayStylePagination } from '@apollo/client/utilities';
import { ask, startGateway } from './gateway.ts';

interface Connection {
  readonly edges: readonly { readonly node: { readonly id: string; readonly taskId: string } }[];
  readonly pageInfo: { readonly endCursor: string | null; readonly hasNextPage: boolean };
}
interface Data {
  readonly tasks: Connection;
}
interface Variables {
  readonly [name: string]: unknown;
}

const url = await startGateway();

const createClient = () =>
  new ApolloClient({
    link: new HttpLink({ uri: url }),
    cache: new InMemoryCache({
      possibleTypes: {
        BatchTask: [
          'AliyunDnsBatchTask',
          'AliyunEcsTask',
          'AliyunImmBatch',
          'AliyunPolarDbBatchTask',
          'HuaweiDnsBatchTask',
        ],
      },
      typePolicies: {
        Query: {
          fields: {
            batchTasks: relayStylePagination(['filter', 'direction']),
            aliyunEcsTasks: relayStylePagination(['source', 'filter']),
          },
        },
      },
    }),
  });

const page = 'edges { cursor node { __typename id taskId } } pageInfo { endCursor hasNextPage }';
const timeline = `query ($first: Int, $after: String, $filter: BatchTaskFilter) {
  tasks: batchTasks(first: $first, after: $after, filter: $filter) { ${page} }
}`;
const ecs = `query ($first: Int, $after: String, $source: String!) {
  tasks: aliyunEcsTasks(source: $source, first: $first, after: $after) { ${page} }
}`;

const idsOf = ({ tasks }: Data): string[] => tasks.edges.map(({ node }) => node.id);

for (const { name, query, own } of [
  { name: 'batchTasks', query: timeline, own: {} },
  { name: 'batchTasks, filtered', query: timeline, own: { filter: { statuses: ['FAILED'] } } },
  { name: 'aliyunEcsTasks', query: ecs, own: { source: 'aliyun-ecs-hangzhou' } },
]) {
  test(`relayStylePagination merges three pages of ${name}`, async () => {
    const client = createClient();
    const document: TypedDocumentNode<Data, Variables> = gql(query);
    const first = { query: document, variables: { ...own, first: 20 } };
    await client.query(first);
    const watched = client.watchQuery(first);
    const subscription = watched.subscribe({});
    const read = (): Data => client.readQuery(first) as Data;
    try {
      for (const size of [15, 25]) {
        await watched.fetchMore({ variables: { first: size, after: read().tasks.pageInfo.endCursor } });
      }
      const atOnce = await ask<Data>(url, query, { ...own, first: 60 });
      assert.equal(read().tasks.edges.length, 60);
      assert.deepEqual(idsOf(read()), idsOf(atOnce));
      assert.equal(read().tasks.pageInfo.hasNextPage, true);
    } finally {
      subscription.unsubscribe();
      client.stop();
    }
  });
}
