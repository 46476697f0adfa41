/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** Selects tasks. All conditions must hold. An empty list matches nothing; null does not filter. A list has at most 500 items. */
export type BatchTaskFilter = {
  /** Only tasks created at this time or later. */
  createdAfter?: string | null | undefined;
  /** Only tasks created before this time. */
  createdBefore?: string | null | undefined;
  /** Only tasks with one of these values of `operation`, in the provider's own terms. */
  operations?: Array<string> | null | undefined;
  /** Only tasks of these providers. */
  providers?: Array<Provider> | null | undefined;
  /** Only tasks of the sources with these keys. */
  sources?: Array<string> | null | undefined;
  /** Only tasks with one of these statuses. */
  statuses?: Array<BatchTaskStatus> | null | undefined;
  /** Only tasks that were created, changed or finished at this time or later, as far as the provider tells when: `updatesTold` of each source says what was found, and what cannot be. No provider filters by such times: the list is read to its end, by as many calls as without this filter. Set `createdAfter` as well if tasks of a certain age change no more. */
  updatedAfter?: string | null | undefined;
};

/** The status of a task, the same words for all providers. */
export type BatchTaskStatus =
  /** Canceled before it finished, or about to be. */
  | 'CANCELED'
  /** Finished; it failed as a whole, or all of its items failed. */
  | 'FAILED'
  /** Finished; some of its items failed, but not all. */
  | 'PARTIALLY_FAILED'
  /** Accepted, not started yet. */
  | 'PENDING'
  /** In progress. */
  | 'RUNNING'
  /** Finished; no item failed. */
  | 'SUCCEEDED'
  /** Paused; it can be resumed. */
  | 'SUSPENDED'
  /** The provider sent a status that this version does not know; see `providerStatus`. */
  | 'UNKNOWN';

/** The upstream APIs that Taskline supports. */
export type Provider =
  /** Alibaba Cloud DNS: domains and records added or deleted in batches. */
  | 'ALIYUN_DNS'
  /** Alibaba Cloud ECS: images imported and exported, disks changed, instances redeployed. */
  | 'ALIYUN_ECS'
  /** Alibaba Cloud Intelligent Media Management: the files of a bucket processed in batches. */
  | 'ALIYUN_IMM'
  /** Alibaba Cloud PolarDB: skills installed over a fleet of instances. */
  | 'ALIYUN_POLARDB'
  /** Huawei Cloud DNS: public zones and record sets created, changed or deleted in batches. */
  | 'HUAWEI_DNS'
  /** Tencent Cloud DNSPod: domains and records added, changed or deleted in batches. */
  | 'TENCENT_DNSPOD';

export type TimelineQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  filter?: BatchTaskFilter | null | undefined;
}>;


export type TimelineQuery = { batchTasks: { nodes: Array<
      | { id: string, taskId: string, operation: string | null, status: BatchTaskStatus, providerStatus: string | null, createdAt: string | null, progress: number | null, failureReason: string | null, counts: { total: number | null, failed: number | null }, source: { id: string, key: string, provider: Provider } }
      | { id: string, taskId: string, operation: string | null, status: BatchTaskStatus, providerStatus: string | null, createdAt: string | null, progress: number | null, failureReason: string | null, counts: { total: number | null, failed: number | null }, source: { id: string, key: string, provider: Provider } }
      | { id: string, taskId: string, operation: string | null, status: BatchTaskStatus, providerStatus: string | null, createdAt: string | null, progress: number | null, failureReason: string | null, counts: { total: number | null, failed: number | null }, source: { id: string, key: string, provider: Provider } }
      | { id: string, taskId: string, operation: string | null, status: BatchTaskStatus, providerStatus: string | null, createdAt: string | null, progress: number | null, failureReason: string | null, counts: { total: number | null, failed: number | null }, source: { id: string, key: string, provider: Provider } }
      | { id: string, taskId: string, operation: string | null, status: BatchTaskStatus, providerStatus: string | null, createdAt: string | null, progress: number | null, failureReason: string | null, counts: { total: number | null, failed: number | null }, source: { id: string, key: string, provider: Provider } }
      | { id: string, taskId: string, operation: string | null, status: BatchTaskStatus, providerStatus: string | null, createdAt: string | null, progress: number | null, failureReason: string | null, counts: { total: number | null, failed: number | null }, source: { id: string, key: string, provider: Provider } }
    >, pageInfo: { endCursor: string | null, hasNextPage: boolean }, sources: Array<{ source: { id: string, key: string }, error: { code: string, message: string, retryable: boolean } | null }> } };

