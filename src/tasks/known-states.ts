import { lastUsed } from '../platform/last-used.ts';
import { hasSettled } from './outcome.ts';
import type { BatchTask } from './task.ts';

/** How many tasks of a source are compared with what they were. */
const mostTasks = 500;

const stateOf = ({ status, providerStatus, progress }: BatchTask): string => `${status} ${providerStatus} ${progress}`;

/** The tasks of a source that had not finished when they were read last, and how they were. */
export class KnownStates {
  readonly #states = lastUsed<string>(mostTasks);

  /** Takes note of a task that was read, null where there is none; true where it was seen before and is another now. */
  differs(taskId: string, task: BatchTask | null): boolean {
    const before = this.#states.get(taskId);
    const isOver = task === null || hasSettled(task);
    // As most are: they had finished when they were read first.
    if (isOver && before === undefined) return false;
    const state = task && stateOf(task);
    if (isOver) this.#states.delete(taskId);
    else if (state !== null && state !== before) this.#states.set(taskId, state);
    return before !== undefined && before !== state;
  }
}
