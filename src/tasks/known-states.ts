import { lastUsed } from '../platform/last-used.ts';
import { hasSettled } from './outcome.ts';
import type { BatchTask } from './task.ts';

/** How many tasks of a source are compared with their last state. */
const mostTasks = 500;

const stateOf = ({ status, providerStatus, progress }: BatchTask): string => `${status} ${providerStatus} ${progress}`;

/** The last state of each task of a source that had not finished when it was last read. */
export class KnownStates {
  readonly #states = lastUsed<string>(mostTasks);

  /** Records a task that was read, null if there is none; true if it was known before in another state. */
  differs(taskId: string, task: BatchTask | null): boolean {
    const before = this.#states.get(taskId);
    const isOver = task === null || hasSettled(task);
    // The most frequent case: a task that had finished when it was first read.
    if (isOver && before === undefined) return false;
    const state = task && stateOf(task);
    if (isOver) this.#states.delete(taskId);
    else if (state !== null && state !== before) this.#states.set(taskId, state);
    return before !== undefined && before !== state;
  }
}
