import type { Provider } from '../tasks/provider.ts';
import type { BatchTask } from '../tasks/task.ts';
import type { Caller } from '../upstream/upstream.ts';
import { ListHead } from './list-head.ts';
import { type SearchReach, UnfinishedSearch } from './unfinished-search.ts';

/** The list of a source as it is watched: what is new at its head, and which of its tasks had not finished before. */
export class WholeList {
  readonly #provider: Provider;
  readonly #reach: () => SearchReach;
  readonly #head: ListHead;
  #search: UnfinishedSearch;
  #isRead = false;

  constructor(provider: Provider, reach: () => SearchReach) {
    this.#provider = provider;
    this.#reach = reach;
    this.#head = new ListHead(provider);
    this.#search = new UnfinishedSearch(provider, reach);
  }

  /** Whether it was read at all. */
  get isRead(): boolean {
    return this.#isRead;
  }

  /** Whether a task was seen at its head. */
  hasSeen(taskId: string): boolean {
    return this.#head.hasSeen(taskId);
  }

  /** Whether all its tasks that had not finished are known, so that no change of one is missed. */
  get isKnown(): boolean {
    return this.#search.isDone;
  }

  /** Whether more of its tasks are to be searched. */
  get isSearched(): boolean {
    return this.#search.isGoingOn;
  }

  /** The tasks that have come since the last time, the oldest first; none the first time. */
  async newTasks(caller: Caller): Promise<readonly BatchTask[]> {
    const { tasks, isCut } = await this.#head.look(caller);
    // Those that were not read any more have to be searched, as far as they have not finished.
    if (isCut) this.#search = new UnfinishedSearch(this.#provider, this.#reach);
    return tasks;
  }

  /** More of the tasks that have not finished. Asked for after the new ones: a task that comes in between is among those next time. */
  async unfinishedTasks(caller: Caller): Promise<readonly BatchTask[]> {
    const tasks = await this.#search.next(caller);
    this.#isRead = true;
    return tasks;
  }
}
