/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** What a batch of Alibaba Cloud DNS does. */
export type AliyunDnsBatchType =
  /** Adds domains. */
  | 'DOMAIN_ADD'
  /** Deletes domains. */
  | 'DOMAIN_DEL'
  /** Adds resource records. */
  | 'RR_ADD'
  /** Deletes resource records. */
  | 'RR_DEL';

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

/** The language of a text of the provider. */
export type Language =
  /** English. */
  | 'EN'
  /** Chinese. */
  | 'ZH';

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

type Task_AliyunDnsBatchTask_Fragment = { __typename: 'AliyunDnsBatchTask', id: string, taskId: string, operation: string | null, status: BatchTaskStatus, providerStatus: string | null, createdAt: string | null, updatedAt: string | null, finishedAt: string | null, progress: number | null, failureReason: string | null, counts: { total: number | null, succeeded: number | null, failed: number | null, skipped: number | null }, source: { key: string, provider: Provider } };

type Task_AliyunEcsTask_Fragment = { __typename: 'AliyunEcsTask', id: string, taskId: string, operation: string | null, status: BatchTaskStatus, providerStatus: string | null, createdAt: string | null, updatedAt: string | null, finishedAt: string | null, progress: number | null, failureReason: string | null, counts: { total: number | null, succeeded: number | null, failed: number | null, skipped: number | null }, source: { key: string, provider: Provider } };

type Task_AliyunImmBatch_Fragment = { __typename: 'AliyunImmBatch', id: string, taskId: string, operation: string | null, status: BatchTaskStatus, providerStatus: string | null, createdAt: string | null, updatedAt: string | null, finishedAt: string | null, progress: number | null, failureReason: string | null, counts: { total: number | null, succeeded: number | null, failed: number | null, skipped: number | null }, source: { key: string, provider: Provider } };

type Task_AliyunPolarDbBatchTask_Fragment = { __typename: 'AliyunPolarDbBatchTask', id: string, taskId: string, operation: string | null, status: BatchTaskStatus, providerStatus: string | null, createdAt: string | null, updatedAt: string | null, finishedAt: string | null, progress: number | null, failureReason: string | null, counts: { total: number | null, succeeded: number | null, failed: number | null, skipped: number | null }, source: { key: string, provider: Provider } };

type Task_HuaweiDnsBatchTask_Fragment = { __typename: 'HuaweiDnsBatchTask', id: string, taskId: string, operation: string | null, status: BatchTaskStatus, providerStatus: string | null, createdAt: string | null, updatedAt: string | null, finishedAt: string | null, progress: number | null, failureReason: string | null, counts: { total: number | null, succeeded: number | null, failed: number | null, skipped: number | null }, source: { key: string, provider: Provider } };

type Task_TencentDnsPodBatchTask_Fragment = { __typename: 'TencentDnsPodBatchTask', id: string, taskId: string, operation: string | null, status: BatchTaskStatus, providerStatus: string | null, createdAt: string | null, updatedAt: string | null, finishedAt: string | null, progress: number | null, failureReason: string | null, counts: { total: number | null, succeeded: number | null, failed: number | null, skipped: number | null }, source: { key: string, provider: Provider } };

export type TaskFragment =
  | Task_AliyunDnsBatchTask_Fragment
  | Task_AliyunEcsTask_Fragment
  | Task_AliyunImmBatch_Fragment
  | Task_AliyunPolarDbBatchTask_Fragment
  | Task_HuaweiDnsBatchTask_Fragment
  | Task_TencentDnsPodBatchTask_Fragment
;

type AnyTask_AliyunDnsBatchTask_Fragment = { __typename: 'AliyunDnsBatchTask', batchType: string | null, id: string, taskId: string, operation: string | null, status: BatchTaskStatus, providerStatus: string | null, createdAt: string | null, updatedAt: string | null, finishedAt: string | null, progress: number | null, failureReason: string | null, counts: { total: number | null, succeeded: number | null, failed: number | null, skipped: number | null }, source: { key: string, provider: Provider } };

type AnyTask_AliyunEcsTask_Fragment = { __typename: 'AliyunEcsTask', action: string | null, resourceId: string | null, supportsCancel: boolean | null, id: string, taskId: string, operation: string | null, status: BatchTaskStatus, providerStatus: string | null, createdAt: string | null, updatedAt: string | null, finishedAt: string | null, progress: number | null, failureReason: string | null, counts: { total: number | null, succeeded: number | null, failed: number | null, skipped: number | null }, source: { key: string, provider: Provider } };

