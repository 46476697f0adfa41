import type { BatchTask } from '../tasks/task.ts';
import type { SourceChange, TaskChange } from './changes.ts';
import { LatestEvents } from './latest-events.ts';
import type { SourceWatcher } from './source-watcher.ts';
import { WatchedSources } from './watched-sources.ts';

/** The events of a stream of a timeline. */
export type TimelineEvent = TaskChange | SourceChange;

/** Whether a change concerns those who see only tasks that a filter lets pass: also of a task that has left the filter. */
const concerns = ({ task, before }: TaskChange, passes: (task: BatchTask) => boolean): boolean =>
  passes(task) || (before !== null && passes(before));

/** What happens in the lists of sources from now on, of which others may be watched later. */
export interface TimelineStream {
  readonly events: LatestEvents<TimelineEvent>;
  /** Watches these from now on; those that are watched already go on as they are. */
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
      // A slow reader hears that a task is new, as it is by now; that it has finished is told apart.
      const isAddedWaiting = events.waiting(added) !== undefined;
      if (isAddedWaiting) events.put(added, { ...change, kind: 'ADDED' });
      if (!isAddedWaiting || change.kind === 'FINISHED') events.put(state, change);
    },
    sourceChanged: (change) => events.put(`source ${change.source.key}`, change),
  });
  return { events, watch: (watchers) => sources.watch(watchers) };
}
