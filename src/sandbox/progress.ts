/** How much of a running task is done: what was at the start, and more with time, up to the goal. */
export interface Progress {
  readonly atStart: number;
  readonly goal: number;
  /** Items done in a second. */
  readonly rate: number;
}

/** Items done after so many milliseconds. */
export const doneAfter = ({ atStart, goal, rate }: Progress, elapsed: number): number =>
  Math.min(goal, atStart + Math.floor((rate * elapsed) / 1000));

/** The progress of what moves no more. */
export const standing = (done: number): Progress => ({ atStart: done, goal: done, rate: 0 });
