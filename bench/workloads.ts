import { documented as huaweiTask } from '../src/sandbox/seed/huawei-dns.ts';
import { ecsTasks } from '../src/sandbox/seed/aliyun-ecs.ts';
import type { Asked } from './client.ts';

/** The workloads that the gateway and the floor are both asked, told apart by the names of their operations. */
export type WorkloadName = 'W1' | 'W2' | 'W3' | 'W4' | 'E1' | 'T6' | 'E6' | 'T300';

const hangzhou = 'aliyun-ecs-hangzhou';

/** A task that the sandbox's seed has of each provider; the failed items are the last one's. */
export const oneOfEach = [
  ['aliyun-dns', '123456'],
  [hangzhou, 't-bp1hvgwromzv32iq****'],
  ['aliyun-imm', 'trigger-9f72636a-0f0c-4baf-ae78-38b27bfe****'],
  ['aliyun-polardb', 'pcb-xxx'],
  ['huawei-dns', huaweiTask.id],
] as const;

const listed = 'taskId operation status providerStatus createdAt finishedAt';
const fields = `${listed} progress`;
const ecsFields = `${fields} resourceId`;
const nodesOf = (selection: string): string => `nodes { ${selection} } pageInfo { hasNextPage endCursor }`;
/** A page as Relay asks for it: with the cursor of each item. */
const edgesOf = (selection: string): string =>
  `edges { cursor node { ${selection} } } pageInfo { hasNextPage endCursor }`;
const ecsPage = (first: number, page = nodesOf(ecsFields)): string =>
  `aliyunEcsTasks(source: "${hangzhou}", first: ${first}) { ${page} }`;
const lookup = (alias: string, source: string, taskId: string, selection: string): string =>
  `${alias}: batchTask(source: "${source}", taskId: "${taskId}") { ${selection} }`;

const ids = ecsTasks('cn-hangzhou').map(({ id }) => id);

/** A hundred ids by a hundred fields; eight texts, since a client that asks like this sends few different ones. */
const aliased = Array.from({ length: 8 }, (_, number): Asked => {
  const some = ids.slice(number * 100, (number + 1) * 100);
  const selection = `${fields} ... on AliyunEcsTask { resourceId }`;
  const lookups = some.map((id, index) => lookup(`a${index}`, hangzhou, id, selection));
  return { operationName: 'W2', query: `query W2 { ${lookups.join(' ')} }` };
});

const failures = '... on HuaweiDnsBatchTask { failures(first: 20) { nodes { item code message } totalCount } }';
const tasks = oneOfEach.map(([source, id], index) =>
  lookup(`p${index}`, source, id, source === 'huawei-dns' ? `${fields} ${failures}` : fields),
);

/** A page of the timeline of all sources; without `progress`, which not every list tells, so that each source takes one call. */
const timeline = (operationName: WorkloadName, page = nodesOf(listed)): Asked => ({
  operationName,
  query: `query ${operationName} { batchTasks(first: 50) { ${page} } }`,
});

const one = (asked: Asked) => (): Asked => asked;

/** What a workload asks with each number. */
export const workloads: Readonly<Record<WorkloadName, (number: number) => Asked>> = {
  W1: one({ operationName: 'W1', query: `query W1 { ${ecsPage(50)} }` }),
  W2: (number) => aliased[number % aliased.length] as Asked,
  W3: one({ operationName: 'W3', query: `query W3 { ${tasks.join(' ')} ${ecsPage(20)} }` }),
  W4: one({ operationName: 'W4', query: 'query W4 { __typename }' }),
  E1: one({ operationName: 'E1', query: `query E1 { ${ecsPage(50, edgesOf(ecsFields))} }` }),
  T6: one(timeline('T6')),
  E6: one(timeline('E6', edgesOf(listed))),
  T300: one(timeline('T300')),
};

export const workloadNames: Readonly<Record<WorkloadName, string>> = {
  W1: 'W1: a page of 50 ECS tasks',
  W2: 'W2: 100 ECS tasks by 100 aliases',
  W3: 'W3: one of each, 20 tasks, 20 failures',
  W4: 'W4: { __typename }',
  E1: 'E1: a page of 50 ECS tasks, each with its cursor',
  T6: 'T6: the newest 50 of 6 sources',
  E6: 'E6: the newest 50 of 6 sources, each with its cursor',
  T300: 'T300: the newest 50 of 300 sources',
};
