import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import relay, { type ConcreteRequest } from 'relay-runtime';
import { ask, startGateway } from './gateway.ts';

const { createOperationDescriptor, Environment, fetchQuery, Network, RecordSource, Store } = relay;
const require = createRequire(import.meta.url);

const folder = fileURLToPath(new URL('.', import.meta.url));
const artifacts = `${folder}node_modules/.relay/`;

rmSync(artifacts, { recursive: true, force: true });
mkdirSync(artifacts, { recursive: true });
execFileSync(require.resolve('.bin/relay-compiler', { paths: [`${folder}node_modules`] }), ['relay.config.json'], {
  cwd: folder,
  stdio: 'inherit',
});

test('relay-compiler compiles @connection over the timeline, a provider, and what belongs to a task', () => {
  assert.deepEqual(readdirSync(artifacts).sort(), [
    'providerPageQuery.graphql.js',
    'providerQuery.graphql.js',
    'provider_tasks.graphql.js',
    'taskRow_task.graphql.js',
    'timelineNextPageQuery.graphql.js',
    'timelineQuery.graphql.js',
    'timeline_tasks.graphql.js',
  ]);
  const { metadata } = require(`${artifacts}provider_tasks.graphql.js`);
  assert.deepEqual(metadata.connection, [
    { count: null, cursor: null, direction: 'bidirectional', path: ['aliyunEcsTasks'] },
  ]);
});

interface Tasks {
  readonly batchTasks: {
    readonly edges: readonly { readonly node: { readonly id: string } }[];
    readonly pageInfo: { readonly endCursor: string; readonly hasNextPage: boolean };
  };
}

test("Relay's store merges three pages of the timeline", async () => {
  const url = await startGateway();
  const environment = new Environment({
    network: Network.create(async ({ text }, variables) => ({ data: await ask(url, text ?? '', variables) })),
    store: new Store(new RecordSource()),
  });
  const query: ConcreteRequest = require(`${artifacts}timelineQuery.graphql.js`);
  const read = (variables: object): Tasks =>
    environment.lookup(createOperationDescriptor(query, variables).fragment).data as unknown as Tasks;

  const filter = { providers: ['ALIYUN_ECS', 'HUAWEI_DNS'] };
  for (const count of [20, 15, 25]) {
    const cursor = count === 20 ? null : read({ count, cursor: null, filter }).batchTasks.pageInfo.endCursor;
    const variables = { count, cursor, filter };
    environment.retain(createOperationDescriptor(query, variables));
    await fetchQuery(environment, query, variables).toPromise();
  }
  const { edges, pageInfo } = read({ count: 25, cursor: null, filter }).batchTasks;
  const atOnce = await ask<Tasks>(
    url,
    'query ($filter: BatchTaskFilter) { batchTasks(first: 60, filter: $filter) { edges { node { id } } pageInfo { endCursor hasNextPage } } }',
    { filter },
  );
  assert.deepEqual(
    edges.map(({ node }) => node.id),
    atOnce.batchTasks.edges.map(({ node }) => node.id),
  );
  assert.equal(pageInfo.hasNextPage, true);
});
