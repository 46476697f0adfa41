import type { Provider } from '../tasks/provider.ts';
import type { Caller } from '../upstream/upstream.ts';
import type { ChangeRecord } from './change-record.ts';
import type { OtherReplicas } from './other-replicas.ts';
import type { SearchReach } from './unfinished-search.ts';
import type { WatchedTasks } from './watched-tasks.ts';
import { WholeList } from './whole-list.ts';

/** Whether a poll had anything to ask its source: only then does it tell whether that works. */
export type Asked = 'asked' | 'not asked';

/** What the list is watched with. */
interface WatchedListParts {
  readonly provider: Provider;
  readonly tasks: WatchedTasks;
  readonly changes: ChangeRecord | null;
  readonly others: OtherReplicas | null;
  /** Hears that there is something new, so that polls follow sooner. */
  readonly changed: () => void;
}

/** The list of a source while somebody watches the whole of it: what is new in it becomes known here, and is told to other replicas. */
export class WatchedList {
  readonly #parts: WatchedListParts;
  /** Null while nobody watches the whole source. */
  #list: WholeList | null = null;
  /** Whether others have seen new tasks in the list since it was last looked at. */
  #hasGrown = false;

  constructor(parts: WatchedListParts) {
    this.#parts = parts;
  }

  /** Somebody watches the whole source. */
  begin(reach: () => SearchReach): void {
    this.#list ??= new WholeList(this.#parts.provider, reach);
  }

  /** Nobody does any more. */
  end(): void {
    this.#list = null;
    this.#parts.changes?.end();
    this.#parts.tasks.unlist();
  }

  /** Whether it has been read since it is watched. */
  get isRead(): boolean {
    return this.#list?.isRead ?? false;
  }

  /** Another replica has seen these new tasks; whether that is news here. */
  hearNew(taskIds: readonly string[]): boolean {
    const list = this.#list;
    if (!list?.isRead || taskIds.every((taskId) => list.hasSeen(taskId))) return false;
    this.#hasGrown = true;
    return true;
  }

  /** Whether others have seen new tasks since this was last asked. */
  takeGrown(): boolean {
    const hasGrown = this.#hasGrown;
    this.#hasGrown = false;
    return hasGrown;
  }

  /** Looks for new tasks; at first for those that have not finished too. */
  async read(caller: Caller): Promise<Asked> {
    const { tasks, changes, others, changed } = this.#parts;
    const list = this.#list;
    if (!list) return 'not asked';
    const added = await list.newTasks(caller);
    // Those who have watched the source may have left meanwhile.
    if (this.#list !== list) return 'asked';
    if (!list.isKnown) changes?.end();
    if (added.length > 0) changed();
    others?.tellNew(added.map(({ taskId }) => taskId));
    for (const task of added) tasks.list(task, true);
    const unfinished = await list.unfinishedTasks(caller);
    if (this.#list !== list) return 'asked';
    for (const task of unfinished) tasks.list(task, false);
    if (list.isKnown) changes?.begin();
    if (list.isSearched) changed();
    return 'asked';
  }
}