type AnyTask_AliyunImmBatch_Fragment = { __typename: 'AliyunImmBatch', tags: unknown, phase: string | null, serviceRole: string | null, id: string, taskId: string, operation: string | null, status: BatchTaskStatus, providerStatus: string | null, createdAt: string | null, updatedAt: string | null, finishedAt: string | null, progress: number | null, failureReason: string | null, input: { bucket: string | null, prefix: string | null, matchExpressions: Array<string> } | null, actions: Array<{ name: string | null, parameters: Array<string>, fastFailPolicy: string | null }>, statistic: { submitSuccess: number | null, submitFailure: number | null, skipFiles: number | null } | null, counts: { total: number | null, succeeded: number | null, failed: number | null, skipped: number | null }, source: { key: string, provider: Provider } };

type AnyTask_AliyunPolarDbBatchTask_Fragment = { __typename: 'AliyunPolarDbBatchTask', name: string | null, taskType: string | null, startedAt: string | null, id: string, taskId: string, operation: string | null, status: BatchTaskStatus, providerStatus: string | null, createdAt: string | null, updatedAt: string | null, finishedAt: string | null, progress: number | null, failureReason: string | null, counts: { total: number | null, succeeded: number | null, failed: number | null, skipped: number | null }, source: { key: string, provider: Provider } };

type AnyTask_HuaweiDnsBatchTask_Fragment = { __typename: 'HuaweiDnsBatchTask', type: string | null, id: string, taskId: string, operation: string | null, status: BatchTaskStatus, providerStatus: string | null, createdAt: string | null, updatedAt: string | null, finishedAt: string | null, progress: number | null, failureReason: string | null, counts: { total: number | null, succeeded: number | null, failed: number | null, skipped: number | null }, source: { key: string, provider: Provider } };

type AnyTask_TencentDnsPodBatchTask_Fragment = { __typename: 'TencentDnsPodBatchTask', id: string, taskId: string, operation: string | null, status: BatchTaskStatus, providerStatus: string | null, createdAt: string | null, updatedAt: string | null, finishedAt: string | null, progress: number | null, failureReason: string | null, counts: { total: number | null, succeeded: number | null, failed: number | null, skipped: number | null }, source: { key: string, provider: Provider } };

export type AnyTaskFragment =
  | AnyTask_AliyunDnsBatchTask_Fragment
  | AnyTask_AliyunEcsTask_Fragment
  | AnyTask_AliyunImmBatch_Fragment
  | AnyTask_AliyunPolarDbBatchTask_Fragment
  | AnyTask_HuaweiDnsBatchTask_Fragment
  | AnyTask_TencentDnsPodBatchTask_Fragment
;

export type BatchTaskQueryVariables = Exact<{
  source: string;
  taskId: string;
}>;


