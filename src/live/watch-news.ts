import type { BatchTask } from '../tasks/task.ts';

/** Hears what other replicas tell that watch the same source. */
export interface WatchNewsListener {
  /** A task has changed, or is no more (null): another replica has read that from the source, asked for at a moment. */
  taskRead(taskId: string, task: BatchTask | null, askedAt: number): void;
  /** These tasks are new in the list. */
  listGrew(taskIds: readonly string[]): void;
  /** Another replica watches these unfinished tasks for so many milliseconds. They replace those that it told of before. */
  watched(replica: string, taskIds: readonly string[], forMs: number): void;
}

/**
 * What replicas that watch the same source tell each other. Nobody waits for it, and a replica that is away does not hear it: each
 * polls on anyway. Moments are those of `performance.now()`.
 */
export interface WatchNews {
  /** Tells of a task that was read from the source and has changed; null: it is no more. */
  tellTask(taskId: string, task: BatchTask | null, askedAt: number): void;
  /** Tells of tasks that are new in the list and that no other replica has told of. */
  tellNewTasks(taskIds: readonly string[]): void;
  /** Tells of all unfinished tasks that are watched here, which holds for so many milliseconds. */
  tellWatched(taskIds: readonly string[], forMs: number): void;
  /** Hears what others tell, until the returned function is called. */
  hear(listener: WatchNewsListener): () => void;
}
