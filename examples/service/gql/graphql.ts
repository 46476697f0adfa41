/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
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

export type TimelineQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
}>;


export type TimelineQuery = { batchTasks: { nodes: Array<
      | { id: string, taskId: string, operation: string | null, status: BatchTaskStatus, progress: number | null, createdAt: string | null, source: { key: string } }
      | { id: string, taskId: string, operation: string | null, status: BatchTaskStatus, progress: number | null, createdAt: string | null, source: { key: string } }
      | { id: string, taskId: string, operation: string | null, status: BatchTaskStatus, progress: number | null, createdAt: string | null, source: { key: string } }
      | { id: string, taskId: string, operation: string | null, status: BatchTaskStatus, progress: number | null, createdAt: string | null, source: { key: string } }
      | { id: string, taskId: string, operation: string | null, status: BatchTaskStatus, progress: number | null, createdAt: string | null, source: { key: string } }
      | { id: string, taskId: string, operation: string | null, status: BatchTaskStatus, progress: number | null, createdAt: string | null, source: { key: string } }
    >, pageInfo: { endCursor: string | null, hasNextPage: boolean }, sources: Array<{ retryAfterMs: number | null, source: { key: string }, error: { code: string, message: string, retryable: boolean } | null }> } };

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

export const TimelineDocument = new TypedDocumentString(`
    query Timeline($first: Int!, $after: String) {
  batchTasks(first: $first, after: $after) {
    nodes {
      id
      taskId
      operation
      status
      progress
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