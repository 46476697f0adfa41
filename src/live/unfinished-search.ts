import { type Gap, listOfItems } from '../pagination/index.ts';
import { everyTask } from '../tasks/filter.ts';
import type { Provider } from '../tasks/provider.ts';
import type { BatchTask, TaskStatus } from '../tasks/task.ts';
import type { Caller } from '../upstream/upstream.ts';

/** The most calls of one step, and the most tasks that it finds. */
const mostCalls = 10;
const mostSearched = 500;

const unfinished: ReadonlySet<TaskStatus> = new Set(['PENDING', 'RUNNING', 'SUSPENDED', 'UNKNOWN']);

/** How far tasks are searched: one step, or as many as it takes to come to the end of the list. */
export type SearchReach = 'one step' | 'whole list';

/** A search for the tasks of a source's list that have not finished, a few calls in each step. */
export class UnfinishedSearch {
  readonly #provider: Provider;
  readonly #reach: () => SearchReach;
  #from: Gap = 'start';
  #state: 'going on' | 'given up' | 'done' = 'going on';

  /** How far is asked before each step: a search that was given up goes on once it is to go further. */
  constructor(provider: Provider, reach: () => SearchReach) {
    this.#provider = provider;
    this.#reach = reach;
  }

  /** Whether it has come to the end of the list. */
  get isDone(): boolean {
    return this.#state === 'done';
  }

  /** Whether there is more to be searched. */
  get isGoingOn(): boolean {
    return this.#state === 'going on' || (this.#state === 'given up' && this.#reach() === 'whole list');
  }

  /** The tasks that a further step finds; none where it has given up or is done. */
  async next(caller: Caller): Promise<readonly BatchTask[]> {
    if (!this.isGoingOn) return [];
    const list = this.#provider.list?.({ ...everyTask, statuses: unfinished }, caller) ?? listOfItems<BatchTask>([]);
    const walk = list.walk({ direction: 'forward', from: this.#from, until: 'end', mostCalls });
    const found: BatchTask[] = [];
    while (walk.continuation === 'more' && found.length < mostSearched) {
      const rows = await walk.next(mostSearched - found.length, 1);
      if (rows.length === 0) break;
      for (const { item } of rows) found.push(item);
    }
    this.#from = walk.reached ?? this.#from;
    if (walk.continuation === 'end') this.#state = 'done';
    else this.#state = this.#reach() === 'one step' ? 'given up' : 'going on';
    return found;
  }
}
