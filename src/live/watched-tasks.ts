import { hasSettled } from '../tasks/outcome.ts';
import type { BatchTask } from '../tasks/task.ts';
import type { ChangeRecord } from './change-record.ts';
import type { SourceListener, TaskListener } from './changes.ts';
import type { ProgressHistory } from './progress-history.ts';
import { type SourceAudience, WatchedTask } from './watched-task.ts';

/** First those that were tried longest ago. Those of one poll are in the same order in all replicas, which so make the same calls. */
const inTurn = (one: WatchedTask, other: WatchedTask): number => {
  if (one.triedAt !== other.triedAt) return one.triedAt - other.triedAt;
  return one.taskId < other.taskId ? -1 : 1;
};

/** A task that has not moved for long, compared with its own pace. */
export interface StalledTask {
  readonly task: BatchTask;
  /** For how many milliseconds nothing has moved. */
  readonly stalledForMs: number;
}

/** The tasks of a source that are watched, by their ids. A task is here as long as somebody watches it or it is listed. */
export class WatchedTasks {
  readonly #tasks = new Map<string, WatchedTask>();
  readonly #source: SourceAudience;

  /** `ofSource`: who watches the whole source. `changes`: the record of changes; null where the provider tells them. */
  constructor(ofSource: ReadonlySet<SourceListener>, changes: ChangeRecord | null = null) {
    this.#source = { listeners: ofSource, changes };
  }

  /** Watches a task for a listener, which is told at once how the task is, where it was read by its id. */
  add(taskId: string, listener: TaskListener): WatchedTask {
    const watched = this.#taskOf(taskId);
    watched.add(listener);
    return watched;
  }

  remove(watched: WatchedTask, listener: TaskListener): void {
    watched.remove(listener);
    this.#forgetIfUnwatched(watched);
  }

  /** Watches a task of the list for those who watch the whole source; they are told of one that is new. */
  list(row: BatchTask, isNew: boolean): void {
    if (!isNew && hasSettled(row)) return;
    const watched = this.#taskOf(row.taskId);
    watched.list(row, isNew);
    this.#forgetIfUnwatched(watched);
  }

  /** Nobody watches the whole source any more: only tasks that are watched by their ids remain. */
  unlist(): void {
    for (const watched of this.#tasks.values()) {
      watched.unlist();
      this.#forgetIfUnwatched(watched);
    }
  }

  /** The ids of the tasks that have not finished and were not asked for since a moment, those that have waited longest first. */
  due(since: number): string[] {
    return [...this.#tasks.values()]
      .filter((watched) => !watched.hasEnded && watched.askedAt < since)
      .sort(inTurn)
      .map(({ taskId }) => taskId);
  }

  /** The ids of the tasks that have not finished and that anybody but this listener watches. */
  unfinishedBeside(listener: TaskListener): string[] {
    return [...this.#tasks.values()]
      .filter((watched) => !watched.hasEnded && watched.isWatchedBeside(listener))
      .map(({ taskId }) => taskId);
  }

  /** A poll that began at a moment asks for a task. Even if no answer comes, other tasks go first the next time. */
  tried(taskId: string, at: number): void {
    const watched = this.#tasks.get(taskId);
    if (watched) watched.triedAt = at;
  }

  /** A task as it was read by its id, if that was asked for at a moment or later. */
  readSince(taskId: string, since: number): BatchTask | undefined {
    const watched = this.#tasks.get(taskId);
    return (watched && watched.askedAt >= since && watched.taskRead) || undefined;
  }

  /** How a task has moved; null where it is not watched. */
  historyOf(taskId: string): ProgressHistory | null {
    return this.#tasks.get(taskId)?.history ?? null;
  }

  /** The ids of the tasks of the list, which have not finished. */
  listed(): string[] {
    return [...this.#tasks.values()].filter(({ isListed }) => isListed).map(({ taskId }) => taskId);
  }

  /** The tasks of the list that stall. */
  stalled(now: number): StalledTask[] {
    return [...this.#tasks.values()].flatMap(({ isListed, task, history }) => {
      const stalledForMs = isListed ? history.stalledForMs(now) : null;
      return task && stalledForMs !== null ? [{ task, stalledForMs }] : [];
    });
  }

  /** Tells of each task that has begun to stall. */
  tellStalls(now: number): void {
    for (const watched of this.#tasks.values()) watched.tellStall(now);
  }

  /**
   * A task was read by its id, asked for at a moment; null: there is no such task. True where that is news. An answer that was
   * asked for earlier than the last one is left aside.
   */
  read(taskId: string, task: BatchTask | null, askedAt: number): boolean {
    const watched = this.#tasks.get(taskId);
    if (!watched || askedAt < watched.askedAt) return false;
    if (task === null) {
      this.#tasks.delete(taskId);
      watched.tellAbsent();
      return watched.task !== null;
    }
    const isNews = watched.read(task, askedAt);
    this.#forgetIfUnwatched(watched);
    return isNews;
  }

  /** A task alone could not be read. */
  failed(taskId: string, error: unknown): void {
    this.#tasks.get(taskId)?.tellFailure(error);
  }

  #taskOf(taskId: string): WatchedTask {
    const known = this.#tasks.get(taskId);
    if (known) return known;
    const watched = new WatchedTask(taskId, this.#source);
    this.#tasks.set(taskId, watched);
    return watched;
  }

  #forgetIfUnwatched(watched: WatchedTask): void {
    // It may have been forgotten already, and another be there with its id.
    if (!watched.isWatched && this.#tasks.get(watched.taskId) === watched) this.#tasks.delete(watched.taskId);
  }
}
