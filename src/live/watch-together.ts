import type { BatchTask } from '../tasks/task.ts';

/** What one replica hears of the others that watch the same source. */
export interface TogetherListener {
  /** Of a task that is not as it was, null where there is none any more: another has read it from the source, asked for at a moment. */
  taskRead(taskId: string, task: BatchTask | null, askedAt: number): void;
  /** Of tasks that are new in the list. */
  listGrew(taskIds: readonly string[]): void;
  /** Of the unfinished tasks that another watches, for so many milliseconds; no longer of those that it told of before. */
  watched(replica: string, taskIds: readonly string[], forMs: number): void;
}

/**
 * What replicas that watch the same source tell each other. Nobody waits for it, and who is away does not hear it: each polls on
 * anyway. Moments are those of `performance.now()`.
 */
export interface WatchTogether {
  /** Tells of a task that was read from the source, and is not as it was. */
  tellTask(taskId: string, task: BatchTask | null, askedAt: number): void;
  /** Tells of tasks that were seen first here. */
  tellNewTasks(taskIds: readonly string[]): void;
  /** Tells of all unfinished tasks that are watched here, for so many milliseconds. */
  tellWatched(taskIds: readonly string[], forMs: number): void;
  /** Hears what others tell, until what it returns is called. */
  hear(listener: TogetherListener): () => void;
}
