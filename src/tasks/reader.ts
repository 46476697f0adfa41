import { rememberedCall } from '../upstream/call.ts';
import type { SourceLimits } from '../upstream/limits.ts';
import type { Memory } from '../upstream/memory.ts';
import type { Caller } from '../upstream/upstream.ts';
import { Gather } from '../upstream/gather.ts';
import { hasSettled } from './outcome.ts';
import type { Provider } from './provider.ts';
import type { BatchTask } from './task.ts';

/** Reads the tasks of one source by their ids, each from memory if it may be, or else along with others. */
export interface TaskReader {
  /** A task that is remembered or watched, or that it is remembered to be none; undefined where it has to be asked for. */
  remembered(taskId: string, caller: Caller): BatchTask | null | undefined;
  /** The tasks with these ids, each null where there is none, or the error that it met. */
  read(taskIds: readonly string[], caller: Caller): Promise<(BatchTask | null | Error)[]>;
}

type ReaderLimits = Pick<SourceLimits, 'gatherMs' | 'finishedMs' | 'unfinishedMs' | 'absentMs'>;

/** The source whose tasks are read, and how. */
export interface TaskReaderOptions {
  readonly provider: Provider;
  /** The most ids of a call. */
  readonly maxIds: number;
  readonly memory: Memory;
  readonly limits: ReaderLimits;
  /** Hears of each task that was read, and of the moment at which it was asked for. */
  readonly observe?: ((taskId: string, task: BatchTask | null, askedAt: number) => void) | undefined;
  /** A task as the last poll of those who watch it has left it; undefined where nobody does, or where that is too old. */
  readonly watched?: ((taskId: string) => BatchTask | undefined) | undefined;
}

/** How long a task is worth remembering, in milliseconds: one that has finished changes no more; one being canceled does. */
function memoryOf(task: BatchTask | null, { finishedMs, unfinishedMs, absentMs }: ReaderLimits): number {
  if (!task) return absentMs;
  return hasSettled(task) ? finishedMs : unfinishedMs;
}

const keyOf = (taskId: string): string => `task ${taskId}`;

/** The reader of one source's tasks. */
export function createTaskReader({
  provider,
  maxIds,
  memory,
  limits,
  observe,
  watched,
}: TaskReaderOptions): TaskReader {
  const { key } = provider.source;
  /** What the last call was, which tasks that are watched came from. */
  let lastOperation = '';

  const gather = new Gather<BatchTask>({
    maxIds,
    gatherMs: limits.gatherMs,
    async ask(taskIds, caller) {
      const askedAt = performance.now();
      const tasks = await provider.getMany(taskIds, caller);
      const { operation = '', characters: all = 0 } = caller.calls[0] ?? {};
      lastOperation = operation;
      const characters = all / taskIds.length;
      for (const [index, task] of tasks.entries()) {
        if (task instanceof Error) continue;
        const taskId = taskIds[index] as string;
        const remembered = { value: task, operation, characters };
        memory.set(key, keyOf(taskId), remembered, memoryOf(task, limits), caller.owner.principal);
        observe?.(taskId, task, askedAt);
      }
      return tasks;
    },
  });

  return {
    remembered(taskId, caller) {
      if (caller.freshSince !== undefined) return undefined;
      const known = memory.get(key, keyOf(taskId), caller.principal);
      // Nothing but tasks is kept under such a key.
      const task = known ? (known.value as BatchTask | null) : watched?.(taskId);
      if (task !== undefined) caller.observe?.([rememberedCall(key, known?.operation ?? lastOperation)], 'MEMORY');
      return task;
    },
    async read(taskIds, caller) {
      const tasks = await gather.read(taskIds, caller);
      // What came in a batch that another began is remembered for this caller too.
      if (caller.principal) for (const taskId of taskIds) memory.get(key, keyOf(taskId), caller.principal);
      return tasks;
    },
  };
}
