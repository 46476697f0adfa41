import type { Cancellation } from '../platform/cancellation.ts';
import type { RootSpan } from '../platform/trace.ts';
import type { TaskReader } from '../tasks/reader.ts';
import type { SourceMeter } from '../upstream/source-meter.ts';
import type { Caller } from '../upstream/upstream.ts';
import { failureName } from './failure-name.ts';
import type { OtherReplicas } from './other-replicas.ts';
import { createPollCaller, pollDeadlineMs } from './poll-caller.ts';
import type { PollScope } from './poll-loop.ts';
import type { PaceLimits } from './polling-pace.ts';
import { readDue } from './read-due.ts';
import type { SourceListeners } from './source-listeners.ts';
import type { Asked, WatchedList } from './watched-list.ts';
import type { WatchedTasks } from './watched-tasks.ts';

/** For how long one poll begins calls by ids, in milliseconds; the ids that are left are asked for by the next. */
const longestAskingMs = pollDeadlineMs / 2;

/** How a source is polled. */
export interface SourcePollOptions {
  readonly reader: TaskReader;
  /** The most ids of a call. */
  readonly maxIds: number;
  /** May change: they are read each time. */
  readonly limits: PaceLimits;
  /** Hears of polls, for the metrics; absent: there are none. */
  readonly meter?: Pick<SourceMeter, 'polled'> | undefined;
  /** Begins the trace of a poll; absent: there are none. */
  readonly tracePoll?: (() => RootSpan | undefined) | undefined;
}

/** What a poll asks for, and who is told what comes of it. */
export interface PolledParts {
  readonly tasks: WatchedTasks;
  readonly list: WatchedList;
  readonly listeners: SourceListeners;
  /** Null where there are no other replicas. */
  readonly others: OtherReplicas | null;
}

/** One poll of a source after the other: the list is read, and beside it by their ids the tasks that have not finished. */
export class SourcePoll {
  readonly #options: SourcePollOptions;
  readonly #parts: PolledParts;
  /** Whether ids were added since the poll under way last looked which are due. */
  #hasNewIds = false;
  #freshSince = Infinity;

  constructor(options: SourcePollOptions, parts: PolledParts) {
    this.#options = options;
    this.#parts = parts;
  }

  /** The last poll for everything leaves tasks as they are that were asked for since this moment; Infinity before such a poll. */
  get freshSince(): number {
    return this.#freshSince;
  }

  /** Ids were added to the tasks: a poll under way asks for new tasks before all others. */
  idsAdded(): void {
    this.#hasNewIds = true;
  }

  /** Nobody watches any more. */
  end(): void {
    this.#freshSince = Infinity;
  }

  /** Polls; `waitMs` is the wait between polls. Does not reject: what fails is told. */
  async run(scope: PollScope, running: Cancellation, waitMs: number): Promise<void> {
    const now = performance.now();
    const { limits, maxIds, meter, tracePoll } = this.#options;
    const { tasks, list, listeners, others } = this.#parts;
    // Who is new hears how a task is, and not how it was for those who have waited for long.
    const maxAgeMs = others?.maxAgeOf(scope === 'all' ? waitMs : limits.pollMs);
    if (scope === 'all') others?.exchange(waitMs, maxIds > 1);
    const span = tracePoll?.();
    const caller = createPollCaller(running, maxAgeMs, limits.slowestPollMs, span);
    const hasGrown = list.takeGrown();
    const isListRead = scope === 'all' || hasGrown || !list.isRead;
    // What a query has read meanwhile is new enough.
    const since = scope === 'all' ? now - limits.pollMs / 2 : 0;
    const results = await Promise.allSettled([
      // What another replica has left last is wanted, and not what was there before.
      isListRead ? list.read(hasGrown && maxAgeMs ? { ...caller, maxAgeMs: maxAgeMs / 2 } : caller) : 'not asked',
      this.#readTasks(caller, since),
    ]);
    const failed = results.find((result) => result.status === 'rejected');
    span?.end(failed ? failureName(failed.reason) : null);
    if (running.isCancelled) return;
    if (scope === 'all') this.#freshSince = Math.min(since, now - (maxAgeMs ?? 0));
    const wasAsked = results.some((result) => result.status === 'fulfilled' && result.value === 'asked');
    if (failed || wasAsked) {
      meter?.polled(failed !== undefined);
      listeners.sourceIs(failed?.reason);
    }
    tasks.tellStalls(performance.now());
  }

  /** Reads by their ids the tasks that are due; the watcher's `observe` hears of each. Rejects where none could be read. */
  async #readTasks(caller: Caller, since: number): Promise<Asked> {
    const { maxIds, reader, limits } = this.#options;
    const { tasks } = this.#parts;
    const began = performance.now();
    const { asked, failed } = await readDue({
      reader,
      maxIds,
      caller,
      due: () => tasks.due(since),
      takeNewIds: () => {
        const hasNewIds = this.#hasNewIds;
        this.#hasNewIds = false;
        return hasNewIds;
      },
      trying: (taskIds) => {
        for (const taskId of taskIds) tasks.tried(taskId, began);
      },
      until: began + Math.min(limits.slowestPollMs, longestAskingMs),
    });
    const [first] = failed;
    if (first && failed.length === asked) throw first[1];
    for (const [taskId, error] of failed) tasks.failed(taskId, error);
    return asked > 0 ? 'asked' : 'not asked';
  }
}
