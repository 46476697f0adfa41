import { isDeepStrictEqual } from 'node:util';
import { hasSettled } from '../tasks/outcome.ts';
import type { BatchTask } from '../tasks/task.ts';
import type { ChangeRecord } from './change-record.ts';
import type { SourceListener, TaskChange, TaskListener } from './changes.ts';
import { ProgressHistory } from './progress-history.ts';

/** A task that is watched. */
export interface WatchedTask {
  readonly taskId: string;
  /** Who watches it by its id. */
  readonly listeners: Set<TaskListener>;
  /** Whether those who watch the whole source are told of it. */
  isListed: boolean;
  /** The last change, which tells how it is; null before it was read, or where there is no such task. */
  change: TaskChange | null;
  /** Whether the state is that of a row of the list, which may tell less. */
  isRow: boolean;
  /** Why it alone cannot be read. */
  failure: string | null;
  /** The moment at which it was asked for, of the answer that the state is from. */
  askedAt: number;
  /** The moment of the poll that last was to ask for it, whether or not an answer came. */
  triedAt: number;
  /** Whether those who watch have been told that it stalls. */
  isStallTold: boolean;
  readonly history: ProgressHistory;
}

/** What tells one failure from another: the ids of requests in messages do not. */
export function failureName(error: unknown): string | null {
  if (error === undefined) return null;
  if (!(error instanceof Error)) return 'unknown';
  return 'code' in error ? String(error.code) : error.name;
}

/** Whether a task is another than the row of its list said, as far as that told. */
const differsFromRow = (row: BatchTask, task: BatchTask): boolean =>
  row.status !== task.status ||
  row.providerStatus !== task.providerStatus ||
  (row.progress !== null && row.progress !== task.progress);

/** First those that wait for the longest; of those that one poll asks for, all replicas have the same order, and so the same calls. */
const inTurn = (one: WatchedTask, other: WatchedTask): number => {
  if (one.triedAt !== other.triedAt) return one.triedAt - other.triedAt;
  return one.taskId < other.taskId ? -1 : 1;
};

const hasEnded = ({ change, isRow }: WatchedTask): boolean => change !== null && !isRow && hasSettled(change.task);

/** A task that has rested for long by its own pace. */
export interface StalledTask {
  readonly task: BatchTask;
  /** For how many milliseconds nothing has moved. */
  readonly stalledForMs: number;
}

/** The tasks of a source that are watched, and how they were when they were last read. */
export class WatchedTasks {
  readonly #tasks = new Map<string, WatchedTask>();
  /** Who watches the whole source. */
  readonly #ofSource: ReadonlySet<SourceListener>;
  readonly #changes: ChangeRecord | null;

  constructor(ofSource: ReadonlySet<SourceListener>, changes: ChangeRecord | null = null) {
    this.#ofSource = ofSource;
    this.#changes = changes;
  }

  /** Tells a listener of a task: at once how it is, where it was read by its id. */
  add(taskId: string, listener: TaskListener): WatchedTask {
    const watched = this.#taskOf(taskId);
    watched.listeners.add(listener);
    if (watched.change && !watched.isRow) listener.taskChanged(watched.change);
    return watched;
  }

  remove(watched: WatchedTask, listener: TaskListener): void {
    watched.listeners.delete(listener);
    this.#forget(watched);
  }

