import { everyTask } from '../tasks/filter.ts';
import type { Provider } from '../tasks/provider.ts';
import type { BatchTask } from '../tasks/task.ts';
import type { Caller } from '../upstream/upstream.ts';

/** How many tasks one look at the head of a list reads, by one call where the provider's pages are as long. */
const lookSize = 50;

/** The most new tasks that one look finds: more come with the next page of a query. */
const mostNew = 500;

/** How many ids are remembered as seen. Where a list loses tasks, older ones move up to its head again: they are not new. */
const mostSeen = 2_000;

/** What a look at the head of a list finds. */
export interface HeadLook {
  /** The tasks that have come since the last look, the oldest first; none on the first look. */
  readonly tasks: readonly BatchTask[];
  /** Whether there may be more of them, which were not read. */
  readonly isCut: boolean;
}

/** Finds what is new at the head of a source's list. */
export class ListHead {
  readonly #provider: Provider;
  /** Ids in the order in which they were seen; null before the first look. */
  #seen: Set<string> | null = null;

  constructor(provider: Provider) {
    this.#provider = provider;
  }

  /** Whether a task was seen lately. */
  hasSeen(taskId: string): boolean {
    return this.#seen?.has(taskId) === true;
  }

  async look(caller: Caller): Promise<HeadLook> {
    const list = this.#provider.list?.(everyTask, caller);
    const walk = list?.walk({ direction: 'forward', from: 'start', until: 'end' });
    if (!walk) return { tasks: [], isCut: false };
    const found: BatchTask[] = [];
    const seen = this.#seen;
    let [isAllNew, isGoingOn] = [true, true];
    while (isGoingOn) {
      const tasks = (await walk.next(lookSize, 1)).map(({ item }) => item);
      const fresh = tasks.filter(({ taskId }) => !seen?.has(taskId));
      found.push(...fresh);
      isAllNew = seen !== null && fresh.length === tasks.length && walk.continuation === 'more';
      isGoingOn = isAllNew && fresh.length > 0 && found.length < mostNew;
    }
    const oldestFirst = found.toReversed();
    this.#see(oldestFirst);
    return { tasks: seen === null ? [] : oldestFirst, isCut: isAllNew };
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
