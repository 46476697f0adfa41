import type { Cancellation } from '../platform/cancellation.ts';
import { until } from '../platform/sleep.ts';
import { hasSettled } from '../tasks/outcome.ts';
import type { BatchTask } from '../tasks/task.ts';
import type { SourceWatcher } from './source-watcher.ts';

/** What is waited for, and for how long. */
export interface AwaitTaskOptions {
  readonly watcher: SourceWatcher;
  readonly taskId: string;
  readonly milliseconds: number;
  readonly cancellation: Cancellation;
}

/**
 * A task once it has finished, or as it is when the time is over; null where there is no such task. Rejects with why it could
 * not be read where no answer has come until then.
 */
export async function awaitTask({
  watcher,
  taskId,
  milliseconds,
  cancellation,
}: AwaitTaskOptions): Promise<BatchTask | null> {
  const { promise, resolve, reject } = Promise.withResolvers<BatchTask | null>();
  let last: BatchTask | null = null;
  let failure: unknown = new DOMException('The time is up.', 'TimeoutError');
  const stop = watcher.watchTasks([taskId], {
    taskChanged({ task }) {
      last = task;
      if (hasSettled(task)) resolve(task);
    },
    taskAbsent: () => resolve(null),
    taskFailed: (_taskId, error) => (failure = error),
    sourceChanged: ({ error }) => (failure = error ?? failure),
  });
  const timer = setTimeout(() => (last ? resolve(last) : reject(failure)), milliseconds);
  try {
    return await until(promise, cancellation);
  } finally {
    clearTimeout(timer);
    stop();
  }
}
