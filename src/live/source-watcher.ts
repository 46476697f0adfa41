import type { Cancellation } from '../platform/cancellation.ts';
import type { RootSpan } from '../platform/trace.ts';
import type { Provider } from '../tasks/provider.ts';
import type { TaskReader, TaskReading } from '../tasks/reader.ts';
import type { BatchTask } from '../tasks/task.ts';
import type { SourceMeter } from '../upstream/source-meter.ts';
import type { Caller } from '../upstream/upstream.ts';
import type { ChangeRecord } from './change-record.ts';
import type { SourceListener, StopWatching, TaskListener } from './changes.ts';
import { OtherReplicas } from './other-replicas.ts';
import { createPollCaller, pollDeadlineMs } from './poll-caller.ts';
import { PollLoop, type Reach } from './poll-loop.ts';
import type { PaceLimits } from './polling-pace.ts';
import type { ProgressHistory } from './progress-history.ts';
import { readDue } from './read-due.ts';
import { SourceListeners } from './source-listeners.ts';
import type { SearchReach } from './unfinished-search.ts';
import type { WatchTogether } from './watch-together.ts';
import { type Asked, WatchedList } from './watched-list.ts';
import { failureName } from './failure-name.ts';
import { type StalledTask, WatchedTasks } from './watched-tasks.ts';

/** For how long one poll begins calls by ids, in milliseconds; the ids that are left are asked for by the next. */
const longestAskingMs = pollDeadlineMs / 2;

/** The source that is watched, and how. */
export interface SourceWatcherOptions {
  readonly provider: Provider;
  readonly reader: TaskReader;
  /** The most ids of a call. */
  readonly maxIds: number;
  /** May change: they are read each time. */
  readonly limits: PaceLimits;
  /** Takes note of what changes; null where the provider tells it. */
  readonly changes?: ChangeRecord | null | undefined;
  /** How far the list is searched for tasks that have not finished, asked each time; one step unless given. */
  readonly reach?: (() => SearchReach) | undefined;
  /** What replicas that watch the source tell each other; absent where there are none. */
  readonly together?: WatchTogether | undefined;
  /** Hears of each task that another replica tells of. */
  readonly heard?: ((taskId: string, task: BatchTask | null) => void) | undefined;
  /** Hears of polls, for the metrics; absent: there are none. */
  readonly meter?: Pick<SourceMeter, 'polled'> | undefined;
  /** Begins the trace of a poll; absent: there are none. */
  readonly tracePoll?: (() => RootSpan | undefined) | undefined;
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
  /** Null while nobody watches. */
  #loop: PollLoop | null = null;
  /** Whether somebody has come since the poll under way looked what is due. */
  #hasJoined = false;
  /** What was asked for since is as the last poll has left it. */
  #polledSince = Infinity;

