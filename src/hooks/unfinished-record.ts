import { existsSync, readFileSync } from 'node:fs';
import type { StopWatching, TaskListener } from '../live/changes.ts';
import type { SourceWatcher } from '../live/source-watcher.ts';
import type { Logger } from '../platform/log.ts';
import { membersOf } from '../platform/members.ts';
import { writeWhole } from '../platform/write-whole.ts';
import { hasSettled } from '../tasks/outcome.ts';
import type { BatchTask } from '../tasks/task.ts';

/** How often the record is brought up to date, in milliseconds. */
const recordMs = 1_000;

/** What a record is kept of, and where. */
export interface UnfinishedOptions {
  readonly file: string;
  /** The watchers of the sources that hooks hear of, by the sources' keys. */
  readonly watchers: () => ReadonlyMap<string, Pick<SourceWatcher, 'watchTasks' | 'unfinishedTasks'>>;
  /** Hears of a task of the record that has finished. */
  readonly finished: (task: BatchTask) => void;
  /** Waits until the messages have been written that were made until now. */
  readonly messagesWritten: () => Promise<unknown>;
  readonly logger: Pick<Logger, 'warn' | 'error'>;
  readonly everyMs?: number | undefined;
}

/** The ids that a file has for a source. */
const idsIn = (members: Readonly<Record<string, unknown>>, key: string): string[] => {
  const ids = members[key];
  return Array.isArray(ids) ? ids.filter((id): id is string => typeof id === 'string') : [];
};

/**
 * Which tasks have not finished, in a file: what has finished while no gateway ran is told by the next. A task is taken out of
 * the file only after the message about its end has been written.
 */
export class UnfinishedRecord {
  readonly #options: UnfinishedOptions;
  /** What an earlier process has left, as far as its end is not known yet. */
  readonly #left = new Map<string, Set<string>>();
  readonly #stops: StopWatching[] = [];
  readonly #timer: NodeJS.Timeout;
  #text = '';
  /** Writes go one after the other. */
  #last: Promise<void> = Promise.resolve();

  /** Begins to watch the tasks that an earlier process has left. */
  constructor(options: UnfinishedOptions) {
    this.#options = options;
    const members = this.#readFile();
    for (const [key, watcher] of options.watchers()) this.#watch(watcher, key, idsIn(members, key));
    this.#timer = setInterval(() => this.#write(), options.everyMs ?? recordMs).unref();
  }

  /** Writes how it is now; to be called before others stop to watch. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#write();
    for (const stop of this.#stops) stop();
    await this.#last;
  }

  #readFile(): Readonly<Record<string, unknown>> {
    const { file, logger } = this.#options;
    if (!existsSync(file)) return {};
    try {
      return membersOf(JSON.parse(readFileSync(file, 'utf8')));
    } catch (error) {
      logger.warn(
        { err: error },
        'The record of unfinished tasks cannot be read: what has finished meanwhile is not told.',
      );
      return {};
    }
  }

  #watch(watcher: Pick<SourceWatcher, 'watchTasks'>, key: string, taskIds: readonly string[]): void {
    if (taskIds.length === 0) return;
    const left = new Set(taskIds);
    this.#left.set(key, left);
    const listener: TaskListener = {
      taskChanged: ({ task }) => {
        if (!hasSettled(task) || !left.delete(task.taskId)) return;
        this.#options.finished(task);
      },
      taskAbsent: (taskId) => left.delete(taskId),
      // It stays in the record until it can be read.
      taskFailed: () => undefined,
      sourceChanged: () => undefined,
    };
    this.#stops.push(watcher.watchTasks([...left], listener));
  }

  #write(): void {
    const { file, watchers, messagesWritten, logger } = this.#options;
    const entries = [...watchers()].map(([key, watcher]) => {
      const ids = new Set([...(this.#left.get(key) ?? []), ...watcher.unfinishedTasks()]);
      return [key, [...ids].sort()] as const;
    });
    const text = JSON.stringify(Object.fromEntries(entries));
    if (text === this.#text) return;
    this.#text = text;
    this.#last = this.#last
      .then(messagesWritten)
      .then(() => writeWhole(file, text))
      .catch((error: unknown) => {
        this.#text = '';
        logger.error({ err: error }, 'The record of unfinished tasks cannot be written.');
      });
  }
}
