import type { BatchTask } from '../tasks/task.ts';
import type { SourceChange, TaskChange } from './changes.ts';
import { LatestEvents } from './latest-events.ts';
import type { SourceWatcher } from './source-watcher.ts';
import { WatchedSources } from './watched-sources.ts';

/** The events of a stream of a timeline. */
export type TimelineEvent = TaskChange | SourceChange;

/** Whether a change is told to those who see only tasks that pass a filter: also where the task passes it no more. */
const concerns = ({ task, before }: TaskChange, passes: (task: BatchTask) => boolean): boolean =>
  passes(task) || (before !== null && passes(before));

/** A stream of what happens in the lists of sources from now on; the sources can be replaced. */
export interface TimelineStream {
  readonly events: LatestEvents<TimelineEvent>;
  /** Watches these sources from now on, and no others; for those that are watched already nothing changes. */
  watch(watchers: readonly SourceWatcher[]): void;
}

/** What happens in the lists of sources from now on: tasks that appear, change and finish, and sources that fail or recover. */
export function streamOfTimeline(passes: (task: BatchTask) => boolean = () => true): TimelineStream {
  const events = new LatestEvents<TimelineEvent>(() => sources.watch([]));
  const sources = new WatchedSources({
    taskChanged(change) {
      if (!concerns(change, passes)) return;
      const { source, taskId } = change.task;
      const [added, state] = [`added ${source.key} ${taskId}`, `task ${source.key} ${taskId}`];
      if (change.kind === 'ADDED') return events.put(added, change);
      // Where the reader has not heard yet that the task is new, it hears that with the present state; its end is an event of its own.
      const isAddedWaiting = events.waiting(added) !== undefined;
      if (isAddedWaiting) events.put(added, { ...change, kind: 'ADDED' });
      if (!isAddedWaiting || change.kind === 'FINISHED') events.put(state, change);
    },
    sourceChanged: (change) => events.put(`source ${change.source.key}`, change),
  });
  return { events, watch: (watchers) => sources.watch(watchers) };
}
