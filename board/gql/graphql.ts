/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
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
  /** Only tasks that were created, changed or finished at this time or later, as far as the provider tells when, or as the gateway has seen it: `updatesTold` and `updatesSeenSince` of each source say what was found, and what cannot be. No provider filters by such times: the list is read to its end, by as many calls as without this filter. Set `createdAfter` as well if tasks of a certain age change no more. */
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

/** What has happened. */
export type TimelineChangeKind =
  /** A task has appeared in its list. */
  | 'ADDED'
  /** A task has changed, or stalls, and has not finished. */
  | 'CHANGED'
  /** A task has finished. */
  | 'FINISHED'
  /** A source cannot be read any more, fails in another way, or can be read again. */
  | 'SOURCE';

export type ChangesSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type ChangesSubscription = { timelineChanged: { kind: TimelineChangeKind, task:
      | { __typename: 'AliyunDnsBatchTask', id: string, taskId: string, operation: string | null, status: BatchTaskStatus, providerStatus: string | null, createdAt: string | null, finishedAt: string | null, estimatedFinishAt: string | null, stalledSince: string | null, progress: number | null, counts: { total: number | null, succeeded: number | null, failed: number | null, skipped: number | null }, source: { key: string } }
      | { __typename: 'AliyunEcsTask', id: string, taskId: string, operation: string | null, status: BatchTaskStatus, providerStatus: string | null, createdAt: string | null, finishedAt: string | null, estimatedFinishAt: string | null, stalledSince: string | null, progress: number | null, counts: { total: number | null, succeeded: number | null, failed: number | null, skipped: number | null }, source: { key: string } }
      | { __typename: 'AliyunImmBatch', id: string, taskId: string, operation: string | null, status: BatchTaskStatus, providerStatus: string | null, createdAt: string | null, finishedAt: string | null, estimatedFinishAt: string | null, stalledSince: string | null, progress: number | null, counts: { total: number | null, succeeded: number | null, failed: number | null, skipped: number | null }, source: { key: string } }
      | { __typename: 'AliyunPolarDbBatchTask', id: string, taskId: string, operation: string | null, status: BatchTaskStatus, providerStatus: string | null, createdAt: string | null, finishedAt: string | null, estimatedFinishAt: string | null, stalledSince: string | null, progress: number | null, counts: { total: number | null, succeeded: number | null, failed: number | null, skipped: number | null }, source: { key: string } }
      | { __typename: 'HuaweiDnsBatchTask', id: string, taskId: string, operation: string | null, status: BatchTaskStatus, providerStatus: string | null, createdAt: string | null, finishedAt: string | null, estimatedFinishAt: string | null, stalledSince: string | null, progress: number | null, counts: { total: number | null, succeeded: number | null, failed: number | null, skipped: number | null }, source: { key: string } }
      | { __typename: 'TencentDnsPodBatchTask', id: string, taskId: string, operation: string | null, status: BatchTaskStatus, providerStatus: string | null, createdAt: string | null, finishedAt: string | null, estimatedFinishAt: string | null, stalledSince: string | null, progress: number | null, counts: { total: number | null, succeeded: number | null, failed: number | null, skipped: number | null }, source: { key: string } }
     | null, source: { ok: boolean, failingSince: string | null, source: { key: string }, error: { code: string, message: string, retryable: boolean, providerCode: string | null, requestId: string | null } | null } | null } };

type Task_AliyunDnsBatchTask_Fragment = { __typename: 'AliyunDnsBatchTask', id: string, taskId: string, operation: string | null, status: BatchTaskStatus, providerStatus: string | null, createdAt: string | null, finishedAt: string | null, estimatedFinishAt: string | null, stalledSince: string | null, progress: number | null, counts: { total: number | null, succeeded: number | null, failed: number | null, skipped: number | null }, source: { key: string } };