export type BatchTaskQuery = { batchTask:
    | { __typename: 'AliyunDnsBatchTask', batchType: string | null, id: string, taskId: string, operation: string | null, status: BatchTaskStatus, providerStatus: string | null, createdAt: string | null, updatedAt: string | null, finishedAt: string | null, progress: number | null, failureReason: string | null, counts: { total: number | null, succeeded: number | null, failed: number | null, skipped: number | null }, source: { key: string, provider: Provider } }
    | { __typename: 'AliyunEcsTask', action: string | null, resourceId: string | null, supportsCancel: boolean | null, id: string, taskId: string, operation: string | null, status: BatchTaskStatus, providerStatus: string | null, createdAt: string | null, updatedAt: string | null, finishedAt: string | null, progress: number | null, failureReason: string | null, counts: { total: number | null, succeeded: number | null, failed: number | null, skipped: number | null }, source: { key: string, provider: Provider } }
    | { __typename: 'AliyunImmBatch', tags: unknown, phase: string | null, serviceRole: string | null, id: string, taskId: string, operation: string | null, status: BatchTaskStatus, providerStatus: string | null, createdAt: string | null, updatedAt: string | null, finishedAt: string | null, progress: number | null, failureReason: string | null, input: { bucket: string | null, prefix: string | null, matchExpressions: Array<string> } | null, actions: Array<{ name: string | null, parameters: Array<string>, fastFailPolicy: string | null }>, statistic: { submitSuccess: number | null, submitFailure: number | null, skipFiles: number | null } | null, counts: { total: number | null, succeeded: number | null, failed: number | null, skipped: number | null }, source: { key: string, provider: Provider } }
    | { __typename: 'AliyunPolarDbBatchTask', name: string | null, taskType: string | null, startedAt: string | null, id: string, taskId: string, operation: string | null, status: BatchTaskStatus, providerStatus: string | null, createdAt: string | null, updatedAt: string | null, finishedAt: string | null, progress: number | null, failureReason: string | null, counts: { total: number | null, succeeded: number | null, failed: number | null, skipped: number | null }, source: { key: string, provider: Provider } }
    | { __typename: 'HuaweiDnsBatchTask', type: string | null, id: string, taskId: string, operation: string | null, status: BatchTaskStatus, providerStatus: string | null, createdAt: string | null, updatedAt: string | null, finishedAt: string | null, progress: number | null, failureReason: string | null, counts: { total: number | null, succeeded: number | null, failed: number | null, skipped: number | null }, source: { key: string, provider: Provider } }
    | { __typename: 'TencentDnsPodBatchTask', id: string, taskId: string, operation: string | null, status: BatchTaskStatus, providerStatus: string | null, createdAt: string | null, updatedAt: string | null, finishedAt: string | null, progress: number | null, failureReason: string | null, counts: { total: number | null, succeeded: number | null, failed: number | null, skipped: number | null }, source: { key: string, provider: Provider } }
   | null };

export type BatchTaskByIdQueryVariables = Exact<{
  id: string | number;
}>;


export type BatchTaskByIdQuery = { batchTask:
    | { __typename: 'AliyunDnsBatchTask', batchType: string | null, id: string, taskId: string, operation: string | null, status: BatchTaskStatus, providerStatus: string | null, createdAt: string | null, updatedAt: string | null, finishedAt: string | null, progress: number | null, failureReason: string | null, counts: { total: number | null, succeeded: number | null, failed: number | null, skipped: number | null }, source: { key: string, provider: Provider } }
    | { __typename: 'AliyunEcsTask', action: string | null, resourceId: string | null, supportsCancel: boolean | null, id: string, taskId: string, operation: string | null, status: BatchTaskStatus, providerStatus: string | null, createdAt: string | null, updatedAt: string | null, finishedAt: string | null, progress: number | null, failureReason: string | null, counts: { total: number | null, succeeded: number | null, failed: number | null, skipped: number | null }, source: { key: string, provider: Provider } }
    | { __typename: 'AliyunImmBatch', tags: unknown, phase: string | null, serviceRole: string | null, id: string, taskId: string, operation: string | null, status: BatchTaskStatus, providerStatus: string | null, createdAt: string | null, updatedAt: string | null, finishedAt: string | null, progress: number | null, failureReason: string | null, input: { bucket: string | null, prefix: string | null, matchExpressions: Array<string> } | null, actions: Array<{ name: string | null, parameters: Array<string>, fastFailPolicy: string | null }>, statistic: { submitSuccess: number | null, submitFailure: number | null, skipFiles: number | null } | null, counts: { total: number | null, succeeded: number | null, failed: number | null, skipped: number | null }, source: { key: string, provider: Provider } }
    | { __typename: 'AliyunPolarDbBatchTask', name: string | null, taskType: string | null, startedAt: string | null, id: string, taskId: string, operation: string | null, status: BatchTaskStatus, providerStatus: string | null, createdAt: string | null, updatedAt: string | null, finishedAt: string | null, progress: number | null, failureReason: string | null, counts: { total: number | null, succeeded: number | null, failed: number | null, skipped: number | null }, source: { key: string, provider: Provider } }
    | { __typename: 'HuaweiDnsBatchTask', type: string | null, id: string, taskId: string, operation: string | null, status: BatchTaskStatus, providerStatus: string | null, createdAt: string | null, updatedAt: string | null, finishedAt: string | null, progress: number | null, failureReason: string | null, counts: { total: number | null, succeeded: number | null, failed: number | null, skipped: number | null }, source: { key: string, provider: Provider } }
    | { __typename: 'TencentDnsPodBatchTask', id: string, taskId: string, operation: string | null, status: BatchTaskStatus, providerStatus: string | null, createdAt: string | null, updatedAt: string | null, finishedAt: string | null, progress: number | null, failureReason: string | null, counts: { total: number | null, succeeded: number | null, failed: number | null, skipped: number | null }, source: { key: string, provider: Provider } }
   | null };

