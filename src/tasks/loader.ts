import DataLoader from 'dataloader';
import { toError } from '../platform/to-error.ts';
import type { Caller } from '../upstream/upstream.ts';
import type { TaskReader } from './reader.ts';
import type { BatchTask } from './task.ts';

/** A task, or null if there is none; without a promise if it is cached. */
export type LoadedTask = BatchTask | null | Promise<BatchTask | null>;

/** What was found for one id of several: a task, null if there is none, or its error. */
export type FoundTask = BatchTask | null | Error;

/** Loads the tasks of one source for one request. Ids are read in batches, and an id gives the same task throughout. */
export interface TaskLoader {
  load(taskId: string): LoadedTask;
  /** Several, in the order of their ids. One promise for all: one for each would take longer than the rest of the work. */
  loadMany(taskIds: readonly string[]): readonly FoundTask[] | Promise<readonly FoundTask[]>;
}

/** The ids of one `loadMany` that are read, and their answers in the same order. */
interface ReadBatch {
  readonly taskIds: readonly string[];
  readonly answers: Promise<readonly FoundTask[]>;
}

/** The place of one id in such a batch. */
interface BatchedTask {
  readonly answers: ReadBatch['answers'];
  readonly index: number;
}

const isBatched = (part: LoadedTask | BatchedTask): part is BatchedTask => part !== null && 'answers' in part;

const isAtHand = (part: LoadedTask | BatchedTask): part is BatchTask | null => part === null || 'taskId' in part;

async function taskOf({ answers, index }: BatchedTask): Promise<BatchTask | null> {
  const found = (await answers)[index] ?? null;
  if (found instanceof Error) throw found;
  return found;
}

function withoutRepeats(taskIds: readonly string[]): readonly string[] {
  const distinct = new Set(taskIds);
  return distinct.size === taskIds.length ? taskIds : [...distinct];
}

async function awaitAll(parts: readonly (LoadedTask | BatchedTask)[]): Promise<readonly FoundTask[]> {
  let answers: BatchedTask['answers'] | null = null;
  let read: readonly FoundTask[] = [];
  const found: FoundTask[] = [];
  for (const part of parts) {
    if (!isBatched(part)) {
      found.push(isAtHand(part) ? part : await part.catch(toError));
      continue;
    }
    if (part.answers !== answers) read = await (answers = part.answers);
    found.push(read[part.index] ?? null);
  }
  return found;
}

/** The loader of one request and source. */
export function createTaskLoader(reader: TaskReader, caller: Caller): TaskLoader {
  // Kept here and not by the DataLoader, all of whose answers are promises: a cached task needs none.
  const loaded = new Map<string, LoadedTask>();
  // The ids of `loadMany`. They are indexed only when the request asks for more tasks: most ask for one list of ids.
  const batched = new Map<string, BatchedTask>();
  const unindexed: ReadBatch[] = [];
  const loader = new DataLoader<string, BatchTask | null>((taskIds) => reader.read(taskIds, caller), { cache: false });

  const atHand = (taskId: string): LoadedTask | undefined => {
    const known = loaded.get(taskId);
    if (known !== undefined) return known;
    const remembered = reader.remembered(taskId, caller);
    if (remembered !== undefined) loaded.set(taskId, remembered);
    return remembered;
  };

  const batchedTask = (taskId: string): BatchedTask | undefined => {
    if (unindexed.length === 0 && batched.size === 0) return undefined;
    for (let read = unindexed.pop(); read; read = unindexed.pop()) {
      for (const [index, each] of read.taskIds.entries()) batched.set(each, { answers: read.answers, index });
    }
    return batched.get(taskId);
  };

  const isMissing = (taskId: string): boolean => batchedTask(taskId) === undefined && atHand(taskId) === undefined;

  const readBatch = (taskIds: readonly string[]): Promise<readonly FoundTask[]> => {
    const answers = reader.read(taskIds, caller);
    unindexed.push({ taskIds, answers });
    return answers;
  };

  return {
    load(taskId) {
      const other = batchedTask(taskId);
      const known = atHand(taskId);
      if (known !== undefined) return known;
      const answer = other ? taskOf(other) : loader.load(taskId);
      loaded.set(taskId, answer);
      return answer;
    },

    loadMany(taskIds) {
      const missing = withoutRepeats(taskIds.filter(isMissing));
      if (missing.length === taskIds.length && missing.length > 0) return readBatch(missing);
      if (missing.length > 0) void readBatch(missing);
      const parts = taskIds.map((taskId) => loaded.get(taskId) ?? batchedTask(taskId) ?? null);
      return parts.every(isAtHand) ? parts : awaitAll(parts);
    },
  };
}
