import type { TaskListener } from './changes.ts';
import type { WatchedTask } from './watched-task.ts';
import type { WatchedTasks } from './watched-tasks.ts';
import type { WatchTogether } from './watch-together.ts';

/**
 * How old an answer of another replica may be for a poll, as a part of the wait between polls. Less than the whole, so that of
 * replicas which wait equally long one asks in each wait; not much less, or they would ask by turns, and more often.
 */
const agePart = 0.9;

/** For how many waits others ask for what a replica watches, once it tells them no more. */
const waitsTold = 3;

/** The most tasks that a replica tells of, and the most that it watches for others. */
const mostTasks = 5_000;

/** How many new tasks are known to be told already. */
const mostNew = 2_000;

/** What another replica watches. */
interface OthersWatch {
  readonly taskIds: ReadonlySet<string>;
  readonly until: number;
}

/**
 * The other replicas as one that watches a source sees them. Whoever polls first takes along what the others watch, and they
 * take its answers: all of them ask as often as one.
 */
export class OtherReplicas {
  readonly #together: WatchTogether;
  readonly #tasks: WatchedTasks;
  readonly #watches = new Map<string, OthersWatch>();
  /** What is watched here for others. */
  readonly #forOthers = new Map<string, WatchedTask>();
  /** The new tasks that others have told of. */
  readonly #newTasks = new Set<string>();
  #hasTold = false;
  /** Watches for others, and hears nothing. */
  readonly #listener: TaskListener = {
    taskChanged: () => undefined,
    taskAbsent: (taskId) => void this.#forOthers.delete(taskId),
    taskFailed: () => undefined,
    sourceChanged: () => undefined,
  };

  constructor(together: WatchTogether, tasks: WatchedTasks) {
    this.#together = together;
    this.#tasks = tasks;
  }

  /** How old their answers may be for a poll, in milliseconds. */
  maxAgeOf(waitMs: number): number {
    return agePart * waitMs;
  }

  /** Takes note of what another watches. */
  watch(replica: string, taskIds: readonly string[], forMs: number): void {
    const until = performance.now() + forMs;
    this.#watches.set(replica, { taskIds: new Set(taskIds.slice(0, mostTasks)), until });
    this.#drop();
  }

  /** Whether another watches a task. */
  watches(taskId: string): boolean {
    this.#drop();
    for (const { taskIds } of this.#watches.values()) if (taskIds.has(taskId)) return true;
    return false;
  }

  /** Tells what is watched here before a poll, and watches what others watch by now; `isTaken`: if a call can take that along. */
  exchange(waitMs: number, isTaken: boolean): void {
    const own = this.#tasks.unfinishedBeside(this.#listener).slice(0, mostTasks);
    if (own.length > 0 || this.#hasTold) this.#together.tellWatched(own, waitsTold * waitMs);
    this.#hasTold = own.length > 0;
    this.#drop();
    const wanted = isTaken ? [...this.#watches.values()].flatMap(({ taskIds }) => [...taskIds]) : [];
    this.#watchFor(new Set([...new Set(wanted)].slice(0, mostTasks)));
  }

  /** Takes note of new tasks that another has told of. */
  knowNew(taskIds: readonly string[]): void {
    for (const taskId of taskIds) this.#newTasks.add(taskId);
    for (const taskId of this.#newTasks) {
      if (this.#newTasks.size <= mostNew) break;
      this.#newTasks.delete(taskId);
    }
  }

  /** Tells of new tasks, as far as no other has told of them. */
  tellNew(taskIds: readonly string[]): void {
    const untold = taskIds.filter((taskId) => !this.#newTasks.has(taskId));
    if (untold.length > 0) this.#together.tellNewTasks(untold.slice(0, mostNew));
  }

  /** Nobody watches here any more. */
  end(): void {
    this.#watchFor(new Set());
    if (this.#hasTold) this.#together.tellWatched([], 0);
    this.#hasTold = false;
  }

  #watchFor(wanted: ReadonlySet<string>): void {
    for (const [taskId, watched] of this.#forOthers) {
      if (wanted.has(taskId)) continue;
      this.#forOthers.delete(taskId);
      this.#tasks.remove(watched, this.#listener);
    }
    for (const taskId of wanted) {
      if (!this.#forOthers.has(taskId)) this.#forOthers.set(taskId, this.#tasks.add(taskId, this.#listener));
    }
  }

  #drop(): void {
    const now = performance.now();
    for (const [replica, { until }] of this.#watches) if (until <= now) this.#watches.delete(replica);
  }
}