  constructor(options: SourceWatcherOptions) {
    this.#options = options;
    const { provider, changes = null } = options;
    this.#listeners = new SourceListeners(provider.source);
    const tasks = new WatchedTasks(this.#listeners.ofSource, changes);
    const others = options.together ? new OtherReplicas(options.together, tasks) : null;
    this.#list = new WatchedList({ provider, tasks, changes, others, changed: () => this.#loop?.hurry('changed') });
    this.#tasks = tasks;
    this.#others = others;
    options.together?.hear({
      taskRead: (taskId, task, askedAt) => this.#hearTask(taskId, task, askedAt),
      listGrew: (taskIds) => this.#hearNew(taskIds),
      watched: (replica, taskIds, forMs) => this.#others?.watch(replica, taskIds, forMs),
    });
  }

  /** Tells a listener how the tasks with these ids are, then of each change, until it stops. */
  watchTasks(taskIds: readonly string[], listener: TaskListener): StopWatching {
    const { byId } = this.#listeners;
    byId.add(listener);
    // Kept in place of the ids, which each of thousands who watch the same would have anew.
    const watched = taskIds.map((taskId) => this.#tasks.add(taskId, listener));
    this.#hasJoined = true;
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
    if (from === 'SOURCE') this.#options.together?.tellTask(taskId, task, askedAt);
  }

  /**
   * A task as those who watch it know it, from the poll that has read it until the next has ended; undefined where nobody
   * watches, where that could not be read, and where it is older than two waits of polls.
   */
  polled(taskId: string): BatchTask | undefined {
    if (!this.#loop) return undefined;
    const oldest = performance.now() - 2 * this.#loop.waitMs;
    return this.#tasks.readSince(taskId, Math.max(this.#polledSince, oldest));
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
    else this.#loop = new PollLoop(this.#options.limits, (...poll) => this.#poll(...poll));
  }

  /** Another replica has read a task. */
  #hearTask(taskId: string, task: BatchTask | null, askedAt: number): void {
    this.#options.heard?.(taskId, task);
    if (this.#loop && this.#tasks.read(taskId, task, askedAt)) this.#loop.quicken();
  }

  /** Another replica has seen new tasks in the list: it is looked at now, as that replica has left it. */
  #hearNew(taskIds: readonly string[]): void {
    this.#others?.knowNew(taskIds);
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
    this.#polledSince = Infinity;
  }

  /** Asks for all that is watched, or only for what is not known yet. */
  async #poll(reach: Reach, running: Cancellation, waitMs: number): Promise<void> {
    const now = performance.now();
    const { limits, maxIds } = this.#options;
    // Who is new hears how a task is, and not how it was for those who have waited for long.
    const maxAgeMs = this.#others?.maxAgeOf(reach === 'all' ? waitMs : limits.pollMs);
    if (reach === 'all') this.#others?.exchange(waitMs, maxIds > 1);
    const span = this.#options.tracePoll?.();
    const caller = createPollCaller(running, maxAgeMs, limits.slowestPollMs, span);
    const hasGrown = this.#list.takeGrown();
    const isListRead = reach === 'all' || hasGrown || !this.#list.isRead;
    // What a query has read meanwhile is new enough.
    const since = reach === 'all' ? now - limits.pollMs / 2 : 0;
    const results = await Promise.allSettled([
      // What another replica has left last is wanted, and not what was there before.
      isListRead ? this.#list.read(hasGrown && maxAgeMs ? { ...caller, maxAgeMs: maxAgeMs / 2 } : caller) : 'not asked',
      this.#readTasks(caller, since),
    ]);
    const failed = results.find((result) => result.status === 'rejected');
    span?.end(failed ? failureName(failed.reason) : null);
    if (running.isCancelled) return;
    if (reach === 'all') this.#polledSince = Math.min(since, now - (maxAgeMs ?? 0));
    const isRead = results.some((result) => result.status === 'fulfilled' && result.value === 'asked');
    if (failed || isRead) {
      this.#options.meter?.polled(failed !== undefined);
      this.#listeners.sourceIs(failed?.reason);
    }
    this.#tasks.tellStalls(performance.now());
  }

  /** Asks for the tasks that have not finished and were not read since a moment; `observe` hears of them. Rejects where none could be read. */
  async #readTasks(caller: Caller, since: number): Promise<Asked> {
    const { maxIds, reader, limits } = this.#options;
    const began = performance.now();
    const { asked, failed } = await readDue({
      reader,
      maxIds,
      caller,
      due: () => this.#tasks.due(since),
      hasJoined: () => {
        const hasJoined = this.#hasJoined;
        this.#hasJoined = false;
        return hasJoined;
      },
      trying: (taskIds) => {
        for (const taskId of taskIds) this.#tasks.tried(taskId, began);
      },
      until: began + Math.min(limits.slowestPollMs, longestAskingMs),
    });
    const [first] = failed;
    if (first && failed.length === asked) throw first[1];
    for (const [taskId, error] of failed) this.#tasks.failed(taskId, error);
    return asked > 0 ? 'asked' : 'not asked';
  }
}
