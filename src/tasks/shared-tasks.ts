import { PartOfFlight } from '../upstream/flight.ts';
import { explainShared, type SharedAnswer, type SharedAnswers } from '../upstream/shared-answers.ts';
import type { SharedCaller } from '../upstream/upstream.ts';
import { storedTask, taskToStore } from './stored-task.ts';
import type { BatchTask, Source } from './task.ts';

/** Tasks as one call to their provider gives them. */
export interface AskedTasks {
  readonly tasks: readonly (BatchTask | null | Error)[];
  readonly operation: string;
  /** The length of the answer, divided by the number of tasks, in characters of JSON. */
  readonly characters: number;
}

/** Asks the provider for tasks. */
export type AskTasks = (taskIds: readonly string[], caller: SharedCaller) => Promise<AskedTasks>;

/** The source whose tasks replicas share, and how. */
export interface SharedTasksOptions {
  readonly source: Source;
  readonly answers: SharedAnswers;
  readonly ask: AskTasks;
  /** How long a task may be cached, in milliseconds. */
  readonly memoryOf: (task: BatchTask | null) => number;
}

/** Reads tasks by their ids, each from another replica if that has it or is asking for it. */
export type ReadSharedTasks = (
  taskIds: readonly string[],
  caller: SharedCaller,
) => Promise<readonly (SharedAnswer<BatchTask | null> | Error)[]>;

/** Shares tasks with other replicas, one by one: a call has only the ids that no other replica has or is asking for. */
export function createSharedTasks({ source, answers, ask, memoryOf }: SharedTasksOptions): ReadSharedTasks {
  async function load(taskIds: readonly string[], caller: SharedCaller) {
    const { tasks, operation, characters } = await ask(taskIds, caller);
    return tasks.map((task) =>
      task instanceof Error
        ? task
        : { value: task, json: taskToStore(task), goodForMs: memoryOf(task), operation, characters },
    );
  }

  return async (taskIds, caller) => {
    const found = await answers.read<BatchTask | null>({
      names: taskIds.map((taskId) => `task ${taskId}`),
      caller,
      accept: (stored, index) => storedTask(source, taskIds[index] as string, stored),
      load: (indexes) => {
        if (indexes.length === taskIds.length) return load(taskIds, caller);
        const some = indexes.map((index) => taskIds[index] as string);
        return load(some, new PartOfFlight(caller, some.length));
      },
    });
    const reports = explainShared(source.key, found);
    caller.calls.push(...reports);
    for (const call of reports) caller.trace?.answered(call);
    return found;
  };
}