  /** Keeps a task for those who watch the whole source, as a row of the list has it; they are told of one that is new. */
  list(task: BatchTask, isNew: boolean): void {
    if (!isNew && hasSettled(task)) return;
    const watched = this.#taskOf(task.taskId);
    watched.isListed = true;
    if (isNew) this.#changes?.add(task.taskId);
    if (!watched.change) {
      watched.isRow = true;
      this.#change(watched, { kind: isNew ? 'ADDED' : 'CHANGED', task, before: null }, isNew);
    } else if (isNew) {
      for (const listener of this.#ofSource)
        listener.taskChanged({ kind: 'ADDED', task: watched.change.task, before: null });
    }
  }

  /** Forgets the tasks that nobody watches by their ids. */
  unlist(): void {
    for (const watched of this.#tasks.values()) {
      watched.isListed = false;
      this.#forget(watched);
    }
  }

  /** The ids of those that have not finished and were not asked for since a moment; first those that wait for the longest. */
  due(since: number): string[] {
    return [...this.#tasks.values()]
      .filter((watched) => !hasEnded(watched) && watched.askedAt < since)
      .sort(inTurn)
      .map(({ taskId }) => taskId);
  }

  /** The ids of those that have not finished and are watched by others than this listener. */
  unfinishedBeside(listener: TaskListener): string[] {
    const isOfOthers = ({ listeners, isListed }: WatchedTask): boolean =>
      isListed || listeners.size > (listeners.has(listener) ? 1 : 0);
    return [...this.#tasks.values()]
      .filter((watched) => !hasEnded(watched) && isOfOthers(watched))
      .map(({ taskId }) => taskId);
  }

  /** Takes note that a poll asks for a task, and when it began: where no answer comes, others go first the next time. */
  tried(taskId: string, at: number): void {
    const watched = this.#tasks.get(taskId);
    if (watched) watched.triedAt = at;
  }

  /** A task as it was read by its id, by an answer that was asked for since a moment. */
  readSince(taskId: string, since: number): BatchTask | undefined {
    const watched = this.#tasks.get(taskId);
    return watched?.change && !watched.isRow && watched.askedAt >= since ? watched.change.task : undefined;
  }

  /** How a task has moved; null where it is not watched. */
  historyOf(taskId: string): ProgressHistory | null {
    return this.#tasks.get(taskId)?.history ?? null;
  }

  /** The ids of the tasks of the list, which have not finished. */
  listed(): string[] {
    return [...this.#tasks.values()].filter(({ isListed }) => isListed).map(({ taskId }) => taskId);
  }

  /** The tasks of the list that have rested for long by their own pace. */
  stalled(now: number): StalledTask[] {
    return [...this.#tasks.values()].flatMap(({ isListed, change, history }) => {
      const stalledForMs = isListed ? history.stalledForMs(now) : null;
      return change && stalledForMs !== null ? [{ task: change.task, stalledForMs }] : [];
    });
  }

  /** Tells those who watch a task that it has begun to stall: once, until it has moved again. That it has moved is a change anyway. */
  tellStalls(now: number): void {
    for (const watched of this.#tasks.values()) {
      const { change, isStallTold, history } = watched;
      if (!change || isStallTold || history.stalledForMs(now) === null) continue;
      watched.isStallTold = true;
      // Another object than before, since the result of an event is kept for those who subscribe later.
      this.#change(watched, { kind: 'CHANGED', task: change.task, before: change.task }, true);
    }
  }

  /** Takes note of a task as it was read, asked for at a moment; true where that is news. An answer that is older than what is known is none. */
  read(taskId: string, task: BatchTask | null, askedAt: number): boolean {
    const watched = this.#tasks.get(taskId);
    if (!watched || askedAt < watched.askedAt) return false;
    watched.askedAt = askedAt;
    watched.failure = null;
    if (task === null) return this.#absent(watched);
    const before = watched.change?.task ?? null;
    const wasRow = watched.isRow;
    watched.isRow = false;
    if (before && isDeepStrictEqual(before, task)) {
      if (wasRow) this.#confirm(watched, askedAt);
      return false;
    }
    const isTold = !before || !wasRow || differsFromRow(before, task);
    this.#moved(watched, task, askedAt);
    // What a row does not tell may have changed since: rather too much is recorded than too little.
    if (before) this.#changes?.add(taskId);
    this.#change(watched, { kind: hasSettled(task) ? 'FINISHED' : 'CHANGED', task, before }, isTold);
    return isTold;
  }

  /** Tells those who watch a task that it alone cannot be read. */
  failed(taskId: string, error: unknown): void {
    const watched = this.#tasks.get(taskId);
    if (!watched || watched.failure === failureName(error)) return;
    watched.failure = failureName(error);
    for (const listener of watched.listeners) listener.taskFailed(taskId, error);
  }

  #taskOf(taskId: string): WatchedTask {
    const known = this.#tasks.get(taskId);
    if (known) return known;
    const watched: WatchedTask = {
      taskId,
      listeners: new Set(),
      isListed: false,
      isRow: false,
      failure: null,
      change: null,
      askedAt: -Infinity,
      triedAt: -Infinity,
      isStallTold: false,
      history: new ProgressHistory(),
    };
    this.#tasks.set(taskId, watched);
    return watched;
  }

  /** Takes note of a change, and tells of it: those who watch the source if `isTold`, those who watch the task unless it is a row. */
  #change(watched: WatchedTask, change: TaskChange, isTold: boolean): void {
    watched.change = change;
    const byId = watched.isRow ? [] : [...watched.listeners];
    const ofSource = watched.isListed && isTold ? [...this.#ofSource] : [];
    if (watched.isListed && hasSettled(change.task)) watched.isListed = false;
    for (const listener of [...byId, ...ofSource]) listener.taskChanged(change);
    this.#forget(watched);
  }

  /** The task is as its row was: those who watch it have not been told yet. */
  #confirm(watched: WatchedTask, askedAt: number): void {
    const { change, listeners } = watched;
    if (!change) return;
    this.#moved(watched, change.task, askedAt);
    for (const listener of listeners) listener.taskChanged(change);
  }

  #moved(watched: WatchedTask, task: BatchTask, at: number): void {
    watched.isStallTold = false;
    watched.history.add(task, at);
  }

  #absent(watched: WatchedTask): boolean {
    this.#tasks.delete(watched.taskId);
    for (const listener of watched.listeners) listener.taskAbsent(watched.taskId);
    return watched.change !== null;
  }

  #forget(watched: WatchedTask): void {
    if (watched.listeners.size > 0 || watched.isListed) return;
    if (this.#tasks.get(watched.taskId) === watched) this.#tasks.delete(watched.taskId);
  }
}