export type NodeQueryVariables = Exact<{
  id: string | number;
}>;


export type NodeQuery = { node:
    | { __typename: 'AliyunDnsBatchTask', batchType: string | null, id: string, taskId: string, operation: string | null, status: BatchTaskStatus, providerStatus: string | null, createdAt: string | null, updatedAt: string | null, finishedAt: string | null, progress: number | null, failureReason: string | null, counts: { total: number | null, succeeded: number | null, failed: number | null, skipped: number | null }, source: { key: string, provider: Provider } }
    | { __typename: 'AliyunEcsTask', action: string | null, resourceId: string | null, supportsCancel: boolean | null, id: string, taskId: string, operation: string | null, status: BatchTaskStatus, providerStatus: string | null, createdAt: string | null, updatedAt: string | null, finishedAt: string | null, progress: number | null, failureReason: string | null, counts: { total: number | null, succeeded: number | null, failed: number | null, skipped: number | null }, source: { key: string, provider: Provider } }
    | { __typename: 'AliyunImmBatch', tags: unknown, phase: string | null, serviceRole: string | null, id: string, taskId: string, operation: string | null, status: BatchTaskStatus, providerStatus: string | null, createdAt: string | null, updatedAt: string | null, finishedAt: string | null, progress: number | null, failureReason: string | null, input: { bucket: string | null, prefix: string | null, matchExpressions: Array<string> } | null, actions: Array<{ name: string | null, parameters: Array<string>, fastFailPolicy: string | null }>, statistic: { submitSuccess: number | null, submitFailure: number | null, skipFiles: number | null } | null, counts: { total: number | null, succeeded: number | null, failed: number | null, skipped: number | null }, source: { key: string, provider: Provider } }
    | { __typename: 'AliyunPolarDbBatchTask', name: string | null, taskType: string | null, startedAt: string | null, id: string, taskId: string, operation: string | null, status: BatchTaskStatus, providerStatus: string | null, createdAt: string | null, updatedAt: string | null, finishedAt: string | null, progress: number | null, failureReason: string | null, counts: { total: number | null, succeeded: number | null, failed: number | null, skipped: number | null }, source: { key: string, provider: Provider } }
    | { __typename: 'HuaweiDnsBatchTask', type: string | null, id: string, taskId: string, operation: string | null, status: BatchTaskStatus, providerStatus: string | null, createdAt: string | null, updatedAt: string | null, finishedAt: string | null, progress: number | null, failureReason: string | null, counts: { total: number | null, succeeded: number | null, failed: number | null, skipped: number | null }, source: { key: string, provider: Provider } }
    | { __typename: 'Source' }
    | { __typename: 'TencentDnsPodBatchTask', id: string, taskId: string, operation: string | null, status: BatchTaskStatus, providerStatus: string | null, createdAt: string | null, updatedAt: string | null, finishedAt: string | null, progress: number | null, failureReason: string | null, counts: { total: number | null, succeeded: number | null, failed: number | null, skipped: number | null }, source: { key: string, provider: Provider } }
   | null };

export type NodesQueryVariables = Exact<{
  ids: Array<string | number> | string | number;
}>;


export type NodesQuery = { nodes: Array<
    | { __typename: 'AliyunDnsBatchTask', taskId: string, status: BatchTaskStatus, id: string }
    | { __typename: 'AliyunEcsTask', taskId: string, status: BatchTaskStatus, id: string }
    | { __typename: 'AliyunImmBatch', taskId: string, status: BatchTaskStatus, id: string }
    | { __typename: 'AliyunPolarDbBatchTask', taskId: string, status: BatchTaskStatus, id: string }
    | { __typename: 'HuaweiDnsBatchTask', taskId: string, status: BatchTaskStatus, id: string }
    | { __typename: 'Source', key: string, id: string }
    | { __typename: 'TencentDnsPodBatchTask', taskId: string, status: BatchTaskStatus, id: string }
   | null> };

