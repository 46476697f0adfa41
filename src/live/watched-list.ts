import type { Provider } from '../tasks/provider.ts';
import type { Caller } from '../upstream/upstream.ts';
import type { ChangeRecord } from './change-record.ts';
import { ListScan } from './list-scan.ts';
import type { OtherReplicas } from './other-replicas.ts';
import type { SearchReach } from './unfinished-search.ts';
import type { WatchedTasks } from './watched-tasks.ts';

/** Whether a poll had anything to ask its source. Only if it had does it tell whether the source can be read. */
export type Asked = 'asked' | 'not asked';

/** The list of which source is watched, and who is told what is found in it. */
interface WatchedListParts {
  readonly provider: Provider;
  readonly tasks: WatchedTasks;
  /** The record of changes; null where the provider tells them. */
  readonly changes: ChangeRecord | null;
  /** Null where there are no other replicas. */
  readonly others: OtherReplicas | null;
  /** Called where the next poll is due soon: there is something new, or more to search. */
  readonly changed: () => void;
}

/** The list of a source while somebody watches the whole source: tasks found in it are watched, and told to other replicas. */
export class WatchedList {
  readonly #parts: WatchedListParts;
  /** Null while nobody watches the whole source. */
  #scan: ListScan | null = null;
  /** Whether other replicas have seen new tasks since the list was last read here. */
  #hasGrown = false;

  constructor(parts: WatchedListParts) {
    this.#parts = parts;
  }

  /** Somebody watches the whole source; without effect if that was so already. */
  begin(reach: () => SearchReach): void {
    this.#scan ??= new ListScan(this.#parts.provider, reach);
  }

  /** Nobody watches the whole source any more. */
  end(): void {
    this.#scan = null;
    this.#parts.changes?.end();
    this.#parts.tasks.unlist();
  }

  /** Whether the list was read since it is watched. */
  get isRead(): boolean {
    return this.#scan?.isRead ?? false;
  }

  /** Another replica has seen these new tasks. True if one of them is not known here, so that the list is to be read. */
  hearNew(taskIds: readonly string[]): boolean {
    const scan = this.#scan;
    if (!scan?.isRead || taskIds.every((taskId) => scan.hasSeen(taskId))) return false;
    this.#hasGrown = true;
    return true;
  }

  /** Whether other replicas have seen new tasks since this was last called. */
  takeGrown(): boolean {
    const hasGrown = this.#hasGrown;
    this.#hasGrown = false;
    return hasGrown;
  }

  /** Reads what is new in the list, and goes on to search it for tasks that have not finished. */
  async read(caller: Caller): Promise<Asked> {
    const { tasks, changes, others, changed } = this.#parts;
    const scan = this.#scan;
    if (!scan) return 'not asked';
    const added = await scan.newTasks(caller);
    // Those who watched the whole source may have left meanwhile.
    if (this.#scan !== scan) return 'asked';
    // New tasks may have been skipped, and changes of them be missed.
    if (!scan.isComplete) changes?.end();
    if (added.length > 0) changed();
    others?.tellNew(added.map(({ taskId }) => taskId));
    for (const task of added) tasks.list(task, true);
    const unfinished = await scan.unfinishedTasks(caller);
    if (this.#scan !== scan) return 'asked';
    for (const task of unfinished) tasks.list(task, false);
    if (scan.isComplete) changes?.begin();
    if (scan.isGoingOn) changed();
    return 'asked';
  }
}
