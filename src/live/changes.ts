import type { BatchTask, Source } from '../tasks/task.ts';

/** A task as it is now, and as it was before; the same object for all who are told. */
export interface TaskChange {
  /** `ADDED`: it is new in its list. `FINISHED`: it has finished, whatever else has changed. `CHANGED`: also where it begins to stall. */
  readonly kind: 'ADDED' | 'CHANGED' | 'FINISHED';
  readonly task: BatchTask;
  /** Null where nothing was known of it; the same where it stalls. */
  readonly before: BatchTask | null;
}

/** A source that cannot be read any more, or can be again. */
export interface SourceChange {
  readonly kind: 'SOURCE';
  readonly source: Source;
  /** Why it cannot be read; undefined where it can. */
  readonly error: unknown;
  /** Since when it cannot be read, in milliseconds since 1970, however it has failed since; null where it can. */
  readonly failingSince: number | null;
}

/** Who watches a whole source. */
export interface SourceListener {
  /** Of a task of the list: that it is new, and of each change. */
  taskChanged(change: TaskChange): void;
  /** That the source fails, that it fails in another way, or that it has recovered. */
  sourceChanged(change: SourceChange): void;
}

/** Who watches tasks by their ids: is told first how each is, then of each change. */
export interface TaskListener extends SourceListener {
  /** Of the id of a task that does not exist, or does not any more. */
  taskAbsent(taskId: string): void;
  /** That a task alone cannot be read, or in another way than before. */
  taskFailed(taskId: string, error: unknown): void;
}

/** Ends a watch; can be called again. */
export type StopWatching = () => void;
