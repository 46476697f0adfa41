import DataLoader from 'dataloader';
import { toError } from '../platform/to-error.ts';
import type { Caller } from '../upstream/upstream.ts';
import type { TaskReader } from './reader.ts';
import type { BatchTask } from './task.ts';

/** A task, or null where there is none; at once where it is remembered. */
export type LoadedTask = BatchTask | null | Promise<BatchTask | null>;

/** What was found of an id among others: a task, null where there is none, or the error that it met. */
export type FoundTask = BatchTask | null | Error;

/**
 * The tasks that one request asks of one source: those to be asked for go together, and each stays the same for the request.
 */
export interface TaskLoader {
  load(taskId: string): LoadedTask;
  /** Several, in the order of their ids: by one promise for all, since one for each takes longer than what is done for it. */
  loadMany(taskIds: readonly string[]): readonly FoundTask[] | Promise<readonly FoundTask[]>;
}

/** Several that are read together. */
interface ReadTogether {
  readonly taskIds: readonly string[];
  readonly all: Promise<readonly FoundTask[]>;
}

/** One of those. */
interface Among {
  readonly all: ReadTogether['all'];
  readonly place: number;
}

const isAmong = (part: LoadedTask | Among): part is Among => part !== null && 'all' in part;

const isAtHand = (part: LoadedTask | Among): part is BatchTask | null => part === null || 'taskId' in part;

async function taskAmong({ all, place }: Among): Promise<BatchTask | null> {
  const found = (await all)[place] ?? null;
  if (found instanceof Error) throw found;
  return found;
}

function withoutRepeats(taskIds: readonly string[]): readonly string[] {
  const distinct = new Set(taskIds);
  return distinct.size === taskIds.length ? taskIds : [...distinct];
}

async function awaitAll(parts: readonly (LoadedTask | Among)[]): Promise<readonly FoundTask[]> {
  let all: Among['all'] | null = null;
  let read: readonly FoundTask[] = [];
  const found: FoundTask[] = [];
  for (const part of parts) {
    if (!isAmong(part)) {
      found.push(isAtHand(part) ? part : await part.catch(toError));
      continue;
    }
    if (part.all !== all) read = await (all = part.all);
    found.push(read[part.place] ?? null);
  }
  return found;
}

/** The loader of one request and source. */
export function createTaskLoader(reader: TaskReader, caller: Caller): TaskLoader {
  // Kept here rather than by the DataLoader: what is remembered is answered at once, and its answers are promises all.
  const answers = new Map<string, LoadedTask>();
  // Those of `loadMany`. They are looked up one by one only where a request asks for more than one list of ids.
  const among = new Map<string, Among>();
  const notLookedUp: ReadTogether[] = [];
  const loader = new DataLoader<string, BatchTask | null>((taskIds) => reader.read(taskIds, caller), { cache: false });

  const atHand = (taskId: string): LoadedTask | undefined => {
    const known = answers.get(taskId);
    if (known !== undefined) return known;
    const remembered = reader.remembered(taskId, caller);
    if (remembered !== undefined) answers.set(taskId, remembered);
    return remembered;
  };

  const oneAmong = (taskId: string): Among | undefined => {
    if (notLookedUp.length === 0 && among.size === 0) return undefined;
    for (let read = notLookedUp.pop(); read; read = notLookedUp.pop()) {
      for (const [place, each] of read.taskIds.entries()) among.set(each, { all: read.all, place });
    }
    return among.get(taskId);
  };

  const isMissing = (taskId: string): boolean => oneAmong(taskId) === undefined && atHand(taskId) === undefined;

  const readTogether = (taskIds: readonly string[]): Promise<readonly FoundTask[]> => {
    const all = reader.read(taskIds, caller);
    notLookedUp.push({ taskIds, all });
    return all;
  };

  return {
    load(taskId) {
      const other = oneAmong(taskId);
      const known = atHand(taskId);
      if (known !== undefined) return known;
      const answer = other ? taskAmong(other) : loader.load(taskId);
      answers.set(taskId, answer);
      return answer;
    },

    loadMany(taskIds) {
      const missing = withoutRepeats(taskIds.filter(isMissing));
      if (missing.length === taskIds.length && missing.length > 0) return readTogether(missing);
      if (missing.length > 0) void readTogether(missing);
      const parts = taskIds.map((taskId) => answers.get(taskId) ?? oneAmong(taskId) ?? null);
      return parts.every(isAtHand) ? parts : awaitAll(parts);
    },
  };
}
