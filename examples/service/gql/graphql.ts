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

export type FailuresQueryVariables = Exact<{
  id: string | number;
  first: number;
  after?: string | null | undefined;
}>;


export type FailuresQuery = { node:
    | { taskId: string, operation: string | null, status: BatchTaskStatus, source: { key: string }, failures: { nodes: Array<{ item: string | null, message: string | null }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } | null }
    | { taskId: string, operation: string | null, status: BatchTaskStatus, source: { key: string }, failures: { nodes: Array<{ item: string | null, message: string | null }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } | null }
    | { taskId: string, operation: string | null, status: BatchTaskStatus, source: { key: string }, failures: { nodes: Array<{ item: string | null, message: string | null }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } | null }
    | { taskId: string, operation: string | null, status: BatchTaskStatus, source: { key: string }, failures: { nodes: Array<{ item: string | null, message: string | null }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } | null }
    | { taskId: string, operation: string | null, status: BatchTaskStatus, source: { key: string }, failures: { nodes: Array<{ item: string | null, message: string | null }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } | null }
    | { taskId: string, operation: string | null, status: BatchTaskStatus, source: { key: string }, failures: { nodes: Array<{ item: string | null, message: string | null }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } | null }
    | Record<PropertyKey, never>
   | null };

export type TimelineQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  filter?: BatchTaskFilter | null | undefined;
}>;


export type TimelineQuery = { batchTasks: { nodes: Array<
      | { id: string, taskId: string, operation: string | null, status: BatchTaskStatus, createdAt: string | null, source: { key: string } }
      | { id: string, taskId: string, operation: string | null, status: BatchTaskStatus, createdAt: string | null, source: { key: string } }
      | { id: string, taskId: string, operation: string | null, status: BatchTaskStatus, createdAt: string | null, source: { key: string } }
      | { id: string, taskId: string, operation: string | null, status: BatchTaskStatus, createdAt: string | null, source: { key: string } }
      | { id: string, taskId: string, operation: string | null, status: BatchTaskStatus, createdAt: string | null, source: { key: string } }
      | { id: string, taskId: string, operation: string | null, status: BatchTaskStatus, createdAt: string | null, source: { key: string } }
    >, pageInfo: { endCursor: string | null, hasNextPage: boolean }, sources: Array<{ retryAfterMs: number | null, source: { key: string }, error: { code: string, message: string, retryable: boolean } | null }> } };

export type WaitQueryVariables = Exact<{
  id: string | number;
  timeoutSeconds: number;
}>;


export type WaitQuery = { awaitBatchTask:
    | { id: string, taskId: string, operation: string | null, status: BatchTaskStatus, progress: number | null, createdAt: string | null, failureReason: string | null, source: { key: string } }
    | { id: string, taskId: string, operation: string | null, status: BatchTaskStatus, progress: number | null, createdAt: string | null, failureReason: string | null, source: { key: string } }
    | { id: string, taskId: string, operation: string | null, status: BatchTaskStatus, progress: number | null, createdAt: string | null, failureReason: string | null, source: { key: string } }
    | { id: string, taskId: string, operation: string | null, status: BatchTaskStatus, progress: number | null, createdAt: string | null, failureReason: string | null, source: { key: string } }
    | { id: string, taskId: string, operation: string | null, status: BatchTaskStatus, progress: number | null, createdAt: string | null, failureReason: string | null, source: { key: string } }
    | { id: string, taskId: string, operation: string | null, status: BatchTaskStatus, progress: number | null, createdAt: string | null, failureReason: string | null, source: { key: string } }
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

export const FailuresDocument = new TypedDocumentString(`
    query Failures($id: ID!, $first: Int!, $after: String) {
  node(id: $id) {
    ... on BatchTask {
      taskId
      operation
      status
      source {
        key
      }
      failures(first: $first, after: $after) {
        nodes {
          item
          message
        }
        pageInfo {
          endCursor
          hasNextPage
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<FailuresQuery, FailuresQueryVariables>;
export const TimelineDocument = new TypedDocumentString(`
    query Timeline($first: Int!, $after: String, $filter: BatchTaskFilter) {
  batchTasks(first: $first, after: $after, filter: $filter) {
    nodes {
      id
      taskId
      operation
      status
      createdAt
      source {
        key
      }
    }
    pageInfo {
      endCursor
      hasNextPage
    }
    sources {
      source {
        key
      }
      error {
        code
        message
        retryable
      }
      retryAfterMs
    }
  }
}
    `) as unknown as TypedDocumentString<TimelineQuery, TimelineQueryVariables>;
export const WaitDocument = new TypedDocumentString(`
    query Wait($id: ID!, $timeoutSeconds: Int!) {
  awaitBatchTask(id: $id, timeoutSeconds: $timeoutSeconds) {
    id
    taskId
    operation
    status
    progress
    createdAt
    source {
      key
    }
    failureReason
  }
}
    `) as unknown as TypedDocumentString<WaitQuery, WaitQueryVariables>;