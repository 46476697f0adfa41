import type { Row, Walk } from '../pagination/index.ts';
import { everyTask } from '../tasks/filter.ts';
import type { Provider } from '../tasks/provider.ts';
import type { BatchTask, TaskStatus } from '../tasks/task.ts';
import type { Caller } from '../upstream/upstream.ts';

/** How many tasks one look at the head of a list reads, by one call where the provider's pages are as long. */
const lookSize = 50;

/** The most new tasks that one look finds: more come with the next page of a query. */
const mostNew = 500;

/** How many ids of the head are known; of a list that loses tasks, what moves up to the head again is not new. */
const mostSeen = 2_000;

/** The most calls, and tasks, by which those that have not finished are found. */
const searchCalls = 5;
const mostSearched = 500;

const unfinished: ReadonlySet<TaskStatus> = new Set(['PENDING', 'RUNNING', 'SUSPENDED', 'UNKNOWN']);

const tasksOf = (rows: readonly Row<BatchTask>[]): BatchTask[] => rows.map(({ item }) => item);

/** What is new at the head of a source's list. */
export class ListHead {
  readonly #provider: Provider;
  /** Ids, those seen first before the others; null before the first look. */
  #seen: Set<string> | null = null;

  constructor(provider: Provider) {
    this.#provider = provider;
  }

  /** The tasks that have come since the last look, the oldest first; none on the first look. */
  async newTasks(caller: Caller): Promise<readonly BatchTask[]> {
    const walk = this.#walk(caller, everyTask);
    if (!walk) return [];
    const found: BatchTask[] = [];
    const seen = this.#seen;
    for (let isGoingOn = true; isGoingOn;) {
      const tasks = tasksOf(await walk.next(lookSize, 1));
      const fresh = tasks.filter(({ taskId }) => !seen?.has(taskId));
      found.push(...fresh);
      isGoingOn =
        seen !== null &&
        fresh.length > 0 &&
        fresh.length === tasks.length &&
        found.length < mostNew &&
        walk.continuation === 'more';
    }
    const oldestFirst = found.toReversed();
    this.#see(oldestFirst);
    return seen === null ? [] : oldestFirst;
  }

  /** The tasks of the list that have not finished, as far as a few calls find them; those at the head come with the first look. */
  async unfinishedTasks(caller: Caller): Promise<readonly BatchTask[]> {
    const walk = this.#walk(caller, { ...everyTask, statuses: unfinished });
    if (!walk) return [];
    const found: BatchTask[] = [];
    for (let calls = 0; walk.continuation === 'more' && found.length < mostSearched; calls += 1) {
      if (calls === searchCalls) break;
      found.push(...tasksOf(await walk.next(mostSearched - found.length, 1)));
    }
    return found;
  }

  #walk(caller: Caller, filter: typeof everyTask): Walk<BatchTask> | undefined {
    return this.#provider.list?.(filter, caller).walk({ direction: 'forward', from: 'start', until: 'end' });
  }

  #see(tasks: readonly BatchTask[]): void {
    this.#seen ??= new Set();
    for (const { taskId } of tasks) this.#seen.add(taskId);
    for (const taskId of this.#seen) {
      if (this.#seen.size <= mostSeen) break;
      this.#seen.delete(taskId);
    }
  }
}
