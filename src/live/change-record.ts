import type { SeenTasks } from '../tasks/updates.ts';

/** How many tasks of a source are kept; the record begins later once one has fallen out. */
const mostTasks = 10_000;

/**
 * When this gateway has seen tasks of a source appear, change or finish, for providers that do not tell it. It has all of that
 * for the time in which the whole source was watched without a gap. Times are milliseconds since 1970, as clients give them.
 */
export class ChangeRecord {
  readonly #most: number;
  /** The last time of each task, in order. */
  readonly #seenAt = new Map<string, number>();
  #since: number | null = null;
  #latest = 0;

  constructor(most = mostTasks) {
    this.#most = most;
  }

  /** Since when nothing is missing; null while the whole source is not watched. */
  get since(): number | null {
    return this.#since;
  }

  /** From now on nothing will be missing, if that is not so already. */
  begin(): void {
    // What has happened earlier in this millisecond may be missing.
    this.#since ??= this.#now() + 1;
  }

  /** From now on something may be missing. What was seen remains true. */
  end(): void {
    this.#since = null;
  }

  /** Takes note of a task that is seen to have appeared, changed or finished. */
  add(taskId: string): void {
    this.#seenAt.delete(taskId);
    this.#seenAt.set(taskId, this.#now());
    const [oldest] = this.#seenAt;
    if (!oldest || this.#seenAt.size <= this.#most) return;
    const [lost, lostAt] = oldest;
    this.#seenAt.delete(lost);
    if (this.#since !== null) this.#since = Math.max(this.#since, lostAt + 1);
  }

  /** The tasks that were seen to appear, change or finish at a time or later. */
  seenSince(time: number): SeenTasks {
    const isSince = (at: number | undefined): boolean => at !== undefined && at >= time;
    return {
      has: (taskId) => isSince(this.#seenAt.get(taskId)),
      taskIds: () => [...this.#seenAt.keys()].filter((taskId) => isSince(this.#seenAt.get(taskId))).reverse(),
    };
  }

  /** The time, which does not fall when the clock is set back: what was seen later would else seem to be older. */
  #now(): number {
    this.#latest = Math.max(this.#latest, Date.now());
    return this.#latest;
  }
}
