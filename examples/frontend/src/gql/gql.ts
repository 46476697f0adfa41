/* eslint-disable */
import * as types from './graphql.ts';
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';

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
    "query Timeline($first: Int!, $after: String, $filter: BatchTaskFilter) {\n  batchTasks(first: $first, after: $after, filter: $filter) {\n    nodes {\n      ...TaskRow\n    }\n    pageInfo {\n      endCursor\n      hasNextPage\n    }\n    sources {\n      ...SourceOutcome\n    }\n  }\n}\n\nfragment TaskRow on BatchTask {\n  id\n  taskId\n  operation\n  status\n  providerStatus\n  createdAt\n  progress\n  failureReason\n  counts {\n    total\n    failed\n  }\n  source {\n    id\n    key\n    provider\n  }\n}\n\nfragment SourceOutcome on SourceOutcome {\n  source {\n    id\n    key\n  }\n  error {\n    code\n    message\n    retryable\n  }\n}": typeof types.TimelineDocument,
};
const documents: Documents = {
    "query Timeline($first: Int!, $after: String, $filter: BatchTaskFilter) {\n  batchTasks(first: $first, after: $after, filter: $filter) {\n    nodes {\n      ...TaskRow\n    }\n    pageInfo {\n      endCursor\n      hasNextPage\n    }\n    sources {\n      ...SourceOutcome\n    }\n  }\n}\n\nfragment TaskRow on BatchTask {\n  id\n  taskId\n  operation\n  status\n  providerStatus\n  createdAt\n  progress\n  failureReason\n  counts {\n    total\n    failed\n  }\n  source {\n    id\n    key\n    provider\n  }\n}\n\nfragment SourceOutcome on SourceOutcome {\n  source {\n    id\n    key\n  }\n  error {\n    code\n    message\n    retryable\n  }\n}": types.TimelineDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 *
 *
 * @example
 * ```ts
 * const query = graphql(`query GetUser($id: ID!) { user(id: $id) { name } }`);
 * ```
 *
 * The query argument is unknown!
 * Please regenerate the types.
 */
export function graphql(source: string): unknown;

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query Timeline($first: Int!, $after: String, $filter: BatchTaskFilter) {\n  batchTasks(first: $first, after: $after, filter: $filter) {\n    nodes {\n      ...TaskRow\n    }\n    pageInfo {\n      endCursor\n      hasNextPage\n    }\n    sources {\n      ...SourceOutcome\n    }\n  }\n}\n\nfragment TaskRow on BatchTask {\n  id\n  taskId\n  operation\n  status\n  providerStatus\n  createdAt\n  progress\n  failureReason\n  counts {\n    total\n    failed\n  }\n  source {\n    id\n    key\n    provider\n  }\n}\n\nfragment SourceOutcome on SourceOutcome {\n  source {\n    id\n    key\n  }\n  error {\n    code\n    message\n    retryable\n  }\n}"): (typeof documents)["query Timeline($first: Int!, $after: String, $filter: BatchTaskFilter) {\n  batchTasks(first: $first, after: $after, filter: $filter) {\n    nodes {\n      ...TaskRow\n    }\n    pageInfo {\n      endCursor\n      hasNextPage\n    }\n    sources {\n      ...SourceOutcome\n    }\n  }\n}\n\nfragment TaskRow on BatchTask {\n  id\n  taskId\n  operation\n  status\n  providerStatus\n  createdAt\n  progress\n  failureReason\n  counts {\n    total\n    failed\n  }\n  source {\n    id\n    key\n    provider\n  }\n}\n\nfragment SourceOutcome on SourceOutcome {\n  source {\n    id\n    key\n  }\n  error {\n    code\n    message\n    retryable\n  }\n}"];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;