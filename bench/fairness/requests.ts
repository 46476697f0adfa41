import { taskGlobalId } from '../../src/request/global-id.ts';
import { knownId } from './cloud-answers.ts';
import { singlySource, slowSource, walkedSource } from './sources.ts';

/** The body of a GraphQL request. */
export interface Body {
  readonly query: string;
  readonly variables?: object;
}

const numbers = (length: number): number[] => Array.from({ length }, (_, index) => index);

/** How many ids a request of unknown ids has. */
export const idsOfRequest = 500;

const unknownKeys = Object.fromEntries(numbers(90_000).map((index) => [`k${String(index).padStart(5, '0')}`, 1]));
const filterKeys: Body = {
  query: 'query ($filter: BatchTaskFilter) { batchTasks(filter: $filter) { nodes { id } } }',
  variables: { filter: unknownKeys },
};

const aliased = (word: string, selection: string): string =>
  numbers(100)
    .map((index) => `${word}${index}: ${selection}`)
    .join(' ');

const introspection: Body = {
  query: `{ ${aliased('s', '__schema { ...F }')} } fragment F on __Schema { ${aliased('t', 'types { fields { name } }')} }`,
};

const pageFields =
  'nodes { id taskId operation status providerStatus createdAt finishedAt progress failureReason ' +
  'counts { total succeeded failed } source { key region } } pageInfo { hasNextPage endCursor }';

/** Pages of other sizes, so that none is another's answer. */
const heavyPage = (number: number): Body => ({
  query: `query ($first: Int) { huaweiDnsBatchTasks(source: "${slowSource}", first: $first) { ${pageFields} } }`,
  variables: { first: 500 - (number % 100) },
});

/** How the ids begin that caller A looks up. */
export const lookedUp = knownId('a');

const slowLookup = (number: number): Body => ({
  query: `query ($taskId: String!) { batchTask(source: "${slowSource}", taskId: $taskId) { status } }`,
  variables: { taskId: `${lookedUp}${number}` },
});

const byIds = 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }';

const unknownIdsOf =
  (provider: string, source: string) =>
  (number: number): Body => ({
    query: byIds,
    variables: { ids: numbers(idsOfRequest).map((index) => taskGlobalId(provider, source, `x-${number}-${index}`)) },
  });

/** Of a provider that takes one id in a call. */
const manyLookups = (number: number): Body => ({
  query: byIds,
  variables: {
    ids: numbers(32).map((index) => taskGlobalId('HUAWEI_DNS', slowSource, `${lookedUp}${number}-${index}`)),
  },
});

/** What caller A sends, by name: the body of each request, by its number. */
export const requests = {
  'unknown ids': unknownIdsOf('ALIYUN_ECS', walkedSource),
  'unknown ids, one in a call': unknownIdsOf('HUAWEI_DNS', singlySource),
  'unknown keys': () => filterKeys,
  introspection: () => introspection,
  'heavy pages': heavyPage,
  'slow lookups': slowLookup,
  'many lookups': manyLookups,
} satisfies Record<string, (number: number) => Body>;

/** The name of a request of caller A. */
export type RequestName = keyof typeof requests;
