import type { BatchTask, Source } from '../tasks/task.ts';

/** A task as it is now, and as it was before; the same object for all who are told. */
export interface TaskChange {
  /**
   * `ADDED`: the task is new in its list. `FINISHED`: it has finished, whatever else has changed. `CHANGED`: anything else, also
   * that it begins to stall.
   */
  readonly kind: 'ADDED' | 'CHANGED' | 'FINISHED';
  readonly task: BatchTask;
  /** Null where nothing was known of it; the same as `task` where it begins to stall. */
  readonly before: BatchTask | null;
}

/** A source that cannot be read any more, fails in another way, or can be read again. */
export interface SourceChange {
  readonly kind: 'SOURCE';
  readonly source: Source;
  /** Why it cannot be read; undefined where it can. */
  readonly error: unknown;
  /** Since when it cannot be read, in milliseconds since 1970, even if the error was another at first; null where it can. */
  readonly failingSince: number | null;
}

/** Watches a whole source. */
export interface SourceListener {
  /** A task of the list is new, or has changed. */
  taskChanged(change: TaskChange): void;
  /** The source fails, fails in another way, or has recovered. */
  sourceChanged(change: SourceChange): void;
}

/** Watches tasks by their ids. `taskChanged` tells first how each task is, then each change. */
export interface TaskListener extends SourceListener {
  /** There is no task with this id, or none any more. */
  taskAbsent(taskId: string): void;
  /** This task alone cannot be read, or fails in another way than before. */
  taskFailed(taskId: string, error: unknown): void;
}

/** Ends a watch; can be called again. */
export type StopWatching = () => void;
