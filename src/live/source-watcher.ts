import type { Provider } from '../tasks/provider.ts';
import type { TaskReading } from '../tasks/reader.ts';
import type { BatchTask } from '../tasks/task.ts';
import type { ChangeRecord } from './change-record.ts';
import type { SourceListener, StopWatching, TaskListener } from './changes.ts';
import { OtherReplicas } from './other-replicas.ts';
import { PollLoop } from './poll-loop.ts';
import type { ProgressHistory } from './progress-history.ts';
import { SourceListeners } from './source-listeners.ts';
import { SourcePoll, type SourcePollOptions } from './source-poll.ts';
import type { SearchReach } from './unfinished-search.ts';
import type { WatchNews } from './watch-news.ts';
import { WatchedList } from './watched-list.ts';
import { type StalledTask, WatchedTasks } from './watched-tasks.ts';

/** The source that is watched, and how. */
export interface SourceWatcherOptions extends SourcePollOptions {
  readonly provider: Provider;
  /** The record of changes; null or absent where the provider tells them. */
  readonly changes?: ChangeRecord | null | undefined;
  /** How far the list is searched for tasks that have not finished, asked each time; one step unless given. */
  readonly reach?: (() => SearchReach) | undefined;
  /** What replicas that watch the source tell each other; absent where there are none. */
  readonly watchNews?: WatchNews | undefined;
  /** Hears of each task that another replica has read, also while nobody watches here. */
  readonly heard?: ((taskId: string, task: BatchTask | null) => void) | undefined;
}

/**
 * Watches the tasks of one source for all who subscribe: one poll for all of them, and none while nobody watches. By ids it
 * asks for tasks that have not finished; for those who watch the whole source it looks for new ones at the head of the list.
 */
export class SourceWatcher {
  readonly #options: SourceWatcherOptions;
  readonly #listeners: SourceListeners;
  readonly #tasks: WatchedTasks;
  /** Null where there are none. */
  readonly #others: OtherReplicas | null;
  readonly #list: WatchedList;
  readonly #poll: SourcePoll;
  /** Null while nobody watches. */
  #loop: PollLoop | null = null;

  constructor(options: SourceWatcherOptions) {
    this.#options = options;
    const { provider, changes = null, watchNews } = options;
    const listeners = new SourceListeners(provider.source);
    const tasks = new WatchedTasks(listeners.ofSource, changes);
    const others = watchNews ? new OtherReplicas(watchNews, tasks) : null;
    const changed = (): void => this.#loop?.hurry('changed');
    const list = new WatchedList({ provider, tasks, changes, others, changed });
    this.#listeners = listeners;
    this.#tasks = tasks;
    this.#others = others;
    this.#list = list;
    this.#poll = new SourcePoll(options, { tasks, list, listeners, others });
    watchNews?.hear({
      taskRead: (taskId, task, askedAt) => this.#hearTask(taskId, task, askedAt),
      listGrew: (taskIds) => this.#hearNew(taskIds),
      watched: (replica, taskIds, forMs) => this.#others?.hearWatched(replica, taskIds, forMs),
    });
  }

  /** Tells a listener how the tasks with these ids are, then of each change, until it stops. */
  watchTasks(taskIds: readonly string[], listener: TaskListener): StopWatching {
    const { byId } = this.#listeners;
    byId.add(listener);
    // Kept in place of the ids, which each of thousands who watch the same would have anew.
    const watched = taskIds.map((taskId) => this.#tasks.add(taskId, listener));
    this.#poll.idsAdded();
    this.#listeners.tellFailure(listener);
    this.#begin();
    return () => {
      if (!byId.delete(listener)) return;
      for (const task of watched) this.#tasks.remove(task, listener);
      this.#endIfUnwatched();
    };
  }

  /** Tells a listener of what happens from now on in the whole list, until it stops. */
  watchAll(listener: SourceListener): StopWatching {
    const { ofSource } = this.#listeners;
    ofSource.add(listener);
    this.#list.begin(this.#options.reach ?? (() => 'one step'));
    this.#listeners.tellFailure(listener);
    this.#begin();
    return () => {
      if (!ofSource.delete(listener)) return;
      if (ofSource.size === 0) this.#list.end();
      this.#endIfUnwatched();
    };
  }

  /** Takes note of what a poll or a query has read: what is news is told at once, also to other replicas. */
  observe(taskId: string, task: BatchTask | null, { askedAt, from }: TaskReading): void {
    const isNews = this.#loop ? this.#tasks.read(taskId, task, askedAt) : this.#others?.watches(taskId) === true;
    if (!isNews) return;
    this.#loop?.hurry('changed');
    if (from === 'SOURCE') this.#options.watchNews?.tellTask(taskId, task, askedAt);
  }

  /**
   * A task as those who watch it know it, from the poll that has read it until the next has ended; undefined where nobody
   * watches, where that could not be read, and where it is older than two waits of polls.
   */
  polled(taskId: string): BatchTask | undefined {
    if (!this.#loop) return undefined;
    const oldest = performance.now() - 2 * this.#loop.waitMs;
    return this.#tasks.readSince(taskId, Math.max(this.#poll.freshSince, oldest));
  }

  /** How a task that is watched has moved; null of any other. */
  historyOf(taskId: string): ProgressHistory | null {
    return this.#tasks.historyOf(taskId);
  }

  /** The ids of the tasks of the list that have not finished; none unless somebody watches the whole source. */
  unfinishedTasks(): readonly string[] {
    return this.#tasks.listed();
  }

  /** The tasks of the list that have rested for long by their own pace; none unless somebody watches the whole source. */
  stalledTasks(): readonly StalledTask[] {
    return this.#tasks.stalled(performance.now());
  }

  /** How many watch the source or tasks of it. */
  get watchers(): number {
    return this.#listeners.count;
  }

  /** Since when polls have failed, in milliseconds since 1970; null where they do not, or where nobody watches. */
  get failingSince(): number | null {
    return this.#listeners.failingSince;
  }

  #begin(): void {
    if (this.#loop) this.#loop.hurry('joined');
    else this.#loop = new PollLoop(this.#options.limits, (...poll) => this.#poll.run(...poll));
  }

  /** Another replica has read a task. */
  #hearTask(taskId: string, task: BatchTask | null, askedAt: number): void {
    this.#options.heard?.(taskId, task);
    if (this.#loop && this.#tasks.read(taskId, task, askedAt)) this.#loop.quicken();
  }

  /** Another replica has seen new tasks in the list: it is looked at now, as that replica has left it. */
  #hearNew(taskIds: readonly string[]): void {
    this.#others?.hearNew(taskIds);
    if (!this.#loop || !this.#list.hearNew(taskIds)) return;
    this.#loop.quicken();
    this.#loop.hurry('joined');
  }

  #endIfUnwatched(): void {
    if (this.#listeners.count > 0) return;
    this.#others?.end();
    this.#loop?.stop();
    this.#loop = null;
    this.#listeners.end();
    this.#poll.end();
  }
}
