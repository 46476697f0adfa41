import { Cancellation } from '../platform/cancellation.ts';
import { sleep } from '../platform/sleep.ts';
import type { Provider } from '../tasks/provider.ts';
import type { TaskReader } from '../tasks/reader.ts';
import type { BatchTask } from '../tasks/task.ts';
import type { Caller } from '../upstream/upstream.ts';
import type { Listener, SourceChange, StopWatching } from './changes.ts';
import { ListHead } from './list-head.ts';
import { type PaceLimits, PollingPace } from './polling-pace.ts';
import type { ProgressHistory } from './progress-history.ts';
import { failureName, WatchedTasks } from './watched-tasks.ts';

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

/** Whether a poll had anything to ask its source: only then does it tell whether that works. */
type Asked = 'asked' | 'not asked';

const ended = new DOMException('Nobody watches any more.', 'AbortError');

/**
 * Watches the tasks of one source for all who subscribe: one poll for all of them, and none while nobody watches. By ids it
 * asks for tasks that have not finished; for those who watch the whole source it looks for new ones at the head of the list.
 */
export class SourceWatcher {
  readonly #options: SourceWatcherOptions;
  /** Who watches the whole source. */
  readonly #ofSource = new Set<Listener>();
  /** For how many tasks each listener watches by id. */
  readonly #byId = new Map<Listener, number>();
  readonly #tasks = new WatchedTasks(this.#ofSource);
  readonly #pace: PollingPace;
  #head: ListHead | null = null;
  #failure: unknown;
  /** Ends what runs; null while nobody watches. */
  #running: Cancellation | null = null;
  /** Ends the wait for the next poll. */
  #wait = new Cancellation();
  /** Whether a task has changed since the last poll of all began. */
  #hasNews = false;
  /** Whether somebody has come since the last poll began. */
  #hasNew = false;

  constructor(options: SourceWatcherOptions) {
    this.#options = options;
    this.#pace = new PollingPace(options.limits);
  }

  /** Tells a listener how the tasks with these ids are, then of each change, until it stops. */
  watchTasks(taskIds: readonly string[], listener: Listener): StopWatching {
    this.#byId.set(listener, (this.#byId.get(listener) ?? 0) + taskIds.length);
    for (const taskId of taskIds) this.#tasks.add(taskId, listener);
    this.#tellFailure(listener);
    this.#begin();
    return () => {
      if (!this.#byId.delete(listener)) return;
      for (const taskId of taskIds) this.#tasks.remove(taskId, listener);
      this.#endIfUnwatched();
    };
  }

  /** Tells a listener of what happens from now on in the whole list, until it stops. */
  watchAll(listener: Listener): StopWatching {
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
    if (this.#running && this.#tasks.read(taskId, task, askedAt)) this.#hurry('news');
  }

  /** How a task that is watched has moved; null of any other. */
  historyOf(taskId: string): ProgressHistory | null {
    return this.#tasks.historyOf(taskId);
  }

  #begin(): void {
    if (this.#running) return this.#hurry('somebody new');
    this.#running = new Cancellation();
    void this.#run(this.#running);
  }

  #endIfUnwatched(): void {
    if (this.#ofSource.size > 0 || this.#byId.size > 0) return;
    this.#running?.cancel(ended);
    this.#running = null;
    this.#wait.cancel(ended);
    this.#failure = undefined;
  }

  /** Polls soon: for those who have come, or since something moves. */
  #hurry(reason: 'news' | 'somebody new'): void {
    if (reason === 'news') this.#hasNews = true;
    else this.#hasNew = true;
    this.#wait.cancel(ended);
  }

  async #run(running: Cancellation): Promise<void> {
    // Those who come together are asked for together.
    await new Promise((resolve) => setImmediate(resolve));
    let began = -Infinity;
    while (!running.isCancelled) {
      const now = performance.now();
      const isDue = now >= began + this.#waitMs();
      if (isDue) began = now;
      this.#hasNew = false;
      if (isDue) this.#hasNews = false;
      await this.#poll(running, isDue ? 'all' : 'new');
      if (isDue) this.#pace.polled(this.#hasNews);
      while (!running.isCancelled && !this.#hasNew && performance.now() < began + this.#waitMs()) {
        this.#wait = new Cancellation();
        await sleep(began + this.#waitMs() - performance.now(), this.#wait).catch(() => undefined);
      }
    }
  }

  /** How long after a poll began the next one begins, in milliseconds. */
  #waitMs(): number {
    return this.#hasNews ? this.#options.limits.pollMs : this.#pace.waitMs;
  }

  /** Asks for all that is watched, or only for what is not known yet. */
  async #poll(running: Cancellation, what: 'all' | 'new'): Promise<void> {
    const now = performance.now();
    const caller: Caller = {
      cancellation: running,
      deadline: now + pollDeadlineMs,
      freshSince: now,
      principal: pollingPrincipal,
      yields: true,
    };
    const isHeadRead = what === 'all' || !this.#head;
    // What a query has read meanwhile is new enough.
    const since = what === 'all' ? now - this.#options.limits.pollMs / 2 : 0;
    const results = await Promise.allSettled([
      isHeadRead ? this.#readHead(caller, now) : 'not asked',
      this.#readTasks(caller, since),
    ]);
    if (running.isCancelled) return;
    const failed = results.find((result) => result.status === 'rejected');
    const isRead = results.some((result) => result.status === 'fulfilled' && result.value === 'asked');
    if (failed || isRead) this.#sourceIs(failed?.reason);
  }

  /** Looks for new tasks; at first for those that have not finished. */
  async #readHead(caller: Caller, now: number): Promise<Asked> {
    if (this.#ofSource.size === 0) return 'not asked';
    if (this.#head) {
      const tasks = await this.#head.newTasks(caller);
      if (tasks.length > 0) this.#hurry('news');
      for (const task of tasks) this.#tasks.list(task, true, now);
      return 'asked';
    }
    const head = new ListHead(this.#options.provider);
    const [, unfinished] = await Promise.all([head.newTasks(caller), head.unfinishedTasks(caller)]);
    this.#head = head;
    for (const task of unfinished) this.#tasks.list(task, false, now);
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
    if (failureName(error) === failureName(this.#failure)) return;
    this.#failure = error;
    for (const listener of new Set([...this.#byId.keys(), ...this.#ofSource])) listener.sourceChanged(this.#change());
  }

  #tellFailure(listener: Listener): void {
    if (this.#failure !== undefined) listener.sourceChanged(this.#change());
  }

  #change(): SourceChange {
    return { kind: 'SOURCE', source: this.#options.provider.source, error: this.#failure };
  }
}