type Task_AliyunEcsTask_Fragment = { __typename: 'AliyunEcsTask', id: string, taskId: string, operation: string | null, status: BatchTaskStatus, providerStatus: string | null, createdAt: string | null, finishedAt: string | null, estimatedFinishAt: string | null, stalledSince: string | null, progress: number | null, counts: { total: number | null, succeeded: number | null, failed: number | null, skipped: number | null }, source: { key: string } };

type Task_AliyunImmBatch_Fragment = { __typename: 'AliyunImmBatch', id: string, taskId: string, operation: string | null, status: BatchTaskStatus, providerStatus: string | null, createdAt: string | null, finishedAt: string | null, estimatedFinishAt: string | null, stalledSince: string | null, progress: number | null, counts: { total: number | null, succeeded: number | null, failed: number | null, skipped: number | null }, source: { key: string } };

type Task_AliyunPolarDbBatchTask_Fragment = { __typename: 'AliyunPolarDbBatchTask', id: string, taskId: string, operation: string | null, status: BatchTaskStatus, providerStatus: string | null, createdAt: string | null, finishedAt: string | null, estimatedFinishAt: string | null, stalledSince: string | null, progress: number | null, counts: { total: number | null, succeeded: number | null, failed: number | null, skipped: number | null }, source: { key: string } };

type Task_HuaweiDnsBatchTask_Fragment = { __typename: 'HuaweiDnsBatchTask', id: string, taskId: string, operation: string | null, status: BatchTaskStatus, providerStatus: string | null, createdAt: string | null, finishedAt: string | null, estimatedFinishAt: string | null, stalledSince: string | null, progress: number | null, counts: { total: number | null, succeeded: number | null, failed: number | null, skipped: number | null }, source: { key: string } };

type Task_TencentDnsPodBatchTask_Fragment = { __typename: 'TencentDnsPodBatchTask', id: string, taskId: string, operation: string | null, status: BatchTaskStatus, providerStatus: string | null, createdAt: string | null, finishedAt: string | null, estimatedFinishAt: string | null, stalledSince: string | null, progress: number | null, counts: { total: number | null, succeeded: number | null, failed: number | null, skipped: number | null }, source: { key: string } };

export type TaskFragment =
  | Task_AliyunDnsBatchTask_Fragment
  | Task_AliyunEcsTask_Fragment
  | Task_AliyunImmBatch_Fragment
  | Task_AliyunPolarDbBatchTask_Fragment
  | Task_HuaweiDnsBatchTask_Fragment
  | Task_TencentDnsPodBatchTask_Fragment
;

export type OutcomeFragment = { ok: boolean, failingSince: string | null, source: { key: string }, error: { code: string, message: string, retryable: boolean, providerCode: string | null, requestId: string | null } | null };

export type TimelineQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  filter?: BatchTaskFilter | null | undefined;
}>;


