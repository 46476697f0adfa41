import type { Cancellation } from '../platform/cancellation.ts';
import type { Provider } from '../tasks/provider.ts';
import type { TaskReader } from '../tasks/reader.ts';
import type { BatchTask } from '../tasks/task.ts';
import type { Caller } from '../upstream/upstream.ts';
import type { SourceChange, SourceListener, StopWatching, TaskListener } from './changes.ts';
import { ListHead } from './list-head.ts';
import { PollLoop, type Reach } from './poll-loop.ts';
import type { PaceLimits } from './polling-pace.ts';
import type { ProgressHistory } from './progress-history.ts';
import { failureName, type StalledTask, WatchedTasks } from './watched-tasks.ts';

/** The name under which polls take turns with the calls of callers; those have a prefix. */
const pollingPrincipal = 'live';

/** How long one poll may take, in milliseconds. */
const pollDeadlineMs = 30_000;

/** The most calls by ids of one poll; the ids that are left are asked for by the next. */
const mostCalls = 25;

/** How many of them are under way at once, so that queries find places beside them. */
const callsAtOnce = 4;

/** The source that is watched, and how. */
export interface SourceWatcherOptions {
  readonly provider: Provider;
  readonly reader: TaskReader;
  /** The most ids of a call. */
  readonly maxIds: number;
  readonly limits: PaceLimits;
}

/** That a source cannot be read. */
interface SourceFailure {
  readonly error: unknown;
  /** When that was first seen, in milliseconds since 1970. */
  readonly since: number;
}

/** Whether a poll had anything to ask its source: only then does it tell whether that works. */
type Asked = 'asked' | 'not asked';

/**
 * Watches the tasks of one source for all who subscribe: one poll for all of them, and none while nobody watches. By ids it
 * asks for tasks that have not finished; for those who watch the whole source it looks for new ones at the head of the list.
 */
export class SourceWatcher {
  readonly #options: SourceWatcherOptions;
  /** Who watches the whole source. */
  readonly #ofSource = new Set<SourceListener>();
  /** Who watches tasks by their ids. */
  readonly #byId = new Set<TaskListener>();
  readonly #tasks = new WatchedTasks(this.#ofSource);
  #head: ListHead | null = null;
  /** Null while the source can be read, and while nobody watches. */
  #failure: SourceFailure | null = null;
  /** Null while nobody watches. */
  #loop: PollLoop | null = null;

  constructor(options: SourceWatcherOptions) {
    this.#options = options;
  }

