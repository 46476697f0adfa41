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
    "fragment Task on BatchTask {\n  __typename\n  id\n  taskId\n  operation\n  status\n  providerStatus\n  createdAt\n  updatedAt\n  finishedAt\n  progress\n  failureReason\n  counts {\n    total\n    succeeded\n    failed\n    skipped\n  }\n  source {\n    key\n    provider\n  }\n}\n\nfragment AnyTask on BatchTask {\n  ...Task\n  ... on AliyunDnsBatchTask {\n    batchType\n  }\n  ... on AliyunEcsTask {\n    action\n    resourceId\n    supportsCancel\n  }\n  ... on AliyunImmBatch {\n    tags\n    phase\n    serviceRole\n    input {\n      bucket\n      prefix\n      matchExpressions\n    }\n    actions {\n      name\n      parameters\n      fastFailPolicy\n    }\n    statistic {\n      submitSuccess\n      submitFailure\n      skipFiles\n    }\n  }\n  ... on AliyunPolarDbBatchTask {\n    name\n    taskType\n    startedAt\n  }\n  ... on HuaweiDnsBatchTask {\n    type\n  }\n}\n\nquery BatchTask($source: String!, $taskId: String!) {\n  batchTask(source: $source, taskId: $taskId) {\n    ...AnyTask\n  }\n}\n\nquery Node($id: ID!) {\n  node(id: $id) {\n    __typename\n    ...AnyTask\n  }\n}\n\nquery Nodes($ids: [ID!]!) {\n  nodes(ids: $ids) {\n    __typename\n    id\n    ... on BatchTask {\n      taskId\n      status\n    }\n    ... on Source {\n      key\n    }\n  }\n}\n\nquery DnsBatchTask($source: String!, $taskId: String, $batchType: AliyunDnsBatchType, $language: Language) {\n  aliyunDnsBatchTask(\n    source: $source\n    taskId: $taskId\n    batchType: $batchType\n    language: $language\n  ) {\n    ...Task\n    batchType\n  }\n}\n\nfragment SourceFields on Source {\n  id\n  key\n  provider\n  region\n  project\n  canList\n}\n\nquery Sources($key: String!) {\n  sources {\n    ...SourceFields\n  }\n  source(key: $key) {\n    ...SourceFields\n  }\n}": typeof types.TaskFragmentDoc,
};
const documents: Documents = {
    "fragment Task on BatchTask {\n  __typename\n  id\n  taskId\n  operation\n  status\n  providerStatus\n  createdAt\n  updatedAt\n  finishedAt\n  progress\n  failureReason\n  counts {\n    total\n    succeeded\n    failed\n    skipped\n  }\n  source {\n    key\n    provider\n  }\n}\n\nfragment AnyTask on BatchTask {\n  ...Task\n  ... on AliyunDnsBatchTask {\n    batchType\n  }\n  ... on AliyunEcsTask {\n    action\n    resourceId\n    supportsCancel\n  }\n  ... on AliyunImmBatch {\n    tags\n    phase\n    serviceRole\n    input {\n      bucket\n      prefix\n      matchExpressions\n    }\n    actions {\n      name\n      parameters\n      fastFailPolicy\n    }\n    statistic {\n      submitSuccess\n      submitFailure\n      skipFiles\n    }\n  }\n  ... on AliyunPolarDbBatchTask {\n    name\n    taskType\n    startedAt\n  }\n  ... on HuaweiDnsBatchTask {\n    type\n  }\n}\n\nquery BatchTask($source: String!, $taskId: String!) {\n  batchTask(source: $source, taskId: $taskId) {\n    ...AnyTask\n  }\n}\n\nquery Node($id: ID!) {\n  node(id: $id) {\n    __typename\n    ...AnyTask\n  }\n}\n\nquery Nodes($ids: [ID!]!) {\n  nodes(ids: $ids) {\n    __typename\n    id\n    ... on BatchTask {\n      taskId\n      status\n    }\n    ... on Source {\n      key\n    }\n  }\n}\n\nquery DnsBatchTask($source: String!, $taskId: String, $batchType: AliyunDnsBatchType, $language: Language) {\n  aliyunDnsBatchTask(\n    source: $source\n    taskId: $taskId\n    batchType: $batchType\n    language: $language\n  ) {\n    ...Task\n    batchType\n  }\n}\n\nfragment SourceFields on Source {\n  id\n  key\n  provider\n  region\n  project\n  canList\n}\n\nquery Sources($key: String!) {\n  sources {\n    ...SourceFields\n  }\n  source(key: $key) {\n    ...SourceFields\n  }\n}": types.TaskFragmentDoc,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "fragment Task on BatchTask {\n  __typename\n  id\n  taskId\n  operation\n  status\n  providerStatus\n  createdAt\n  updatedAt\n  finishedAt\n  progress\n  failureReason\n  counts {\n    total\n    succeeded\n    failed\n    skipped\n  }\n  source {\n    key\n    provider\n  }\n}\n\nfragment AnyTask on BatchTask {\n  ...Task\n  ... on AliyunDnsBatchTask {\n    batchType\n  }\n  ... on AliyunEcsTask {\n    action\n    resourceId\n    supportsCancel\n  }\n  ... on AliyunImmBatch {\n    tags\n    phase\n    serviceRole\n    input {\n      bucket\n      prefix\n      matchExpressions\n    }\n    actions {\n      name\n      parameters\n      fastFailPolicy\n    }\n    statistic {\n      submitSuccess\n      submitFailure\n      skipFiles\n    }\n  }\n  ... on AliyunPolarDbBatchTask {\n    name\n    taskType\n    startedAt\n  }\n  ... on HuaweiDnsBatchTask {\n    type\n  }\n}\n\nquery BatchTask($source: String!, $taskId: String!) {\n  batchTask(source: $source, taskId: $taskId) {\n    ...AnyTask\n  }\n}\n\nquery Node($id: ID!) {\n  node(id: $id) {\n    __typename\n    ...AnyTask\n  }\n}\n\nquery Nodes($ids: [ID!]!) {\n  nodes(ids: $ids) {\n    __typename\n    id\n    ... on BatchTask {\n      taskId\n      status\n    }\n    ... on Source {\n      key\n    }\n  }\n}\n\nquery DnsBatchTask($source: String!, $taskId: String, $batchType: AliyunDnsBatchType, $language: Language) {\n  aliyunDnsBatchTask(\n    source: $source\n    taskId: $taskId\n    batchType: $batchType\n    language: $language\n  ) {\n    ...Task\n    batchType\n  }\n}\n\nfragment SourceFields on Source {\n  id\n  key\n  provider\n  region\n  project\n  canList\n}\n\nquery Sources($key: String!) {\n  sources {\n    ...SourceFields\n  }\n  source(key: $key) {\n    ...SourceFields\n  }\n}"): typeof import('./graphql.ts').TaskFragmentDoc;


export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}
