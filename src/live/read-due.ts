import type { TaskReader } from '../tasks/reader.ts';
import { UpstreamError } from '../upstream/errors.ts';
import type { Caller } from '../upstream/upstream.ts';

/** How many calls for one id each are under way at once, so that queries find places beside them. */
const callsAtOnce = 4;

/** A task that could not be read, and why. */
export type FailedTask = readonly [taskId: string, error: Error];

/** The tasks to be read by one poll, and how. */
export interface DueOptions {
  readonly reader: TaskReader;
  /** The most ids of a call. */
  readonly maxIds: number;
  readonly caller: Caller;
  /** The ids of the tasks that are due by now, those first that wait for the longest. */
  readonly due: () => readonly string[];
  /** Whether ids were added since it was last called: these are due before all others. */
  readonly takeNewIds: () => boolean;
  /** Hears of the ids of each call before it begins. */
  readonly trying: (taskIds: readonly string[]) => void;
  /** From this moment on no further call begins, by `performance.now()`. The first ones begin in any case. */
  readonly until: number;
}

/** What became of the tasks that were due. */
export interface DueRead {
  /** How many were asked for. */
  readonly asked: number;
  readonly failed: readonly FailedTask[];
}

const isUnsent = (error: Error): boolean => error instanceof UpstreamError && error.failure.isUnsent === true;

/**
 * Asks for all tasks that are due, as far as the time allows: by one call after the other where a call takes many ids, else by
 * several at once. It ends where the source is not to be asked for now, since its breaker is open or its rate is spent.
 */
export async function readDue(options: DueOptions): Promise<DueRead> {
  const { reader, maxIds, caller, due, takeNewIds, trying, until } = options;
  const asked = new Set<string>();
  const failed: FailedTask[] = [];
  let waiting = [...due()];
  let isRefused = false;

  const next = (): readonly string[] => {
    if (takeNewIds()) waiting = due().filter((taskId) => !asked.has(taskId));
    return waiting.splice(0, maxIds);
  };
  const work = async (): Promise<void> => {
    do {
      const taskIds = next();
      if (taskIds.length === 0) return;
      for (const taskId of taskIds) asked.add(taskId);
      trying(taskIds);
      const found = await reader.read(taskIds, caller);
      caller.cancellation.throwIfCancelled();
      for (const [index, task] of found.entries()) {
        if (!(task instanceof Error)) continue;
        failed.push([taskIds[index] as string, task]);
        isRefused ||= isUnsent(task);
      }
    } while (!isRefused && performance.now() < until);
  };
  await Promise.all(Array.from({ length: maxIds > 1 ? 1 : callsAtOnce }, work));
  return { asked: asked.size, failed };
}
