import DataLoader from 'dataloader';
import type { Caller } from '../upstream/upstream.ts';
import type { TaskReader } from './reader.ts';
import type { BatchTask } from './task.ts';

/** A task, or null where there is none; at once where it is remembered. */
export type LoadedTask = BatchTask | null | Promise<BatchTask | null>;

/** The tasks that one request asks of one source: those to be asked for go together, and each stays the same for the request. */
export function createTaskLoader(reader: TaskReader, caller: Caller): (taskId: string) => LoadedTask {
  // Kept here rather than by the DataLoader: what is remembered is answered at once, and its answers are promises all.
  const answers = new Map<string, LoadedTask>();
  const loader = new DataLoader<string, BatchTask | null>((taskIds) => reader.read(taskIds, caller), { cache: false });

  return (taskId) => {
    const known = answers.get(taskId);
    if (known !== undefined) return known;
    const remembered = reader.remembered(taskId, caller);
    const answer = remembered === undefined ? loader.load(taskId) : remembered;
    answers.set(taskId, answer);
    return answer;
  };
}
