import type { Fault } from '../src/sandbox/faults.ts';
import { ecsTasks } from '../src/sandbox/seed/aliyun-ecs.ts';
import { taskGlobalId } from '../src/tasks/global-id.ts';
import type { Ask, Asked } from './client.ts';

/** Something to be measured. */
export interface Case {
  readonly name: string;
  /** The gateway, or the same by hand without any of its parts. */
  readonly server: 'gateway' | 'floor';
  /** Asks once; a walk over many pages is one query too. */
  readonly run: (ask: Ask, number: number) => Promise<unknown>;
  /** Queries at the same time; 16 unless given. */
  readonly concurrency?: number;
  /** What the sandbox does wrong meanwhile. */
  readonly faults?: readonly Fault[];
}

const hangzhou = 'aliyun-ecs-hangzhou';
const ids = ecsTasks('cn-hangzhou').map(({ id }) => id);
const globalIds = ids.map((id) => taskGlobalId('ALIYUN_ECS', hangzhou, id));

/** A hundred of a list, others with each number. */
const hundred = (list: readonly string[], number: number): string[] => {
  const start = (number * 100) % (list.length - 100);
  return list.slice(start, start + 100);
};

const fields =
  'id taskId operation status providerStatus createdAt finishedAt progress counts { total succeeded failed }';
const byNodes = `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on AliyunEcsTask { ${fields} action resourceId } } }`;
const nodes = (number: number): Asked => ({ query: byNodes, variables: { ids: hundred(globalIds, number) } });

const aliased = (list: readonly string[]): string =>
  `{ ${list.map((id, index) => `a${index}: batchTask(source: "${hangzhou}", taskId: "${id}") { ${fields} }`).join(' ')} }`;
/** Made once: a client that asks like this sends few different texts. */
const aliases = Array.from({ length: 8 }, (_, number): Asked => ({ query: aliased(hundred(ids, number)) }));

const documented = [
  ['aliyun-dns', '123456'],
  [hangzhou, 't-bp1hvgwromzv32iq****'],
  ['aliyun-imm', 'trigger-9f72636a-0f0c-4baf-ae78-38b27bfe****'],
  ['aliyun-polardb', 'pcb-xxx'],
  ['huawei-dns', '9a186e66977dd48f01977e021c480cac'],
] as const;
const ofEach = documented.map(
  ([source, id], index) => `p${index}: batchTask(source: "${source}", taskId: "${id}") { ${fields} }`,
);
const everyProvider: Asked = { query: `{ ${ofEach.join(' ')} }` };

const page = `nodes { ${fields} } pageInfo { hasNextPage endCursor }`;
const ecsPage = (first: number): string =>
  `query ($after: String) { page: aliyunEcsTasks(source: "${hangzhou}", first: ${first}, after: $after) { ${page} } }`;
const timeline: Asked = { query: `{ batchTasks(first: 20) { ${page} } }` };

interface Page {
  readonly data: {
    readonly page: { readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string } };
  };
}

/** Ten pages, each after the one before. */
async function walkThousand(ask: Ask): Promise<void> {
  let after: string | undefined;
  for (let number = 0; number < 10; number++) {
    const { data } = JSON.parse(await ask({ query: ecsPage(100), variables: { after }, fresh: true })) as Page;
    after = data.page.pageInfo.endCursor;
  }
}

const tooManyAliases: Asked = {
  query: `{ ${Array.from({ length: 2_000 }, (_, index) => `a${index}: __typename`).join(' ')} }`,
  expects: 'errors',
};

const task = (source: string, taskId: string): Asked => ({
  query: 'query ($source: String!, $taskId: String!) { batchTask(source: $source, taskId: $taskId) { status } }',
  variables: { source, taskId },
  fresh: true,
});
const ecsTask = (number: number): Asked => task(hangzhou, ids[number % ids.length] ?? '');

/** Begins a query to the source that hangs with every fiftieth, without waiting for it. */
function besideHanging(ask: Ask, number: number): Promise<string> {
  if (number % 50 === 0) void ask({ ...task('huawei-dns', 'ffffffff'), expects: 'either' });
  return ask(ecsTask(number));
}

const fresh = (asked: Asked): Asked => ({ ...asked, fresh: true });

export const cases: readonly Case[] = [
  { name: '100 ECS tasks, by hand', server: 'floor', run: (ask, number) => ask(nodes(number)) },
  { name: '100 ECS tasks, nodes, cold', server: 'gateway', run: (ask, number) => ask(fresh(nodes(number))) },
  { name: '100 ECS tasks, nodes, warm', server: 'gateway', run: (ask, number) => ask(nodes(number)) },
  {
    name: '100 ECS tasks, aliases, cold',
    server: 'gateway',
    run: (ask, number) => ask(fresh(aliases[number % 8] ?? nodes(0))),
  },
  {
    name: '100 ECS tasks, aliases, warm',
    server: 'gateway',
    run: (ask, number) => ask(aliases[number % 8] ?? nodes(0)),
  },
  { name: 'a task of each provider, cold', server: 'gateway', run: (ask) => ask(fresh(everyProvider)) },
  { name: 'a task of each provider, warm', server: 'gateway', run: (ask) => ask(everyProvider) },
  { name: 'a page of 50 ECS tasks, cold', server: 'gateway', run: (ask) => ask({ query: ecsPage(50), fresh: true }) },
  { name: 'a page of 50 ECS tasks, warm', server: 'gateway', run: (ask) => ask({ query: ecsPage(50) }) },
  { name: 'the first timeline page, cold', server: 'gateway', run: (ask) => ask(fresh(timeline)) },
  { name: 'the first timeline page, warm', server: 'gateway', run: (ask) => ask(timeline) },
  { name: 'a walk over 1,000 ECS tasks', server: 'gateway', run: walkThousand, concurrency: 4 },
  { name: '{ __typename }', server: 'gateway', run: (ask) => ask({ query: '{ __typename }' }) },
  { name: '2,000 aliases, refused', server: 'gateway', run: (ask) => ask(tooManyAliases) },
  { name: 'an ECS task', server: 'gateway', run: (ask, number) => ask(ecsTask(number)) },
  {
    name: 'an ECS task, another source hanging',
    server: 'gateway',
    run: besideHanging,
    faults: [{ provider: 'HUAWEI_DNS', kind: 'timeout' }],
  },
];
