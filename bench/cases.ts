import type { Fault } from '../src/sandbox/faults.ts';
import { ecsTasks } from '../src/sandbox/seed/aliyun-ecs.ts';
import { taskGlobalId } from '../src/request/global-id.ts';
import { hostileRequests } from '../test/access/hostile-requests.ts';
import type { Ask, Asked } from './client.ts';
import { workloadNames, workloads, type WorkloadName } from './workloads.ts';

/** Something to be measured. */
export interface Case {
  readonly name: string;
  /** The gateway, one that has 300 sources, or the same by hand without any of its parts. */
  readonly server: 'gateway' | 'wide gateway' | 'floor';
  /** The workload that it is, or is to be compared with. */
  readonly workload?: WorkloadName;
  /** Asks once; a walk over many pages is one query too. */
  readonly run: (ask: Ask, number: number) => Promise<unknown>;
  /** Queries at the same time; 16 unless given. */
  readonly concurrency?: number;
  /** How many times as long it is measured as others; once unless given. */
  readonly timesAsLong?: number;
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

const fields = 'taskId operation status providerStatus createdAt finishedAt progress';
const byNodes = `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on AliyunEcsTask { ${fields} resourceId } } }`;
const nodes = (number: number): Asked => ({ query: byNodes, variables: { ids: hundred(globalIds, number) } });

const page = `nodes { ${fields} } pageInfo { hasNextPage endCursor }`;
const ecsPage = (first: number): string =>
  `query ($after: String) { page: aliyunEcsTasks(source: "${hangzhou}", first: ${first}, after: $after) { ${page} } }`;
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

/** What hostile clients send, each time another document, so that no cache helps. */
const hostile = [
  '60 levels',
  '20,000 open braces',
  '10,000 aliases',
  '1 MB of variables',
  'exponential fragments',
  'a name of 100 kB',
];

function askHostile(ask: Ask, name: string, number: number): Promise<string> {
  const request = hostileRequests(`n${number}`).find((each) => each.name === name);
  return ask({ ...(JSON.parse(request?.body ?? '') as Asked), expects: 'errors' });
}

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

/** A workload by hand, and by the gateway: without what it remembers, and with it. */
function casesOf(workload: WorkloadName, server: Case['server'] = 'gateway'): Case[] {
  const name = workloadNames[workload];
  const asked = workloads[workload];
  return [
    { name: `${name}, by hand`, server: 'floor', workload, run: (ask, number) => ask(asked(number)) },
    { name: `${name}, cold`, server, workload, run: (ask, number) => ask(fresh(asked(number))) },
    { name: `${name}, warm`, server, workload, run: (ask, number) => ask(asked(number)) },
  ];
}

export const cases: readonly Case[] = [
  ...casesOf('W1'),
  ...casesOf('W2'),
  {
    name: '100 ECS tasks by nodes, cold',
    server: 'gateway',
    workload: 'W2',
    run: (ask, number) => ask(fresh(nodes(number))),
  },
  { name: '100 ECS tasks by nodes, warm', server: 'gateway', workload: 'W2', run: (ask, number) => ask(nodes(number)) },
  ...casesOf('W3'),
  ...casesOf('W4'),
  ...casesOf('E1'),
  ...casesOf('T6'),
  ...casesOf('E6'),
  // Each makes 300 calls at once.
  ...casesOf('T300', 'wide gateway').map((each): Case => ({ ...each, concurrency: 2, timesAsLong: 4 })),
  { name: 'a walk over 1,000 ECS tasks', server: 'gateway', run: walkThousand, concurrency: 4 },
  ...hostile.map((name): Case => ({
    name: `${name}, refused`,
    server: 'gateway',
    run: (ask, number) => askHostile(ask, name, number),
    concurrency: 2,
  })),
  { name: 'an ECS task', server: 'gateway', run: (ask, number) => ask(ecsTask(number)) },
  {
    name: 'an ECS task, another source hanging',
    server: 'gateway',
    run: besideHanging,
    faults: [{ provider: 'HUAWEI_DNS', kind: 'timeout' }],
  },
];