type TaskRow_AliyunDnsBatchTask_Fragment = { id: string, taskId: string, operation: string | null, status: BatchTaskStatus, providerStatus: string | null, createdAt: string | null, progress: number | null, failureReason: string | null, counts: { total: number | null, failed: number | null }, source: { id: string, key: string, provider: Provider } };

type TaskRow_AliyunEcsTask_Fragment = { id: string, taskId: string, operation: string | null, status: BatchTaskStatus, providerStatus: string | null, createdAt: string | null, progress: number | null, failureReason: string | null, counts: { total: number | null, failed: number | null }, source: { id: string, key: string, provider: Provider } };

type TaskRow_AliyunImmBatch_Fragment = { id: string, taskId: string, operation: string | null, status: BatchTaskStatus, providerStatus: string | null, createdAt: string | null, progress: number | null, failureReason: string | null, counts: { total: number | null, failed: number | null }, source: { id: string, key: string, provider: Provider } };

type TaskRow_AliyunPolarDbBatchTask_Fragment = { id: string, taskId: string, operation: string | null, status: BatchTaskStatus, providerStatus: string | null, createdAt: string | null, progress: number | null, failureReason: string | null, counts: { total: number | null, failed: number | null }, source: { id: string, key: string, provider: Provider } };

type TaskRow_HuaweiDnsBatchTask_Fragment = { id: string, taskId: string, operation: string | null, status: BatchTaskStatus, providerStatus: string | null, createdAt: string | null, progress: number | null, failureReason: string | null, counts: { total: number | null, failed: number | null }, source: { id: string, key: string, provider: Provider } };

type TaskRow_TencentDnsPodBatchTask_Fragment = { id: string, taskId: string, operation: string | null, status: BatchTaskStatus, providerStatus: string | null, createdAt: string | null, progress: number | null, failureReason: string | null, counts: { total: number | null, failed: number | null }, source: { id: string, key: string, provider: Provider } };

export type TaskRowFragment =
  | TaskRow_AliyunDnsBatchTask_Fragment
  | TaskRow_AliyunEcsTask_Fragment
  | TaskRow_AliyunImmBatch_Fragment
  | TaskRow_AliyunPolarDbBatchTask_Fragment
  | TaskRow_HuaweiDnsBatchTask_Fragment
  | TaskRow_TencentDnsPodBatchTask_Fragment
;

export type SourceOutcomeFragment = { source: { id: string, key: string }, error: { code: string, message: string, retryable: boolean } | null };

export const TaskRowFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"TaskRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"BatchTask"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"taskId"}},{"kind":"Field","name":{"kind":"Name","value":"operation"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"providerStatus"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"progress"}},{"kind":"Field","name":{"kind":"Name","value":"failureReason"}},{"kind":"Field","name":{"kind":"Name","value":"counts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"total"}},{"kind":"Field","name":{"kind":"Name","value":"failed"}}]}},{"kind":"Field","name":{"kind":"Name","value":"source"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"provider"}}]}}]}}]} as unknown as DocumentNode<TaskRowFragment, unknown>;
export const SourceOutcomeFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SourceOutcome"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"SourceOutcome"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"source"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"key"}}]}},{"kind":"Field","name":{"kind":"Name","value":"error"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"retryable"}}]}}]}}]} as unknown as DocumentNode<SourceOutcomeFragment, unknown>;
export const TimelineDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Timeline"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"BatchTaskFilter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"batchTasks"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"TaskRow"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"endCursor"}},{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}}]}},{"kind":"Field","name":{"kind":"Name","value":"sources"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SourceOutcome"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"TaskRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"BatchTask"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"taskId"}},{"kind":"Field","name":{"kind":"Name","value":"operation"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"providerStatus"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"progress"}},{"kind":"Field","name":{"kind":"Name","value":"failureReason"}},{"kind":"Field","name":{"kind":"Name","value":"counts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"total"}},{"kind":"Field","name":{"kind":"Name","value":"failed"}}]}},{"kind":"Field","name":{"kind":"Name","value":"source"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"provider"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SourceOutcome"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"SourceOutcome"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"source"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"key"}}]}},{"kind":"Field","name":{"kind":"Name","value":"error"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"retryable"}}]}}]}}]} as unknown as DocumentNode<TimelineQuery, TimelineQueryVariables>;