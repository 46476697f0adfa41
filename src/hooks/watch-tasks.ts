import type { SourceWatcher } from '../live/source-watcher.ts';
import { WatchedSources } from '../live/watched-sources.ts';
import { hasSettled } from '../tasks/outcome.ts';
import type { TaskEvent } from './task-event.ts';

/** How often it is looked whether tasks stall, in milliseconds; none does within a minute. */
const lookMs = 5_000;

/** A watch of sources, which may be others later. */
export interface TaskWatch {
  /** Watches these from now on; those that are watched already go on as they are. */
  watch(watchers: readonly SourceWatcher[]): void;
  stop(): void;
}

/** Hears of the tasks of sources that finish or stall from now on, until it stops. The sources are polled as long. */
export function watchTasks(
  watchers: readonly SourceWatcher[],
  hear: (event: TaskEvent) => void,
  everyMs: number = lookMs,
): TaskWatch {
  const sources = new WatchedSources({
    taskChanged({ kind, task }) {
      // A task that has finished before its list was read again comes as a new one.
      if (kind === 'FINISHED' || (kind === 'ADDED' && hasSettled(task))) hear({ kind: 'FINISHED', task });
    },
    sourceChanged: () => undefined,
  });
  sources.watch(watchers);
  const look = watchStalls(sources, hear);
  const timer = setInterval(look, everyMs).unref();
  return {
    watch: (wanted) => sources.watch(wanted),
    stop() {
      clearInterval(timer);
      sources.watch([]);
    },
  };
}

/** Tells of each task that stalls once, until it has moved again. */
function watchStalls(sources: WatchedSources, hear: (event: TaskEvent) => void): () => void {
  let told: ReadonlySet<string> = new Set();
  return () => {
    const stalled = [...sources.watchers].flatMap((watcher) => watcher.stalledTasks());
    const before = told;
    told = new Set(stalled.map(({ task }) => `${task.source.key} ${task.taskId}`));
    for (const { task, stalledForMs } of stalled) {
      if (before.has(`${task.source.key} ${task.taskId}`)) continue;
      hear({ kind: 'STALLED', task, stalledSince: Date.now() - Math.round(stalledForMs) });
    }
  };
}
