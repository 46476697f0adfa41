import DataLoader from 'dataloader';
import type { Caller } from '../upstream/upstream.ts';
import type { TaskReader } from './reader.ts';
import type { BatchTask } from './task.ts';

/** A task, or null where there is none; at once where it is remembered. */
export type LoadedTask = BatchTask | null | Promise<BatchTask | null>;

/** What was found of an id among others: a task, null where there is none, or the error that it met. */
export type FoundTask = BatchTask | null | Error;

/** The tasks that one request asks of one source: those to be asked for go together, and each stays the same for the request. */
export interface TaskLoader {
  load(taskId: string): LoadedTask;
  /** Several, in the order of their ids: by one promise for all, since one for each takes longer than what is done for it. */
  loadMany(taskIds: readonly string[]): readonly FoundTask[] | Promise<readonly FoundTask[]>;
}

/** Several that are read together. */
class ReadTogether {
  readonly all: Promise<readonly FoundTask[]>;
  readonly #taskIds: readonly string[];
  #places: ReadonlyMap<string, number> | null = null;

  constructor(taskIds: readonly string[], all: Promise<readonly FoundTask[]>) {
    this.#taskIds = taskIds;
    this.all = all;
  }

  /** Where a task is among them; undefined where it is not. Few are looked for: most are taken all together. */
  placeOf(taskId: string): number | undefined {
    this.#places ??= new Map(this.#taskIds.map((other, place) => [other, place]));
    return this.#places.get(taskId);
  }
}

/** One of those. */
interface Among {
  readonly all: Promise<readonly FoundTask[]>;
  readonly place: number;
}

const isAmong = (part: LoadedTask | Among): part is Among => part !== null && 'all' in part;

const isAtHand = (part: LoadedTask | Among): part is BatchTask | null => part === null || 'taskId' in part;

async function taskAmong({ all, place }: Among): Promise<BatchTask | null> {
  const found = (await all)[place] ?? null;
  if (found instanceof Error) throw found;
  return found;
}

const toError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));

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
  // Those of `loadMany`.
  const together: ReadTogether[] = [];
  const loader = new DataLoader<string, BatchTask | null>((taskIds) => reader.read(taskIds, caller), { cache: false });

  const atHand = (taskId: string): LoadedTask | undefined => {
    const known = answers.get(taskId);
    if (known !== undefined) return known;
    const remembered = reader.remembered(taskId, caller);
    if (remembered !== undefined) answers.set(taskId, remembered);
    return remembered;
  };

  const among = (taskId: string): Among | undefined => {
    for (const read of together) {
      const place = read.placeOf(taskId);
      if (place !== undefined) return { all: read.all, place };
    }
    return undefined;
  };

  const isMissing = (taskId: string): boolean => among(taskId) === undefined && atHand(taskId) === undefined;

  const readTogether = (taskIds: readonly string[]): Promise<readonly FoundTask[]> => {
    const all = reader.read(taskIds, caller);
    together.push(new ReadTogether(taskIds, all));
    return all;
  };

  return {
    load(taskId) {
      const other = among(taskId);
      const known = atHand(taskId);
      if (known !== undefined) return known;
      const answer = other ? taskAmong(other) : loader.load(taskId);
      answers.set(taskId, answer);
      return answer;
    },

    loadMany(taskIds) {
      const missing = [...new Set(taskIds.filter(isMissing))];
      if (missing.length === taskIds.length && missing.length > 0) return readTogether(missing);
      if (missing.length > 0) void readTogether(missing);
      const parts = taskIds.map((taskId) => answers.get(taskId) ?? among(taskId) ?? null);
      return parts.every(isAtHand) ? parts : awaitAll(parts);
    },
  };
}
