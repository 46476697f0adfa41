/* eslint-disable */
import * as types from './graphql.ts';



/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "subscription Changes {\n  timelineChanged {\n    kind\n    task {\n      ...Task\n    }\n    source {\n      ...Outcome\n    }\n  }\n}": typeof types.ChangesDocument,
    "fragment Task on BatchTask {\n  __typename\n  id\n  taskId\n  operation\n  status\n  providerStatus\n  createdAt\n  finishedAt\n  estimatedFinishAt\n  stalledSince\n  progress\n  counts {\n    total\n    succeeded\n    failed\n    skipped\n  }\n  source {\n    key\n  }\n}\n\nfragment Outcome on SourceOutcome {\n  ok\n  source {\n    key\n  }\n  error {\n    code\n    message\n    retryable\n    providerCode\n    requestId\n  }\n  failingSince\n}\n\nquery Timeline($first: Int!, $after: String, $filter: BatchTaskFilter) {\n  batchTasks(first: $first, after: $after, filter: $filter) {\n    nodes {\n      ...Task\n    }\n    totalCount\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    sources {\n      ...Outcome\n    }\n  }\n}\n\nquery Sources {\n  sources {\n    id\n    key\n    provider\n    region\n    project\n    canList\n  }\n}\n\nquery LookUp($source: String!, $taskId: String!) {\n  batchTask(source: $source, taskId: $taskId) {\n    ...Task\n  }\n}\n\nquery Refresh($ids: [ID!]!) {\n  nodes(ids: $ids) {\n    ...Task\n  }\n}\n\nquery Numbers($first: Int!, $today: DateTime!) {\n  running: batchTasks(first: $first, filter: {statuses: [RUNNING]}) {\n    nodes {\n      ...Task\n    }\n    pageInfo {\n      hasNextPage\n    }\n    sources {\n      ...Outcome\n    }\n  }\n  failed: batchTasks(\n    first: $first\n    filter: {statuses: [FAILED, PARTIALLY_FAILED], createdAfter: $today}\n  ) {\n    nodes {\n      ...Task\n    }\n    pageInfo {\n      hasNextPage\n    }\n  }\n}": typeof types.TaskFragmentDoc,
};
const documents: Documents = {
    "subscription Changes {\n  timelineChanged {\n    kind\n    task {\n      ...Task\n    }\n    source {\n      ...Outcome\n    }\n  }\n}": types.ChangesDocument,
    "fragment Task on BatchTask {\n  __typename\n  id\n  taskId\n  operation\n  status\n  providerStatus\n  createdAt\n  finishedAt\n  estimatedFinishAt\n  stalledSince\n  progress\n  counts {\n    total\n    succeeded\n    failed\n    skipped\n  }\n  source {\n    key\n  }\n}\n\nfragment Outcome on SourceOutcome {\n  ok\n  source {\n    key\n  }\n  error {\n    code\n    message\n    retryable\n    providerCode\n    requestId\n  }\n  failingSince\n}\n\nquery Timeline($first: Int!, $after: String, $filter: BatchTaskFilter) {\n  batchTasks(first: $first, after: $after, filter: $filter) {\n    nodes {\n      ...Task\n    }\n    totalCount\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    sources {\n      ...Outcome\n    }\n  }\n}\n\nquery Sources {\n  sources {\n    id\n    key\n    provider\n    region\n    project\n    canList\n  }\n}\n\nquery LookUp($source: String!, $taskId: String!) {\n  batchTask(source: $source, taskId: $taskId) {\n    ...Task\n  }\n}\n\nquery Refresh($ids: [ID!]!) {\n  nodes(ids: $ids) {\n    ...Task\n  }\n}\n\nquery Numbers($first: Int!, $today: DateTime!) {\n  running: batchTasks(first: $first, filter: {statuses: [RUNNING]}) {\n    nodes {\n      ...Task\n    }\n    pageInfo {\n      hasNextPage\n    }\n    sources {\n      ...Outcome\n    }\n  }\n  failed: batchTasks(\n    first: $first\n    filter: {statuses: [FAILED, PARTIALLY_FAILED], createdAfter: $today}\n  ) {\n    nodes {\n      ...Task\n    }\n    pageInfo {\n      hasNextPage\n    }\n  }\n}": types.TaskFragmentDoc,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "subscription Changes {\n  timelineChanged {\n    kind\n    task {\n      ...Task\n    }\n    source {\n      ...Outcome\n    }\n  }\n}"): typeof import('./graphql.ts').ChangesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "fragment Task on BatchTask {\n  __typename\n  id\n  taskId\n  operation\n  status\n  providerStatus\n  createdAt\n  finishedAt\n  estimatedFinishAt\n  stalledSince\n  progress\n  counts {\n    total\n    succeeded\n    failed\n    skipped\n  }\n  source {\n    key\n  }\n}\n\nfragment Outcome on SourceOutcome {\n  ok\n  source {\n    key\n  }\n  error {\n    code\n    message\n    retryable\n    providerCode\n    requestId\n  }\n  failingSince\n}\n\nquery Timeline($first: Int!, $after: String, $filter: BatchTaskFilter) {\n  batchTasks(first: $first, after: $after, filter: $filter) {\n    nodes {\n      ...Task\n    }\n    totalCount\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    sources {\n      ...Outcome\n    }\n  }\n}\n\nquery Sources {\n  sources {\n    id\n    key\n    provider\n    region\n    project\n    canList\n  }\n}\n\nquery LookUp($source: String!, $taskId: String!) {\n  batchTask(source: $source, taskId: $taskId) {\n    ...Task\n  }\n}\n\nquery Refresh($ids: [ID!]!) {\n  nodes(ids: $ids) {\n    ...Task\n  }\n}\n\nquery Numbers($first: Int!, $today: DateTime!) {\n  running: batchTasks(first: $first, filter: {statuses: [RUNNING]}) {\n    nodes {\n      ...Task\n    }\n    pageInfo {\n      hasNextPage\n    }\n    sources {\n      ...Outcome\n    }\n  }\n  failed: batchTasks(\n    first: $first\n    filter: {statuses: [FAILED, PARTIALLY_FAILED], createdAfter: $today}\n  ) {\n    nodes {\n      ...Task\n    }\n    pageInfo {\n      hasNextPage\n    }\n  }\n}"): typeof import('./graphql.ts').TaskFragmentDoc;


export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}