export type DnsBatchTaskQueryVariables = Exact<{
  source: string;
  taskId?: string | null | undefined;
  batchType?: AliyunDnsBatchType | null | undefined;
  language?: Language | null | undefined;
}>;


export type DnsBatchTaskQuery = { aliyunDnsBatchTask: { __typename: 'AliyunDnsBatchTask', batchType: string | null, id: string, taskId: string, operation: string | null, status: BatchTaskStatus, providerStatus: string | null, createdAt: string | null, updatedAt: string | null, finishedAt: string | null, progress: number | null, failureReason: string | null, counts: { total: number | null, succeeded: number | null, failed: number | null, skipped: number | null }, source: { key: string, provider: Provider } } | null };

export type SourceFieldsFragment = { id: string, key: string, provider: Provider, region: string | null, project: string | null, canList: boolean };

export type SourcesQueryVariables = Exact<{
  key: string;
}>;


export type SourcesQuery = { sources: Array<{ id: string, key: string, provider: Provider, region: string | null, project: string | null, canList: boolean }>, source: { id: string, key: string, provider: Provider, region: string | null, project: string | null, canList: boolean } | null };

export type DnsPodBatchTaskQueryVariables = Exact<{
  taskId: string;
  first?: number | null | undefined;
  after?: string | null | undefined;
  recordsFirst?: number | null | undefined;
  recordsAfter?: string | null | undefined;
  failuresFirst?: number | null | undefined;
}>;