export type TimelineQuery = { batchTasks: { totalCount: number | null, nodes: Array<
      | { __typename: 'AliyunDnsBatchTask', id: string, taskId: string, operation: string | null, status: BatchTaskStatus, providerStatus: string | null, createdAt: string | null, finishedAt: string | null, estimatedFinishAt: string | null, stalledSince: string | null, progress: number | null, counts: { total: number | null, succeeded: number | null, failed: number | null, skipped: number | null }, source: { key: string } }
      | { __typename: 'AliyunEcsTask', id: string, taskId: string, operation: string | null, status: BatchTaskStatus, providerStatus: string | null, createdAt: string | null, finishedAt: string | null, estimatedFinishAt: string | null, stalledSince: string | null, progress: number | null, counts: { total: number | null, succeeded: number | null, failed: number | null, skipped: number | null }, source: { key: string } }
      | { __typename: 'AliyunImmBatch', id: string, taskId: string, operation: string | null, status: BatchTaskStatus, providerStatus: string | null, createdAt: string | null, finishedAt: string | null, estimatedFinishAt: string | null, stalledSince: string | null, progress: number | null, counts: { total: number | null, succeeded: number | null, failed: number | null, skipped: number | null }, source: { key: string } }
      | { __typename: 'AliyunPolarDbBatchTask', id: string, taskId: string, operation: string | null, status: BatchTaskStatus, providerStatus: string | null, createdAt: string | null, finishedAt: string | null, estimatedFinishAt: string | null, stalledSince: string | null, progress: number | null, counts: { total: number | null, succeeded: number | null, failed: number | null, skipped: number | null }, source: { key: string } }
      | { __typename: 'HuaweiDnsBatchTask', id: string, taskId: string, operation: string | null, status: BatchTaskStatus, providerStatus: string | null, createdAt: string | null, finishedAt: string | null, estimatedFinishAt: string | null, stalledSince: string | null, progress: number | null, counts: { total: number | null, succeeded: number | null, failed: number | null, skipped: number | null }, source: { key: string } }
      | { __typename: 'TencentDnsPodBatchTask', id: string, taskId: string, operation: string | null, status: BatchTaskStatus, providerStatus: string | null, createdAt: string | null, finishedAt: string | null, estimatedFinishAt: string | null, stalledSince: string | null, progress: number | null, counts: { total: number | null, succeeded: number | null, failed: number | null, skipped: number | null }, source: { key: string } }
    >, pageInfo: { hasNextPage: boolean, endCursor: string | null }, sources: Array<{ ok: boolean, failingSince: string | null, source: { key: string }, error: { code: string, message: string, retryable: boolean, providerCode: string | null, requestId: string | null } | null }> } };

export type SourcesQueryVariables = Exact<{ [key: string]: never; }>;


export type SourcesQuery = { sources: Array<{ id: string, key: string, provider: Provider, region: string | null, project: string | null, canList: boolean }> };

export type LookUpQueryVariables = Exact<{
  source: string;
  taskId: string;
}>;


export type LookUpQuery = { batchTask:
    | { __typename: 'AliyunDnsBatchTask', id: string, taskId: string, operation: string | null, status: BatchTaskStatus, providerStatus: string | null, createdAt: string | null, finishedAt: string | null, estimatedFinishAt: string | null, stalledSince: string | null, progress: number | null, counts: { total: number | null, succeeded: number | null, failed: number | null, skipped: number | null }, source: { key: string } }
    | { __typename: 'AliyunEcsTask', id: string, taskId: string, operation: string | null, status: BatchTaskStatus, providerStatus: string | null, createdAt: string | null, finishedAt: string | null, estimatedFinishAt: string | null, stalledSince: string | null, progress: number | null, counts: { total: number | null, succeeded: number | null, failed: number | null, skipped: number | null }, source: { key: string } }
    | { __typename: 'AliyunImmBatch', id: string, taskId: string, operation: string | null, status: BatchTaskStatus, providerStatus: string | null, createdAt: string | null, finishedAt: string | null, estimatedFinishAt: string | null, stalledSince: string | null, progress: number | null, counts: { total: number | null, succeeded: number | null, failed: number | null, skipped: number | null }, source: { key: string } }
    | { __typename: 'AliyunPolarDbBatchTask', id: string, taskId: string, operation: string | null, status: BatchTaskStatus, providerStatus: string | null, createdAt: string | null, finishedAt: string | null, estimatedFinishAt: string | null, stalledSince: string | null, progress: number | null, counts: { total: number | null, succeeded: number | null, failed: number | null, skipped: number | null }, source: { key: string } }
    | { __typename: 'HuaweiDnsBatchTask', id: string, taskId: string, operation: string | null, status: BatchTaskStatus, providerStatus: string | null, createdAt: string | null, finishedAt: string | null, estimatedFinishAt: string | null, stalledSince: string | null, progress: number | null, counts: { total: number | null, succeeded: number | null, failed: number | null, skipped: number | null }, source: { key: string } }
    | { __typename: 'TencentDnsPodBatchTask', id: string, taskId: string, operation: string | null, status: BatchTaskStatus, providerStatus: string | null, createdAt: string | null, finishedAt: string | null, estimatedFinishAt: string | null, stalledSince: string | null, progress: number | null, counts: { total: number | null, succeeded: number | null, failed: number | null, skipped: number | null }, source: { key: string } }
   | null };