  /** Tells a listener how the tasks with these ids are, then of each change, until it stops. */
  watchTasks(taskIds: readonly string[], listener: TaskListener): StopWatching {
    this.#byId.add(listener);
    // Kept in place of the ids, which each of thousands who watch the same would have anew.
    const watched = taskIds.map((taskId) => this.#tasks.add(taskId, listener));
    this.#tellFailure(listener);
    this.#begin();
    return () => {
      if (!this.#byId.delete(listener)) return;
      for (const task of watched) this.#tasks.remove(task, listener);
      this.#endIfUnwatched();
    };
  }

  /** Tells a listener of what happens from now on in the whole list, until it stops. */
  watchAll(listener: SourceListener): StopWatching {
    this.#ofSource.add(listener);
    this.#tellFailure(listener);
    this.#begin();
    return () => {
      if (!this.#ofSource.delete(listener)) return;
      if (this.#ofSource.size === 0) {
        this.#head = null;
        this.#tasks.unlist();
      }
      this.#endIfUnwatched();
    };
  }

  /** Takes note of what a poll or a query has read, asked for at a moment: what is news is told at once. */
  observe(taskId: string, task: BatchTask | null, askedAt: number): void {
    if (this.#loop && this.#tasks.read(taskId, task, askedAt)) this.#loop.hurry('changed');
  }

  /** How a task that is watched has moved; null of any other. */
  historyOf(taskId: string): ProgressHistory | null {
    return this.#tasks.historyOf(taskId);
  }

  /** The tasks of the list that have rested for long by their own pace; none unless somebody watches the whole source. */
  stalledTasks(): readonly StalledTask[] {
    return this.#tasks.stalled(performance.now());
  }

  /** Since when polls have failed, in milliseconds since 1970; null where they do not, or where nobody watches. */
  get failingSince(): number | null {
    return this.#failure?.since ?? null;
  }

  #begin(): void {
    if (this.#loop) this.#loop.hurry('joined');
    else this.#loop = new PollLoop(this.#options.limits, (reach, running) => this.#poll(reach, running));
  }

  #endIfUnwatched(): void {
    if (this.#ofSource.size > 0 || this.#byId.size > 0) return;
    this.#loop?.stop();
    this.#loop = null;
    this.#failure = null;
  }

  /** Asks for all that is watched, or only for what is not known yet. */
  async #poll(reach: Reach, running: Cancellation): Promise<void> {
    const now = performance.now();
    const caller: Caller = {
      cancellation: running,
      deadline: now + pollDeadlineMs,
      freshSince: now,
      principal: pollingPrincipal,
      yields: true,
    };
    const isHeadRead = reach === 'all' || !this.#head;
    // What a query has read meanwhile is new enough.
    const since = reach === 'all' ? now - this.#options.limits.pollMs / 2 : 0;
    const results = await Promise.allSettled([
      isHeadRead ? this.#readHead(caller) : 'not asked',
      this.#readTasks(caller, since),
    ]);
    if (running.isCancelled) return;
    const failed = results.find((result) => result.status === 'rejected');
    const isRead = results.some((result) => result.status === 'fulfilled' && result.value === 'asked');
    if (failed || isRead) this.#sourceIs(failed?.reason);
    this.#tasks.tellStalls(performance.now());
  }

  /** Looks for new tasks; at first for those that have not finished. */
  async #readHead(caller: Caller): Promise<Asked> {
    if (this.#ofSource.size === 0) return 'not asked';
    if (this.#head) {
      const tasks = await this.#head.newTasks(caller);
      if (tasks.length > 0) this.#loop?.hurry('changed');
      for (const task of tasks) this.#tasks.list(task, true);
      return 'asked';
    }
    const head = new ListHead(this.#options.provider);
    const [, unfinished] = await Promise.all([head.newTasks(caller), head.unfinishedTasks(caller)]);
    this.#head = head;
    for (const task of unfinished) this.#tasks.list(task, false);
    return 'asked';
  }

  /** Asks for the tasks that have not finished and were not read since a moment; `observe` hears of them. Rejects where none could be read. */
  async #readTasks(caller: Caller, since: number): Promise<Asked> {
    const { maxIds, reader } = this.#options;
    const due = this.#tasks.due(since).slice(0, maxIds * mostCalls);
    const failed: [taskId: string, error: Error][] = [];
    const size = maxIds > 1 ? maxIds : callsAtOnce;
    for (let start = 0; start < due.length; start += size) {
      const taskIds = due.slice(start, start + size);
      const found = await reader.read(taskIds, caller);
      caller.cancellation.throwIfCancelled();
      for (const [index, task] of found.entries()) {
        if (task instanceof Error) failed.push([taskIds[index] as string, task]);
      }
    }
    const [first] = failed;
    if (first && failed.length === due.length) throw first[1];
    for (const [taskId, error] of failed) this.#tasks.failed(taskId, error);
    return due.length > 0 ? 'asked' : 'not asked';
  }

  /** Tells who watches that the source fails, or works again. */
  #sourceIs(error: unknown): void {
    if (failureName(error) === failureName(this.#failure?.error)) return;
    this.#failure = error === undefined ? null : { error, since: this.failingSince ?? Date.now() };
    for (const listener of new Set<SourceListener>([...this.#byId, ...this.#ofSource]))
      listener.sourceChanged(this.#change());
  }

  #tellFailure(listener: SourceListener): void {
    if (this.#failure) listener.sourceChanged(this.#change());
  }

  #change(): SourceChange {
    const { source } = this.#options.provider;
    return { kind: 'SOURCE', source, error: this.#failure?.error, failingSince: this.failingSince };
  }
}
