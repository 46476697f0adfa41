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
    "query Failures($id: ID!, $first: Int!, $after: String) {\n  node(id: $id) {\n    ... on BatchTask {\n      taskId\n      operation\n      status\n      source {\n        key\n      }\n      failures(first: $first, after: $after) {\n        nodes {\n          item\n          message\n        }\n        pageInfo {\n          endCursor\n          hasNextPage\n        }\n      }\n    }\n  }\n}": typeof types.FailuresDocument,
    "query Timeline($first: Int!, $after: String, $filter: BatchTaskFilter) {\n  batchTasks(first: $first, after: $after, filter: $filter) {\n    nodes {\n      id\n      taskId\n      operation\n      status\n      createdAt\n      source {\n        key\n      }\n    }\n    pageInfo {\n      endCursor\n      hasNextPage\n    }\n    sources {\n      source {\n        key\n      }\n      error {\n        code\n        message\n        retryable\n      }\n      retryAfterMs\n    }\n  }\n}": typeof types.TimelineDocument,
    "query Wait($id: ID!, $timeoutSeconds: Int!) {\n  awaitBatchTask(id: $id, timeoutSeconds: $timeoutSeconds) {\n    id\n    taskId\n    operation\n    status\n    progress\n    createdAt\n    source {\n      key\n    }\n    failureReason\n  }\n}": typeof types.WaitDocument,
};
const documents: Documents = {
    "query Failures($id: ID!, $first: Int!, $after: String) {\n  node(id: $id) {\n    ... on BatchTask {\n      taskId\n      operation\n      status\n      source {\n        key\n      }\n      failures(first: $first, after: $after) {\n        nodes {\n          item\n          message\n        }\n        pageInfo {\n          endCursor\n          hasNextPage\n        }\n      }\n    }\n  }\n}": types.FailuresDocument,
    "query Timeline($first: Int!, $after: String, $filter: BatchTaskFilter) {\n  batchTasks(first: $first, after: $after, filter: $filter) {\n    nodes {\n      id\n      taskId\n      operation\n      status\n      createdAt\n      source {\n        key\n      }\n    }\n    pageInfo {\n      endCursor\n      hasNextPage\n    }\n    sources {\n      source {\n        key\n      }\n      error {\n        code\n        message\n        retryable\n      }\n      retryAfterMs\n    }\n  }\n}": types.TimelineDocument,
    "query Wait($id: ID!, $timeoutSeconds: Int!) {\n  awaitBatchTask(id: $id, timeoutSeconds: $timeoutSeconds) {\n    id\n    taskId\n    operation\n    status\n    progress\n    createdAt\n    source {\n      key\n    }\n    failureReason\n  }\n}": types.WaitDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query Failures($id: ID!, $first: Int!, $after: String) {\n  node(id: $id) {\n    ... on BatchTask {\n      taskId\n      operation\n      status\n      source {\n        key\n      }\n      failures(first: $first, after: $after) {\n        nodes {\n          item\n          message\n        }\n        pageInfo {\n          endCursor\n          hasNextPage\n        }\n      }\n    }\n  }\n}"): typeof import('./graphql.ts').FailuresDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query Timeline($first: Int!, $after: String, $filter: BatchTaskFilter) {\n  batchTasks(first: $first, after: $after, filter: $filter) {\n    nodes {\n      id\n      taskId\n      operation\n      status\n      createdAt\n      source {\n        key\n      }\n    }\n    pageInfo {\n      endCursor\n      hasNextPage\n    }\n    sources {\n      source {\n        key\n      }\n      error {\n        code\n        message\n        retryable\n      }\n      retryAfterMs\n    }\n  }\n}"): typeof import('./graphql.ts').TimelineDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query Wait($id: ID!, $timeoutSeconds: Int!) {\n  awaitBatchTask(id: $id, timeoutSeconds: $timeoutSeconds) {\n    id\n    taskId\n    operation\n    status\n    progress\n    createdAt\n    source {\n      key\n    }\n    failureReason\n  }\n}"): typeof import('./graphql.ts').WaitDocument;


export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}
