/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** One status for the tasks of all providers. */
export type BatchTaskStatus =
  /** Called off before it finished. */
  | 'CANCELED'
  /** Finished, and failed as a whole or in all of its items. */
  | 'FAILED'
  /** Finished, and some of its items failed, but not all. */
  | 'PARTIALLY_FAILED'
  /** Accepted, and not begun. */
  | 'PENDING'
  /** Under way. */
  | 'RUNNING'
  /** Finished, and nothing failed. */
  | 'SUCCEEDED'
  /** Halted, and able to go on. */
  | 'SUSPENDED'
  /** The provider used a word that this version does not know: `providerStatus` has it. */
  | 'UNKNOWN';

export type TaskQueryVariables = Exact<{
  source: string;
  taskId: string;
}>;


export type TaskQuery = { batchTask:
    | { id: string, operation: string | null, status: BatchTaskStatus, progress: number | null, counts: { total: number | null, succeeded: number | null, failed: number | null } }
    | { id: string, operation: string | null, status: BatchTaskStatus, progress: number | null, counts: { total: number | null, succeeded: number | null, failed: number | null } }
    | { id: string, operation: string | null, status: BatchTaskStatus, progress: number | null, counts: { total: number | null, succeeded: number | null, failed: number | null } }
    | { id: string, operation: string | null, status: BatchTaskStatus, progress: number | null, counts: { total: number | null, succeeded: number | null, failed: number | null } }
    | { id: string, operation: string | null, status: BatchTaskStatus, progress: number | null, counts: { total: number | null, succeeded: number | null, failed: number | null } }
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

export const TaskDocument = new TypedDocumentString(`
    query Task($source: String!, $taskId: String!) {
  batchTask(source: $source, taskId: $taskId) {
    id
    operation
    status
    progress
    counts {
      total
      succeeded
      failed
    }
  }
}
    `) as unknown as TypedDocumentString<TaskQuery, TaskQueryVariables>;