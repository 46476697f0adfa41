import { hasSettled } from '../tasks/outcome.ts';
import type { TaskListener, SourceChange, StopWatching, TaskChange } from './changes.ts';
import { LatestEvents } from './latest-events.ts';
import type { SourceWatcher } from './source-watcher.ts';

/** The tasks of one source that a stream is about. */
export interface WatchedIds {
  readonly watcher: SourceWatcher;
  /** Each once. */
  readonly taskIds: readonly string[];
}

/** A task that cannot be read, or a source that cannot. */
export interface Failure {
  readonly kind: 'FAILURE';
  readonly error: unknown;
}

/** The events of a stream of tasks. */
export type TaskEvent = TaskChange | Failure;

/**
 * Tasks by their ids: each as it is now, then each time it changes. What fails is told, and does not end the stream; it ends
 * once all tasks have finished. Ids of no task are left out.
 */
export function streamOfTasks(watched: readonly WatchedIds[]): LatestEvents<TaskEvent> {
  const total = watched.reduce((sum, { taskIds }) => sum + taskIds.length, 0);
  const stops: StopWatching[] = [];
  const events = new LatestEvents<TaskEvent>(() => {
    for (const stop of stops) stop();
  });
  let settled = 0;
  const settle = (): void => {
    settled += 1;
    if (settled === total) events.end();
  };
  if (total === 0) events.end();

  for (const { watcher, taskIds } of watched) {
    const done = new Set<string>();
    const listener: TaskListener = {
      taskChanged(change) {
        const { source, taskId } = change.task;
        events.put(`task ${source.key} ${taskId}`, change);
        if (!hasSettled(change.task) || done.has(taskId)) return;
        done.add(taskId);
        settle();
      },
      taskAbsent: settle,
      taskFailed: (taskId, error) => events.put(`failed ${taskId}`, { kind: 'FAILURE', error }),
      sourceChanged({ source, error }: SourceChange) {
        if (error !== undefined) events.put(`source ${source.key}`, { kind: 'FAILURE', error });
      },
    };
    stops.push(watcher.watchTasks(taskIds, listener));
  }
  return events;
}