export type DnsPodBatchTaskQuery = { batchTask:
    | { __typename: 'AliyunDnsBatchTask', id: string, taskId: string, operation: string | null, status: BatchTaskStatus, providerStatus: string | null, createdAt: string | null, updatedAt: string | null, finishedAt: string | null, progress: number | null, failureReason: string | null, counts: { total: number | null, succeeded: number | null, failed: number | null, skipped: number | null }, source: { key: string, provider: Provider } }
    | { __typename: 'AliyunEcsTask', id: string, taskId: string, operation: string | null, status: BatchTaskStatus, providerStatus: string | null, createdAt: string | null, updatedAt: string | null, finishedAt: string | null, progress: number | null, failureReason: string | null, counts: { total: number | null, succeeded: number | null, failed: number | null, skipped: number | null }, source: { key: string, provider: Provider } }
    | { __typename: 'AliyunImmBatch', id: string, taskId: string, operation: string | null, status: BatchTaskStatus, providerStatus: string | null, createdAt: string | null, updatedAt: string | null, finishedAt: string | null, progress: number | null, failureReason: string | null, counts: { total: number | null, succeeded: number | null, failed: number | null, skipped: number | null }, source: { key: string, provider: Provider } }
    | { __typename: 'AliyunPolarDbBatchTask', id: string, taskId: string, operation: string | null, status: BatchTaskStatus, providerStatus: string | null, createdAt: string | null, updatedAt: string | null, finishedAt: string | null, progress: number | null, failureReason: string | null, counts: { total: number | null, succeeded: number | null, failed: number | null, skipped: number | null }, source: { key: string, provider: Provider } }
    | { __typename: 'HuaweiDnsBatchTask', id: string, taskId: string, operation: string | null, status: BatchTaskStatus, providerStatus: string | null, createdAt: string | null, updatedAt: string | null, finishedAt: string | null, progress: number | null, failureReason: string | null, counts: { total: number | null, succeeded: number | null, failed: number | null, skipped: number | null }, source: { key: string, provider: Provider } }
    | { __typename: 'TencentDnsPodBatchTask', jobType: string | null, id: string, taskId: string, operation: string | null, status: BatchTaskStatus, providerStatus: string | null, createdAt: string | null, updatedAt: string | null, finishedAt: string | null, progress: number | null, failureReason: string | null, details: { totalCount: number | null, nodes: Array<{ domain: string | null, domainId: string | null, domainGrade: string | null, operation: string | null, status: BatchTaskStatus, providerStatus: string | null, errorMessage: string | null, records: { totalCount: number | null, nodes: Array<{ recordId: string | null, subDomain: string | null, type: string | null, line: string | null, value: string | null, ttl: number | null, priority: number | null, weight: number | null, enabled: boolean | null, remark: string | null, operation: string | null, status: BatchTaskStatus, providerStatus: string | null, errorMessage: string | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null, failures: { totalCount: number | null, nodes: Array<{ item: string | null, code: string | null, message: string | null }> } | null, counts: { total: number | null, succeeded: number | null, failed: number | null, skipped: number | null }, source: { key: string, provider: Provider } }
   | null };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const TaskFragmentDoc = new TypedDocumentString(`
    fragment Task on BatchTask {
  __typename
  id
  taskId
  operation
  status
  providerStatus
  createdAt
  updatedAt
  finishedAt
  progress
  failureReason
  counts {
    total
    succeeded
    failed
    skipped
  }
  source {
    key
    provider
  }
}
    `, {"fragmentName":"Task"}) as unknown as TypedDocumentString<TaskFragment, unknown>;
export const AnyTaskFragmentDoc = new TypedDocumentString(`
    fragment AnyTask on BatchTask {
  ...Task
  ... on AliyunDnsBatchTask {
    batchType
  }
  ... on AliyunEcsTask {
    action
    resourceId
    supportsCancel
  }
  ... on AliyunImmBatch {
    tags
    phase
    serviceRole
    input {
      bucket
      prefix
      matchExpressions
    }
    actions {
      name
      parameters
      fastFailPolicy
    }
    statistic {
      submitSuccess
      submitFailure
      skipFiles
    }
  }
  ... on AliyunPolarDbBatchTask {
    name
    taskType
    startedAt
  }
  ... on HuaweiDnsBatchTask {
    type
  }
}
    fragment Task on BatchTask {
  __typename
  id
  taskId
  operation
  status
  providerStatus
  createdAt
  updatedAt
  finishedAt
  progress
  failureReason
  counts {
    total
    succeeded
    failed
    skipped
  }
  source {
    key
    provider
  }
}`, {"fragmentName":"AnyTask"}) as unknown as TypedDocumentString<AnyTaskFragment, unknown>;
export const SourceFieldsFragmentDoc = new TypedDocumentString(`
    fragment SourceFields on Source {
  id
  key
  provider
  region
  project
  canList
}
    `, {"fragmentName":"SourceFields"}) as unknown as TypedDocumentString<SourceFieldsFragment, unknown>;
export const BatchTaskDocument = new TypedDocumentString(`
    query BatchTask($source: String!, $taskId: String!) {
  batchTask(source: $source, taskId: $taskId) {
    ...AnyTask
  }
}
    fragment Task on BatchTask {
  __typename
  id
  taskId
  operation
  status
  providerStatus
  createdAt
  updatedAt
  finishedAt
  progress
  failureReason
  counts {
    total
    succeeded
    failed
    skipped
  }
  source {
    key
    provider
  }
}
fragment AnyTask on BatchTask {
  ...Task
  ... on AliyunDnsBatchTask {
    batchType
  }
  ... on AliyunEcsTask {
    action
    resourceId
    supportsCancel
  }
  ... on AliyunImmBatch {
    tags
    phase
    serviceRole
    input {
      bucket
      prefix
      matchExpressions
    }
    actions {
      name
      parameters
      fastFailPolicy
    }
    statistic {
      submitSuccess
      submitFailure
      skipFiles
    }
  }
  ... on AliyunPolarDbBatchTask {
    name
    taskType
    startedAt
  }
  ... on HuaweiDnsBatchTask {
    type
  }
}`) as unknown as TypedDocumentString<BatchTaskQuery, BatchTaskQueryVariables>;
export const BatchTaskByIdDocument = new TypedDocumentString(`
    query BatchTaskById($id: ID!) {
  batchTask(id: $id) {
    ...AnyTask
  }
}
    fragment Task on BatchTask {
  __typename
  id
  taskId
  operation
  status
  providerStatus
  createdAt
  updatedAt
  finishedAt
  progress
  failureReason
  counts {
    total
    succeeded
    failed
    skipped
  }
  source {
    key
    provider
  }
}
fragment AnyTask on BatchTask {
  ...Task
  ... on AliyunDnsBatchTask {
    batchType
  }
  ... on AliyunEcsTask {
    action
    resourceId
    supportsCancel
  }
  ... on AliyunImmBatch {
    tags
    phase
    serviceRole
    input {
      bucket
      prefix
      matchExpressions
    }
    actions {
      name
      parameters
      fastFailPolicy
    }
    statistic {
      submitSuccess
      submitFailure
      skipFiles
    }
  }
  ... on AliyunPolarDbBatchTask {
    name
    taskType
    startedAt
  }
  ... on HuaweiDnsBatchTask {
    type
  }
}`) as unknown as TypedDocumentString<BatchTaskByIdQuery, BatchTaskByIdQueryVariables>;
export const NodeDocument = new TypedDocumentString(`
    query Node($id: ID!) {
  node(id: $id) {
    __typename
    ...AnyTask
  }
}
    fragment Task on BatchTask {
  __typename
  id
  taskId
  operation
  status
  providerStatus
  createdAt
  updatedAt
  finishedAt
  progress
  failureReason
  counts {
    total
    succeeded
    failed
    skipped
  }
  source {
    key
    provider
  }
}
fragment AnyTask on BatchTask {
  ...Task
  ... on AliyunDnsBatchTask {
    batchType
  }
  ... on AliyunEcsTask {
    action
    resourceId
    supportsCancel
  }
  ... on AliyunImmBatch {
    tags
    phase
    serviceRole
    input {
      bucket
      prefix
      matchExpressions
    }
    actions {
      name
      parameters
      fastFailPolicy
    }
    statistic {
      submitSuccess
      submitFailure
      skipFiles
    }
  }
  ... on AliyunPolarDbBatchTask {
    name
    taskType
    startedAt
  }
  ... on HuaweiDnsBatchTask {
    type
  }
}`) as unknown as TypedDocumentString<NodeQuery, NodeQueryVariables>;
export const NodesDocument = new TypedDocumentString(`
    query Nodes($ids: [ID!]!) {
  nodes(ids: $ids) {
    __typename
    id
    ... on BatchTask {
      taskId
      status
    }
    ... on Source {
      key
    }
  }
}
    `) as unknown as TypedDocumentString<NodesQuery, NodesQueryVariables>;
export const DnsBatchTaskDocument = new TypedDocumentString(`
    query DnsBatchTask($source: String!, $taskId: String, $batchType: AliyunDnsBatchType, $language: Language) {
  aliyunDnsBatchTask(
    source: $source
    taskId: $taskId
    batchType: $batchType
    language: $language
  ) {
    ...Task
    batchType
  }
}
    fragment Task on BatchTask {
  __typename
  id
  taskId
  operation
  status
  providerStatus
  createdAt
  updatedAt
  finishedAt
  progress
  failureReason
  counts {
    total
    succeeded
    failed
    skipped
  }
  source {
    key
    provider
  }
}`) as unknown as TypedDocumentString<DnsBatchTaskQuery, DnsBatchTaskQueryVariables>;
export const SourcesDocument = new TypedDocumentString(`
    query Sources($key: String!) {
  sources {
    ...SourceFields
  }
  source(key: $key) {
    ...SourceFields
  }
}
    fragment SourceFields on Source {
  id
  key
  provider
  region
  project
  canList
}`) as unknown as TypedDocumentString<SourcesQuery, SourcesQueryVariables>;
export const DnsPodBatchTaskDocument = new TypedDocumentString(`
    query DnsPodBatchTask($taskId: String!, $first: Int, $after: String, $recordsFirst: Int, $recordsAfter: String, $failuresFirst: Int) {
  batchTask(source: "tencent-dnspod", taskId: $taskId) {
    ...Task
    ... on TencentDnsPodBatchTask {
      jobType
      details(first: $first, after: $after) {
        nodes {
          domain
          domainId
          domainGrade
          operation
          status
          providerStatus
          errorMessage
          records(first: $recordsFirst, after: $recordsAfter) {
            nodes {
              recordId
              subDomain
              type
              line
              value
              ttl
              priority
              weight
              enabled
              remark
              operation
              status
              providerStatus
              errorMessage
            }
            pageInfo {
              hasNextPage
              endCursor
            }
            totalCount
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
        totalCount
      }
      failures(first: $failuresFirst) {
        nodes {
          item
          code
          message
        }
        totalCount
      }
    }
  }
}
    fragment Task on BatchTask {
  __typename
  id
  taskId
  operation
  status
  providerStatus
  createdAt
  updatedAt
  finishedAt
  progress
  failureReason
  counts {
    total
    succeeded
    failed
    skipped
  }
  source {
    key
    provider
  }
}`) as unknown as TypedDocumentString<DnsPodBatchTaskQuery, DnsPodBatchTaskQueryVariables>;