import { rememberedCall } from '../upstream/call.ts';
import type { SourceLimits } from '../upstream/limits.ts';
import { type Memory, type Remembered, tasksOf } from '../upstream/memory.ts';
import type { SharedAnswers } from '../upstream/shared-answers.ts';
import type { SourceMeter } from '../upstream/source-meter.ts';
import type { Caller, SharedCaller } from '../upstream/upstream.ts';
import { Gather } from '../upstream/gather.ts';
import { hasSettled } from './outcome.ts';
import type { Provider } from './provider.ts';
import { type AskedTasks, createSharedTasks } from './shared-tasks.ts';
import type { BatchTask } from './task.ts';

/** Reads the tasks of one source by their ids: from the cache, or in calls that batch the ids of several requests. */
export interface TaskReader {
  /** A task that is cached or watched, null if it is cached that there is none; undefined if the source has to be asked. */
  remembered(taskId: string, caller: Caller): BatchTask | null | undefined;
  /** The tasks with these ids: null for an id without a task, or the error of that id. */
  read(taskIds: readonly string[], caller: Caller): Promise<(BatchTask | null | Error)[]>;
}

/** How a task was read. */
export interface TaskReading {
  /** The moment at which it was asked for, by `performance.now()`. */
  readonly askedAt: number;
  /** Whether this replica asked the source, or another one did. */
  readonly from: 'SOURCE' | 'REPLICA';
}

type ReaderLimits = Pick<SourceLimits, 'gatherMs' | 'finishedMs' | 'unfinishedMs' | 'absentMs'>;

/** The source whose tasks are read, and how. */
export interface TaskReaderOptions {
  readonly provider: Provider;
  /** The most ids of a call. */
  readonly maxIds: number;
  /** The cache. Read before each call: if it is replaced meanwhile, the answer must not go into the new one. */
  readonly memory: () => Pick<Memory, 'get' | 'set'>;
  /** May change: they are read each time. */
  readonly limits: ReaderLimits;
  /** The answers that replicas share; absent without other replicas. */
  readonly answers?: SharedAnswers | undefined;
  /** Called for each task that was read; null: there is none with this id. */
  readonly observe?: ((taskId: string, task: BatchTask | null, reading: TaskReading) => void) | undefined;
  /** Called with the origins of answers, for the metrics; absent if there are none. */
  readonly meter?: SourceMeter | undefined;
  /** A task as the last poll of its subscribers found it; undefined if nobody watches it, or if that is too long ago. */
  readonly watched?: ((taskId: string) => BatchTask | undefined) | undefined;
}

/** How long a task may be cached, in milliseconds: a finished one changes no more, but one being canceled does. */
function memoryOf(task: BatchTask | null, { finishedMs, unfinishedMs, absentMs }: ReaderLimits): number {
  if (!task) return absentMs;
  return hasSettled(task) ? finishedMs : unfinishedMs;
}

/** A cached task, or the cached absence of one. */
interface RememberedTask extends Remembered {
  readonly value: BatchTask | null;
}

/** The reader of one source's tasks. */
export function createTaskReader({
  provider,
  maxIds,
  memory,
  limits,
  answers,
  observe,
  watched,
  meter,
}: TaskReaderOptions): TaskReader {
  const { source } = provider;
  const { key } = source;
  const set = tasksOf(key);
  /** The operation of the last call, for the report of watched tasks: they came from such a call. */
  let lastOperation = '';
  const memoryMs = (task: BatchTask | null): number => memoryOf(task, limits);

  function remember(
    taskId: string,
    task: RememberedTask,
    forMs: number,
    into: Pick<Memory, 'set'>,
    caller: SharedCaller,
  ) {
    lastOperation = task.operation;
    if (forMs > 0) into.set(set, taskId, task, forMs, caller.owner.principal);
  }

  async function askProvider(taskIds: readonly string[], caller: SharedCaller): Promise<AskedTasks> {
    const before = caller.calls.length;
    const tasks = await provider.getMany(taskIds, caller);
    const { operation = '', characters = 0 } = caller.calls[before] ?? {};
    return { tasks, operation, characters: Math.ceil(characters / taskIds.length) };
  }

  async function ask(taskIds: readonly string[], caller: SharedCaller) {
    const reading: TaskReading = { askedAt: performance.now(), from: 'SOURCE' };
    const into = memory();
    meter?.answered('UPSTREAM', taskIds.length);
    const { tasks, operation, characters } = await askProvider(taskIds, caller);
    for (let index = 0; index < tasks.length; index += 1) {
      const value = tasks[index] ?? null;
      if (value instanceof Error) continue;
      const taskId = taskIds[index] as string;
      remember(taskId, { value, operation, characters }, memoryMs(value), into, caller);
      observe?.(taskId, value, reading);
    }
    return tasks;
  }

  function askReplicas(shared: SharedAnswers) {
    const read = createSharedTasks({ source, answers: shared, ask: askProvider, memoryOf: memoryMs });
    return async (taskIds: readonly string[], caller: SharedCaller) => {
      const into = memory();
      const found = await read(taskIds, caller);
      const now = performance.now();
      return found.map((answer, index) => {
        if (answer instanceof Error || answer.from === 'UPSTREAM') meter?.answered('UPSTREAM', 1);
        else meter?.answeredByReplicas(answer.from, 1);
        if (answer instanceof Error) return answer;
        const { value, operation, characters, askedAt } = answer;
        const taskId = taskIds[index] as string;
        remember(taskId, { value, operation, characters }, Math.floor(answer.goodUntil - now), into, caller);
        observe?.(taskId, value, { askedAt, from: answer.from === 'UPSTREAM' ? 'SOURCE' : 'REPLICA' });
        return value;
      });
    };
  }

  const gather = new Gather<BatchTask>({
    maxIds,
    limits,
    joined: meter && (() => meter.answered('SHARED', 1)),
    ask: answers ? askReplicas(answers) : ask,
  });

  return {
    remembered(taskId, caller) {
      if (caller.freshSince !== undefined) return undefined;
      const known = memory().get(set, taskId, caller.principal);
      // Nothing but tasks is kept in this set.
      const task = known ? (known.value as BatchTask | null) : watched?.(taskId);
      if (task !== undefined) {
        meter?.answered('MEMORY', 1);
        const operation = known?.operation ?? lastOperation;
        caller.observe?.([rememberedCall(key, operation)], 'MEMORY');
        caller.span?.remembered(key, operation);
      }
      return task;
    },
    async read(taskIds, caller) {
      const tasks = await gather.read(taskIds, caller);
      // A use by this caller too: in the cache, the task belongs to the caller that began the batch.
      if (caller.principal) for (const taskId of taskIds) memory().get(set, taskId, caller.principal);
      return tasks;
    },
  };
}
