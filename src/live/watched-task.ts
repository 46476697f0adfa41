import { isDeepStrictEqual } from 'node:util';
import { hasSettled } from '../tasks/outcome.ts';
import type { BatchTask } from '../tasks/task.ts';
import type { ChangeRecord } from './change-record.ts';
import type { SourceListener, TaskChange, TaskListener } from './changes.ts';
import { failureName } from './failure-name.ts';
import { ProgressHistory } from './progress-history.ts';

/** Who is told of all tasks of a source. */
export interface SourceAudience {
  /** Who watches the whole source. */
  readonly listeners: ReadonlySet<SourceListener>;
  /** The record of changes; null where the provider tells them. */
  readonly changes: ChangeRecord | null;
}

/**
 * How a task was last seen, and the change that it was told by. `ROW`: only in the list, whose rows may tell less than the
 * task read by its id. `READ`: by its id.
 */
interface LastSeen {
  readonly from: 'ROW' | 'READ';
  readonly change: TaskChange;
}

/** Whether a task is not as its row said, as far as the row told anything. */
const differsFromRow = (row: BatchTask, task: BatchTask): boolean =>
  row.status !== task.status ||
  row.providerStatus !== task.providerStatus ||
  (row.progress !== null && row.progress !== task.progress);

/**
 * One task that is watched: how it was last seen, and who is told when that changes. Those who watch it by its id are told what
 * was read by its id, never a row. Those who watch the whole source are told while it is listed.
 */
export class WatchedTask {
  readonly taskId: string;
  readonly history = new ProgressHistory();
  /** When the poll that last asked for it began, whether or not an answer came. */
  triedAt = -Infinity;
  /** When the last answer about it was asked for. */
  #askedAt = -Infinity;
  /** Null before it was seen. */
  #seen: LastSeen | null = null;
  /** Who watches it by its id. */
  readonly #listeners = new Set<TaskListener>();
  readonly #source: SourceAudience;
  #isListed = false;
  /** The name of the failure to read this task alone; null where there is none. */
  #failure: string | null = null;
  /** Whether it was told that the task stalls, since it last moved. */
  #isStallTold = false;

  constructor(taskId: string, source: SourceAudience) {
    this.taskId = taskId;
    this.#source = source;
  }

  get askedAt(): number {
    return this.#askedAt;
  }

  /** Whether those who watch the whole source are told of it: it is in the list and has not finished. */
  get isListed(): boolean {
    return this.#isListed;
  }

  /** The task as it was last seen, by whatever way; null before that. */
  get task(): BatchTask | null {
    return this.#seen?.change.task ?? null;
  }

  /** The task as it was last read by its id; null before that. */
  get taskRead(): BatchTask | null {
    return this.#seen?.from === 'READ' ? this.#seen.change.task : null;
  }

  /** Whether it has finished for certain: the row of a finished task may lack what is read by its id. */
  get hasEnded(): boolean {
    return this.taskRead !== null && hasSettled(this.taskRead);
  }

  get isWatched(): boolean {
    return this.#isListed || this.#listeners.size > 0;
  }

  /** Whether anybody but this listener watches it. */
  isWatchedBeside(listener: TaskListener): boolean {
    return this.#isListed || this.#listeners.size > (this.#listeners.has(listener) ? 1 : 0);
  }

  /** Adds a listener, and tells it at once how the task is, where it was read by its id. */
  add(listener: TaskListener): void {
    this.#listeners.add(listener);
    if (this.#seen?.from === 'READ') listener.taskChanged(this.#seen.change);
  }

  remove(listener: TaskListener): void {
    this.#listeners.delete(listener);
  }

  /** It was found in the list: from now on those who watch the whole source are told of it. They hear at once of a new one. */
  list(row: BatchTask, isNew: boolean): void {
    this.#isListed = true;
    if (isNew) this.#source.changes?.add(this.taskId);
    const { task } = this;
    if (!task) {
      this.#change('ROW', { kind: isNew ? 'ADDED' : 'CHANGED', task: row, before: null }, isNew);
    } else if (isNew) {
      const change: TaskChange = { kind: 'ADDED', task, before: null };
      for (const listener of this.#source.listeners) listener.taskChanged(change);
    }
  }

  unlist(): void {
    this.#isListed = false;
  }

  /** It was read by its id, asked for at a moment. True where that is news: no row has told it already. */
  read(task: BatchTask, askedAt: number): boolean {
    this.#askedAt = askedAt;
    this.#failure = null;
    const seen = this.#seen;
    if (seen && isDeepStrictEqual(seen.change.task, task)) {
      if (seen.from === 'ROW') this.#confirmRow(seen.change);
      return false;
    }
    const before = seen?.change.task ?? null;
    const isNews = seen?.from !== 'ROW' || differsFromRow(seen.change.task, task);
    this.#moved(task);
    // What a row does not tell may have changed since: rather too much is recorded than too little.
    if (before) this.#source.changes?.add(this.taskId);
    this.#change('READ', { kind: hasSettled(task) ? 'FINISHED' : 'CHANGED', task, before }, isNews);
    return isNews;
  }

  /** There is no such task. */
  tellAbsent(): void {
    for (const listener of this.#listeners) listener.taskAbsent(this.taskId);
  }

  /** This task alone could not be read: that is told unless it was told already. */
  tellFailure(error: unknown): void {
    if (this.#failure === failureName(error)) return;
    this.#failure = failureName(error);
    for (const listener of this.#listeners) listener.taskFailed(this.taskId, error);
  }

  /** Tells once that the task has begun to stall, if it has. That it moves again is a change anyway. */
  tellStall(now: number): void {
    const { task } = this;
    if (!task || this.#isStallTold || this.history.stalledForMs(now) === null) return;
    this.#isStallTold = true;
    // A new object, since the result of an event is kept for those who subscribe later.
    this.#change('READ', { kind: 'CHANGED', task, before: task }, true);
  }

  /** The task is as its row was: those who watch it by its id have not been told yet. */
  #confirmRow(change: TaskChange): void {
    this.#seen = { from: 'READ', change };
    this.#moved(change.task);
    for (const listener of this.#listeners) listener.taskChanged(change);
  }

  #moved(task: BatchTask): void {
    this.#isStallTold = false;
    this.history.add(task, this.#askedAt);
  }

  /** Takes note of a change and tells it: by id unless it is from a row, and those who watch the whole source if it is news. */
  #change(from: LastSeen['from'], change: TaskChange, isNews: boolean): void {
    this.#seen = { from, change };
    const byId = from === 'READ' ? [...this.#listeners] : [];
    const ofSource = this.#isListed && isNews ? [...this.#source.listeners] : [];
    if (hasSettled(change.task)) this.#isListed = false;
    for (const listener of [...byId, ...ofSource]) listener.taskChanged(change);
  }
}
