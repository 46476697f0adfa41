import type { BatchTask, TaskStatus } from '../tasks/task.ts';

/** How many steps are kept: the pace is that of the last ones. */
const mostSteps = 8;

/** A task never stalls before it has rested for so long, in milliseconds. */
const shortestStallMs = 60_000;

/** A task stalls once it has rested for so many times its usual pause between two steps. */
const usualPauses = 5;

/** After how long a task stalls whose pace is not known, since it has not moved while it was watched, in milliseconds. */
const unknownStallMs = 10 * 60_000;

/** Statuses in which a task is expected to move. */
const moving: ReadonlySet<TaskStatus> = new Set(['PENDING', 'RUNNING', 'UNKNOWN']);

interface Step {
  /** By `performance.now()`, which no change of the clock moves. */
  readonly at: number;
  readonly progress: number | null;
}

/** When a task has moved while it was watched, and what that tells of its future. Moments are those of `performance.now()`. */
export class ProgressHistory {
  /** Never empty: the first is the state in which the task was first seen. */
  readonly #steps: Step[] = [];
  #status: TaskStatus = 'UNKNOWN';

  /** Takes note of a state in which something has moved. */
  add({ progress, status }: BatchTask, at: number): void {
    this.#status = status;
    this.#steps.push({ at, progress });
    if (this.#steps.length > mostSteps) this.#steps.shift();
  }

  /** In how many milliseconds the task should finish, by its pace; null where none was seen, or where it stalls. */
  remainingMs(now: number): number | null {
    const [first] = this.#steps;
    const last = this.#steps.at(-1);
    if (!first || !last || first.progress === null || last.progress === null) return null;
    const done = last.progress - first.progress;
    if (done <= 0 || !moving.has(this.#status) || this.stalledForMs(now) !== null) return null;
    // A step that is overdue counts as time already: otherwise the estimate would stand still.
    const overdue = Math.max(0, now - last.at - this.#usualPauseMs());
    const elapsed = last.at + overdue - first.at;
    const whole = ((1 - last.progress) / done) * elapsed;
    return Math.max(0, whole - (now - last.at - overdue));
  }

  /** For how many milliseconds nothing has moved, where that is long by the task's own pace; null otherwise. */
  stalledForMs(now: number): number | null {
    const last = this.#steps.at(-1);
    if (!last || !moving.has(this.#status)) return null;
    const limit =
      this.#steps.length < 2 ? unknownStallMs : Math.max(shortestStallMs, usualPauses * this.#usualPauseMs());
    const rested = now - last.at;
    return rested > limit ? rested : null;
  }

  /** The mean time between two steps, in milliseconds. */
  #usualPauseMs(): number {
    const first = this.#steps[0]?.at ?? 0;
    const last = this.#steps.at(-1)?.at ?? 0;
    return (last - first) / Math.max(1, this.#steps.length - 1);
  }
}
