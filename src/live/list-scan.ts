import type { Provider } from '../tasks/provider.ts';
import type { BatchTask } from '../tasks/task.ts';
import type { Caller } from '../upstream/upstream.ts';
import { ListHead } from './list-head.ts';
import { type SearchReach, UnfinishedSearch } from './unfinished-search.ts';

/** Reads the list of a source poll by poll: what is new at its head, and which of its older tasks have not finished. */
export class ListScan {
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

  /** Whether the list was read at all. */
  get isRead(): boolean {
    return this.#isRead;
  }

  /** Whether a task was seen at the head. */
  hasSeen(taskId: string): boolean {
    return this.#head.hasSeen(taskId);
  }

  /** Whether all tasks that have not finished were found, so that no change of one is missed. */
  get isComplete(): boolean {
    return this.#search.isDone;
  }

  /** Whether the search for tasks that have not finished is to go on. */
  get isGoingOn(): boolean {
    return this.#search.isGoingOn;
  }

  /** The tasks that have come since the last time, the oldest first; none the first time. */
  async newTasks(caller: Caller): Promise<readonly BatchTask[]> {
    const { tasks, isCut } = await this.#head.look(caller);
    // New tasks beyond what was read are found by another search, as far as they have not finished.
    if (isCut) this.#search = new UnfinishedSearch(this.#provider, this.#reach);
    return tasks;
  }

  /** More tasks that have not finished. To be called after `newTasks`: a task that comes in between is new the next time. */
  async unfinishedTasks(caller: Caller): Promise<readonly BatchTask[]> {
    const tasks = await this.#search.next(caller);
    this.#isRead = true;
    return tasks;
  }
}