export type RefreshQueryVariables = Exact<{
  ids: Array<string | number> | string | number;
}>;


export type RefreshQuery = { nodes: Array<
    | { __typename: 'AliyunDnsBatchTask', id: string, taskId: string, operation: string | null, status: BatchTaskStatus, providerStatus: string | null, createdAt: string | null, finishedAt: string | null, estimatedFinishAt: string | null, stalledSince: string | null, progress: number | null, counts: { total: number | null, succeeded: number | null, failed: number | null, skipped: number | null }, source: { key: string } }
    | { __typename: 'AliyunEcsTask', id: string, taskId: string, operation: string | null, status: BatchTaskStatus, providerStatus: string | null, createdAt: string | null, finishedAt: string | null, estimatedFinishAt: string | null, stalledSince: string | null, progress: number | null, counts: { total: number | null, succeeded: number | null, failed: number | null, skipped: number | null }, source: { key: string } }
    | { __typename: 'AliyunImmBatch', id: string, taskId: string, operation: string | null, status: BatchTaskStatus, providerStatus: string | null, createdAt: string | null, finishedAt: string | null, estimatedFinishAt: string | null, stalledSince: string | null, progress: number | null, counts: { total: number | null, succeeded: number | null, failed: number | null, skipped: number | null }, source: { key: string } }
    | { __typename: 'AliyunPolarDbBatchTask', id: string, taskId: string, operation: string | null, status: BatchTaskStatus, providerStatus: string | null, createdAt: string | null, finishedAt: string | null, estimatedFinishAt: string | null, stalledSince: string | null, progress: number | null, counts: { total: number | null, succeeded: number | null, failed: number | null, skipped: number | null }, source: { key: string } }
    | { __typename: 'HuaweiDnsBatchTask', id: string, taskId: string, operation: string | null, status: BatchTaskStatus, providerStatus: string | null, createdAt: string | null, finishedAt: string | null, estimatedFinishAt: string | null, stalledSince: string | null, progress: number | null, counts: { total: number | null, succeeded: number | null, failed: number | null, skipped: number | null }, source: { key: string } }
    | { __typename: 'TencentDnsPodBatchTask', id: string, taskId: string, operation: string | null, status: BatchTaskStatus, providerStatus: string | null, createdAt: string | null, finishedAt: string | null, estimatedFinishAt: string | null, stalledSince: string | null, progress: number | null, counts: { total: number | null, succeeded: number | null, failed: number | null, skipped: number | null }, source: { key: string } }
    | Record<PropertyKey, never>
   | null> };

export type NumbersQueryVariables = Exact<{
  first: number;
  today: string;
}>;


