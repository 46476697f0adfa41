/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
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

export type NewestTasksQueryVariables = Exact<{ [key: string]: never; }>;


export type NewestTasksQuery = { batchTasks: { nodes: Array<
      | { id: string, taskId: string, operation: string | null, status: BatchTaskStatus, progress: number | null, createdAt: string | null, source: { id: string, key: string } }
      | { id: string, taskId: string, operation: string | null, status: BatchTaskStatus, progress: number | null, createdAt: string | null, source: { id: string, key: string } }
      | { id: string, taskId: string, operation: string | null, status: BatchTaskStatus, progress: number | null, createdAt: string | null, source: { id: string, key: string } }
      | { id: string, taskId: string, operation: string | null, status: BatchTaskStatus, progress: number | null, createdAt: string | null, source: { id: string, key: string } }
      | { id: string, taskId: string, operation: string | null, status: BatchTaskStatus, progress: number | null, createdAt: string | null, source: { id: string, key: string } }
      | { id: string, taskId: string, operation: string | null, status: BatchTaskStatus, progress: number | null, createdAt: string | null, source: { id: string, key: string } }
    >, sources: Array<{ source: { id: string, key: string }, error: { message: string } | null }> } };

export type TimelineChangedSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type TimelineChangedSubscription = { timelineChanged: { kind: TimelineChangeKind, task:
      | { id: string, taskId: string, operation: string | null, status: BatchTaskStatus, progress: number | null, createdAt: string | null, source: { id: string, key: string } }
      | { id: string, taskId: string, operation: string | null, status: BatchTaskStatus, progress: number | null, createdAt: string | null, source: { id: string, key: string } }
      | { id: string, taskId: string, operation: string | null, status: BatchTaskStatus, progress: number | null, createdAt: string | null, source: { id: string, key: string } }
      | { id: string, taskId: string, operation: string | null, status: BatchTaskStatus, progress: number | null, createdAt: string | null, source: { id: string, key: string } }
      | { id: string, taskId: string, operation: string | null, status: BatchTaskStatus, progress: number | null, createdAt: string | null, source: { id: string, key: string } }
      | { id: string, taskId: string, operation: string | null, status: BatchTaskStatus, progress: number | null, createdAt: string | null, source: { id: string, key: string } }
     | null } };


export const NewestTasksDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"NewestTasks"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"batchTasks"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"20"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"taskId"}},{"kind":"Field","name":{"kind":"Name","value":"operation"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"progress"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"source"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"key"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"sources"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"source"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"key"}}]}},{"kind":"Field","name":{"kind":"Name","value":"error"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]}}]} as unknown as DocumentNode<NewestTasksQuery, NewestTasksQueryVariables>;
export const TimelineChangedDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"TimelineChanged"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"timelineChanged"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"task"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"taskId"}},{"kind":"Field","name":{"kind":"Name","value":"operation"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"progress"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"source"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"key"}}]}}]}}]}}]}}]} as unknown as DocumentNode<TimelineChangedSubscription, TimelineChangedSubscriptionVariables>;