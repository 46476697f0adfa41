import type { TaskListener } from './changes.ts';
import type { WatchNews } from './watch-news.ts';
import type { WatchedTask } from './watched-task.ts';
import type { WatchedTasks } from './watched-tasks.ts';

/**
 * How old an answer of another replica may be for a poll, as a share of the wait between polls. Less than the whole, so that of
 * replicas which wait equally long one asks in each wait; not much less, or they would ask by turns, and more often.
 */
const ageShare = 0.9;

/** For how many waits between polls others go on to watch what a replica watches, if they hear no more of it. */
const waitsWatched = 3;

/** The most tasks that a replica tells the others to watch, and the most that it watches for them. */
const mostTasks = 5_000;

/** How many new tasks are kept as told by others. */
const mostNew = 2_000;

/** What another replica watches, and until when that holds. */
interface WatchElsewhere {
  readonly taskIds: ReadonlySet<string>;
  readonly until: number;
}

/**
 * The other replicas that watch the same source. Whichever replica polls first asks also for what the others watch, and they take
 * its answers: all of them together ask the source as often as one would.
 */
export class OtherReplicas {
  readonly #news: WatchNews;
  readonly #tasks: WatchedTasks;
  /** What each of the others watches, by the name of the replica. */
  readonly #elsewhere = new Map<string, WatchElsewhere>();
  /** The tasks that are watched here for others, so that polls ask for them. */
  readonly #forOthers = new Map<string, WatchedTask>();
  /** The new tasks of the list that others have told of. */
  readonly #newTasks = new Set<string>();
  /** Whether others believe that something is watched here. */
  #hasTold = false;
  /** Stands for the others among the listeners: they hear of changes by news, so that it tells nobody. */
  readonly #listener: TaskListener = {
    taskChanged: () => undefined,
    taskAbsent: (taskId) => void this.#forOthers.delete(taskId),
    taskFailed: () => undefined,
    sourceChanged: () => undefined,
  };

  constructor(news: WatchNews, tasks: WatchedTasks) {
    this.#news = news;
    this.#tasks = tasks;
  }

  /** How old the answers of others may be for a poll, in milliseconds. */
  maxAgeOf(waitMs: number): number {
    return ageShare * waitMs;
  }

  /** Another replica has told what it watches. */
  hearWatched(replica: string, taskIds: readonly string[], forMs: number): void {
    const until = performance.now() + forMs;
    this.#elsewhere.set(replica, { taskIds: new Set(taskIds.slice(0, mostTasks)), until });
    this.#dropExpired();
  }

  /** Whether another replica watches a task. */
  watches(taskId: string): boolean {
    this.#dropExpired();
    for (const { taskIds } of this.#elsewhere.values()) if (taskIds.has(taskId)) return true;
    return false;
  }

  /**
   * Before a poll: tells what is watched here, and watches what the others watch by now, if `canBatch`. Where each id takes a
   * call of its own, theirs would make the poll longer.
   */
  exchange(waitMs: number, canBatch: boolean): void {
    const own = this.#tasks.unfinishedBeside(this.#listener).slice(0, mostTasks);
    if (own.length > 0 || this.#hasTold) this.#news.tellWatched(own, waitsWatched * waitMs);
    this.#hasTold = own.length > 0;
    this.#dropExpired();
    const wanted = canBatch ? [...this.#elsewhere.values()].flatMap(({ taskIds }) => [...taskIds]) : [];
    this.#watchForOthers(new Set([...new Set(wanted)].slice(0, mostTasks)));
  }

  /** Another replica has told of new tasks in the list. */
  hearNew(taskIds: readonly string[]): void {
    for (const taskId of taskIds) this.#newTasks.add(taskId);
    for (const taskId of this.#newTasks) {
      if (this.#newTasks.size <= mostNew) break;
      this.#newTasks.delete(taskId);
    }
  }

  /** Tells of the new tasks of the list that no other replica has told of. */
  tellNew(taskIds: readonly string[]): void {
    const untold = taskIds.filter((taskId) => !this.#newTasks.has(taskId));
    if (untold.length > 0) this.#news.tellNewTasks(untold.slice(0, mostNew));
  }

  /** Nobody watches here any more. */
  end(): void {
    this.#watchForOthers(new Set());
    if (this.#hasTold) this.#news.tellWatched([], 0);
    this.#hasTold = false;
  }

  /** Watches these tasks for others, and no others than these. */
  #watchForOthers(wanted: ReadonlySet<string>): void {
    for (const [taskId, watched] of this.#forOthers) {
      if (wanted.has(taskId)) continue;
      this.#forOthers.delete(taskId);
      this.#tasks.remove(watched, this.#listener);
    }
    for (const taskId of wanted) {
      if (!this.#forOthers.has(taskId)) this.#forOthers.set(taskId, this.#tasks.add(taskId, this.#listener));
    }
  }

  #dropExpired(): void {
    const now = performance.now();
    for (const [replica, { until }] of this.#elsewhere) if (until <= now) this.#elsewhere.delete(replica);
  }
}