export type NumbersQuery = { running: { nodes: Array<
      | { __typename: 'AliyunDnsBatchTask', id: string, taskId: string, operation: string | null, status: BatchTaskStatus, providerStatus: string | null, createdAt: string | null, finishedAt: string | null, estimatedFinishAt: string | null, stalledSince: string | null, progress: number | null, counts: { total: number | null, succeeded: number | null, failed: number | null, skipped: number | null }, source: { key: string } }
      | { __typename: 'AliyunEcsTask', id: string, taskId: string, operation: string | null, status: BatchTaskStatus, providerStatus: string | null, createdAt: string | null, finishedAt: string | null, estimatedFinishAt: string | null, stalledSince: string | null, progress: number | null, counts: { total: number | null, succeeded: number | null, failed: number | null, skipped: number | null }, source: { key: string } }
      | { __typename: 'AliyunImmBatch', id: string, taskId: string, operation: string | null, status: BatchTaskStatus, providerStatus: string | null, createdAt: string | null, finishedAt: string | null, estimatedFinishAt: string | null, stalledSince: string | null, progress: number | null, counts: { total: number | null, succeeded: number | null, failed: number | null, skipped: number | null }, source: { key: string } }
      | { __typename: 'AliyunPolarDbBatchTask', id: string, taskId: string, operation: string | null, status: BatchTaskStatus, providerStatus: string | null, createdAt: string | null, finishedAt: string | null, estimatedFinishAt: string | null, stalledSince: string | null, progress: number | null, counts: { total: number | null, succeeded: number | null, failed: number | null, skipped: number | null }, source: { key: string } }
      | { __typename: 'HuaweiDnsBatchTask', id: string, taskId: string, operation: string | null, status: BatchTaskStatus, providerStatus: string | null, createdAt: string | null, finishedAt: string | null, estimatedFinishAt: string | null, stalledSince: string | null, progress: number | null, counts: { total: number | null, succeeded: number | null, failed: number | null, skipped: number | null }, source: { key: string } }
      | { __typename: 'TencentDnsPodBatchTask', id: string, taskId: string, operation: string | null, status: BatchTaskStatus, providerStatus: string | null, createdAt: string | null, finishedAt: string | null, estimatedFinishAt: string | null, stalledSince: string | null, progress: number | null, counts: { total: number | null, succeeded: number | null, failed: number | null, skipped: number | null }, source: { key: string } }
    >, pageInfo: { hasNextPage: boolean }, sources: Array<{ ok: boolean, failingSince: string | null, source: { key: string }, error: { code: string, message: string, retryable: boolean, providerCode: string | null, requestId: string | null } | null }> }, failed: { nodes: Array<
      | { __typename: 'AliyunDnsBatchTask', id: string, taskId: string, operation: string | null, status: BatchTaskStatus, providerStatus: string | null, createdAt: string | null, finishedAt: string | null, estimatedFinishAt: string | null, stalledSince: string | null, progress: number | null, counts: { total: number | null, succeeded: number | null, failed: number | null, skipped: number | null }, source: { key: string } }
      | { __typename: 'AliyunEcsTask', id: string, taskId: string, operation: string | null, status: BatchTaskStatus, providerStatus: string | null, createdAt: string | null, finishedAt: string | null, estimatedFinishAt: string | null, stalledSince: string | null, progress: number | null, counts: { total: number | null, succeeded: number | null, failed: number | null, skipped: number | null }, source: { key: string } }
      | { __typename: 'AliyunImmBatch', id: string, taskId: string, operation: string | null, status: BatchTaskStatus, providerStatus: string | null, createdAt: string | null, finishedAt: string | null, estimatedFinishAt: string | null, stalledSince: string | null, progress: number | null, counts: { total: number | null, succeeded: number | null, failed: number | null, skipped: number | null }, source: { key: string } }
      | { __typename: 'AliyunPolarDbBatchTask', id: string, taskId: string, operation: string | null, status: BatchTaskStatus, providerStatus: string | null, createdAt: string | null, finishedAt: string | null, estimatedFinishAt: string | null, stalledSince: string | null, progress: number | null, counts: { total: number | null, succeeded: number | null, failed: number | null, skipped: number | null }, source: { key: string } }
      | { __typename: 'HuaweiDnsBatchTask', id: string, taskId: string, operation: string | null, status: BatchTaskStatus, providerStatus: string | null, createdAt: string | null, finishedAt: string | null, estimatedFinishAt: string | null, stalledSince: string | null, progress: number | null, counts: { total: number | null, succeeded: number | null, failed: number | null, skipped: number | null }, source: { key: string } }
      | { __typename: 'TencentDnsPodBatchTask', id: string, taskId: string, operation: string | null, status: BatchTaskStatus, providerStatus: string | null, createdAt: string | null, finishedAt: string | null, estimatedFinishAt: string | null, stalledSince: string | null, progress: number | null, counts: { total: number | null, succeeded: number | null, failed: number | null, skipped: number | null }, source: { key: string } }
    >, pageInfo: { hasNextPage: boolean } } };

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
  finishedAt
  estimatedFinishAt
  stalledSince
  progress
  counts {
    total
    succeeded
    failed
    skipped
  }
  source {
    key
  }
}
    `, {"fragmentName":"Task"}) as unknown as TypedDocumentString<TaskFragment, unknown>;
export const OutcomeFragmentDoc = new TypedDocumentString(`
    fragment Outcome on SourceOutcome {
  ok
  source {
    key
  }
  error {
    code
    message
    retryable
    providerCode
    requestId
  }
  failingSince
}
    `, {"fragmentName":"Outcome"}) as unknown as TypedDocumentString<OutcomeFragment, unknown>;
export const ChangesDocument = new TypedDocumentString(`
    subscription Changes {
  timelineChanged {
    kind
    task {
      ...Task
    }
    source {
      ...Outcome
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
  finishedAt
  estimatedFinishAt
  stalledSince
  progress
  counts {
    total
    succeeded
    failed
    skipped
  }
  source {
    key
  }
}
fragment Outcome on SourceOutcome {
  ok
  source {
    key
  }
  error {
    code
    message
    retryable
    providerCode
    requestId
  }
  failingSince
}`) as unknown as TypedDocumentString<ChangesSubscription, ChangesSubscriptionVariables>;
export const TimelineDocument = new TypedDocumentString(`
    query Timeline($first: Int!, $after: String, $filter: BatchTaskFilter) {
  batchTasks(first: $first, after: $after, filter: $filter) {
    nodes {
      ...Task
    }
    totalCount
    pageInfo {
      hasNextPage
      endCursor
    }
    sources {
      ...Outcome
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
  finishedAt
  estimatedFinishAt
  stalledSince
  progress
  counts {
    total
    succeeded
    failed
    skipped
  }
  source {
    key
  }
}
fragment Outcome on SourceOutcome {
  ok
  source {
    key
  }
  error {
    code
    message
    retryable
    providerCode
    requestId
  }
  failingSince
}`) as unknown as TypedDocumentString<TimelineQuery, TimelineQueryVariables>;
export const SourcesDocument = new TypedDocumentString(`
    query Sources {
  sources {
    id
    key
    provider
    region
    project
    canList
  }
}
    `) as unknown as TypedDocumentString<SourcesQuery, SourcesQueryVariables>;
export const LookUpDocument = new TypedDocumentString(`
    query LookUp($source: String!, $taskId: String!) {
  batchTask(source: $source, taskId: $taskId) {
    ...Task
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
  finishedAt
  estimatedFinishAt
  stalledSince
  progress
  counts {
    total
    succeeded
    failed
    skipped
  }
  source {
    key
  }
}`) as unknown as TypedDocumentString<LookUpQuery, LookUpQueryVariables>;
export const RefreshDocument = new TypedDocumentString(`
    query Refresh($ids: [ID!]!) {
  nodes(ids: $ids) {
    ...Task
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
  finishedAt
  estimatedFinishAt
  stalledSince
  progress
  counts {
    total
    succeeded
    failed
    skipped
  }
  source {
    key
  }
}`) as unknown as TypedDocumentString<RefreshQuery, RefreshQueryVariables>;
export const NumbersDocument = new TypedDocumentString(`
    query Numbers($first: Int!, $today: DateTime!) {
  running: batchTasks(first: $first, filter: { statuses: [RUNNING] }) {
    nodes {
      ...Task
    }
    pageInfo {
      hasNextPage
    }
    sources {
      ...Outcome
    }
  }
  failed: batchTasks(
    first: $first
    filter: { statuses: [FAILED, PARTIALLY_FAILED], createdAfter: $today }
  ) {
    nodes {
      ...Task
    }
    pageInfo {
      hasNextPage
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
  finishedAt
  estimatedFinishAt
  stalledSince
  progress
  counts {
    total
    succeeded
    failed
    skipped
  }
  source {
    key
  }
}
fragment Outcome on SourceOutcome {
  ok
  source {
    key
  }
  error {
    code
    message
    retryable
    providerCode
    requestId
  }
  failingSince
}`) as unknown as TypedDocumentString<NumbersQuery, NumbersQueryVariables>;