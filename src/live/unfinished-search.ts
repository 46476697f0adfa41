import { type Gap, listOfItems } from '../pagination/index.ts';
import { everyTask } from '../tasks/filter.ts';
import type { Provider } from '../tasks/provider.ts';
import type { BatchTask, TaskStatus } from '../tasks/task.ts';
import type { Caller } from '../upstream/upstream.ts';

/** The most calls of one step, and the most tasks that it finds. */
const mostCalls = 10;
const mostSearched = 500;

const unfinished: ReadonlySet<TaskStatus> = new Set(['PENDING', 'RUNNING', 'SUSPENDED', 'UNKNOWN']);

/** How far the list is searched: by one step, or by as many as it takes to come to its end. */
export type SearchReach = 'one step' | 'whole list';

/** Searches the list of a source for tasks that have not finished, by a few calls in each step. */
export class UnfinishedSearch {
  readonly #provider: Provider;
  readonly #reach: () => SearchReach;
  #from: Gap = 'start';
  /** `given up`: after one step, before the end of the list. */
  #state: 'going on' | 'given up' | 'done' = 'going on';

  /** `reach` is called before each step: a search that was given up goes on once the whole list is to be searched. */
  constructor(provider: Provider, reach: () => SearchReach) {
    this.#provider = provider;
    this.#reach = reach;
  }

  /** Whether it has come to the end of the list. */
  get isDone(): boolean {
    return this.#state === 'done';
  }

  /** Whether a further step is to be made. */
  get isGoingOn(): boolean {
    return this.#state === 'going on' || (this.#state === 'given up' && this.#reach() === 'whole list');
  }

  /** Makes a further step, and returns the tasks that it finds; none where the search was given up or is done. */
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
