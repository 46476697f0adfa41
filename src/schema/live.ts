import type { Failure } from '../live/task-stream.ts';
import { awaitTask } from '../live/await-task.ts';
import { streamOfTasks, type TaskEvent } from '../live/task-stream.ts';
import { streamOfTimeline, type TimelineEvent } from '../live/timeline-stream.ts';
import type { Context } from '../request/context.ts';
import type { ConnectedSource, Sources } from '../request/sources.ts';
import { isListed } from '../request/timeline.ts';
import { InvalidArgumentError } from '../tasks/errors.ts';
import { keepOf } from '../tasks/filter.ts';
import { BatchTaskInterface } from './batch-task.ts';
import { builder } from './builder.ts';
import { byId, byIds } from './cost.ts';
import { namedTask } from './find-task.ts';
import { outcomeOf, SourceOutcomeType } from './source-outcome.ts';
import { costOfPage, Filter, readFilter, sourcesOf } from './timeline.ts';

/** The most ids of one subscription. */
const mostIds = 500;

/** How long a client may wait for a task, in seconds: proxies commonly give up after 60. */
const longestWaitSeconds = 55;

/** The ids of tasks by their sources, each once. */
function idsBySource(context: Context, ids: readonly string[]): ReadonlyMap<ConnectedSource, ReadonlySet<string>> {
  if (ids.length > mostIds) throw new InvalidArgumentError('ids', `at most ${mostIds} of them, not ${ids.length}`);
  const bySource = new Map<ConnectedSource, Set<string>>();
  for (const [index, id] of ids.entries()) {
    const named = namedTask(context, id, `ids[${index}]`);
    if (named) bySource.set(named.found, (bySource.get(named.found) ?? new Set()).add(named.taskId));
  }
  return bySource;
}

/** The stream of a timeline: of the sources that its caller may see, also when these change. */
function timelineFor(context: Context, filter: typeof Filter.$inferInput): AsyncIterable<TimelineEvent> {
  // All that it tells is an update.
  const { events, watch } = streamOfTimeline(keepOf({ ...readFilter(filter), updatedAfter: null }));
  let selected: readonly ConnectedSource[] = [];
  const select = (sources: Sources): void => {
    selected = sourcesOf(sources, filter);
    watch(selected.filter(isListed).map(({ watcher }) => watcher));
  };
  select(context.sources);
  context.whenSourcesChange(({ sources, hasSameGrants }) => {
    const areAllThere = selected.every((found) => sources.get(found.source.key) === found);
    const areNamedThere = filter.sources?.every((key) => sources.has(key)) ?? true;
    // Who has named no source goes on with those that there are.
    if (!areNamedThere || (!areAllThere && (!hasSameGrants || filter.sources))) return 'not permitted';
    select(sources);
    return 'permitted';
  });
  return events;
}

const isFailure = (event: TaskEvent): event is Failure => event.kind === 'FAILURE';

const TimelineChangeKind = builder.enumType('TimelineChangeKind', {
  description: 'What has happened.',
  values: {
    ADDED: { description: 'A task has appeared in its list.' },
    CHANGED: { description: 'A task has changed, or stalls, and has not finished.' },
    FINISHED: { description: 'A task has finished.' },
    SOURCE: { description: 'A source cannot be read any more, fails in another way, or can be read again.' },
  } as const,
});

const TimelineChangeType = builder.objectRef<TimelineEvent>('TimelineChange').implement({
  description: 'Something that happened on the timeline.',
  fields: (t) => ({
    kind: t.expose('kind', { type: TimelineChangeKind, nullable: false, description: 'What has happened.' }),
    task: t.field({
      type: BatchTaskInterface,
      description: 'The task as it is now; null for a change of a source.',
      resolve: (event) => (event.kind === 'SOURCE' ? null : event.task),
    }),
    source: t.field({
      type: SourceOutcomeType,
      description: 'For a change of a source: how it stands.',
      resolve: (event) => (event.kind === 'SOURCE' ? outcomeOf(event.source, { ...event, scannedTo: null }) : null),
    }),
  }),
});

builder.subscriptionType({
  description:
    'Streams of changes, by Server-Sent Events or over a WebSocket. However many subscribe, each source is polled once for all ' +
    'of them: every 2 seconds while something changes, and up to every 15 seconds while nothing does. A client that reads slowly ' +
    'misses states in between, never the last one. A source that cannot be read is told, and does not end the stream.',
});

builder.subscriptionFields((t) => ({
  batchTasksChanged: t.field({
    type: BatchTaskInterface,
    nullable: false,
    extensions: byIds,
    description:
      'The tasks with these global ids: each as it is now, then each time it changes or begins to stall. Completes when all have finished. At ' +
      `most ${mostIds} ids; one that is well-formed but names nothing (or nothing that the caller may see) is left out. A task or ` +
      'a source that cannot be read is told by an error without data.',
    args: { ids: t.arg.idList({ required: true, description: 'Global ids: values of `id` fields.' }) },
    subscribe(_root, { ids }, context) {
      const bySource = idsBySource(context, ids);
      context.whenSourcesChange(({ sources }) =>
        [...bySource.keys()].every((found) => sources.get(found.source.key) === found) ? 'permitted' : 'not permitted',
      );
      return streamOfTasks(Array.from(bySource, ([{ watcher }, taskIds]) => ({ watcher, taskIds: [...taskIds] })));
    },
    resolve: (event: TaskEvent) => {
      if (isFailure(event)) throw event.error;
      return event.task;
    },
  }),

  timelineChanged: t.field({
    type: TimelineChangeType,
    nullable: false,
    extensions: { cost: costOfPage },
    description:
      'What happens on the timeline from now on: tasks that appear, that change or stall, that finish; and sources that fail or recover. ' +
      'A task that no longer passes the filter is told once more. Tasks that had not finished when it began are found by a few ' +
      'calls for each source: at most 500 of them. `filter.updatedAfter` does not count: all that is told is an update. It does ' +
      'not complete by itself.',
    args: { filter: t.arg({ type: Filter, description: 'Selects tasks; all tasks if absent.' }) },
    subscribe: (_root, { filter }, context) => timelineFor(context, filter ?? {}),
    resolve: (event: TimelineEvent) => event,
  }),
}));

builder.queryField('awaitBatchTask', (t) =>
  t.field({
    type: BatchTaskInterface,
    extensions: byId,
    description:
      'The task, when it has finished or the time is over; null where there is no such task. It polls no more often than a ' +
      'subscription does, and together with all of them.',
    args: {
      id: t.arg.id({ required: true, description: "A task's global id." }),
      timeoutSeconds: t.arg.int({
        defaultValue: 25,
        description: `How long to wait at most, 1 to ${longestWaitSeconds} seconds.`,
      }),
    },
    resolve: (_root, { id, timeoutSeconds }, context) => {
      const seconds = timeoutSeconds ?? 25;
      if (seconds < 1 || seconds > longestWaitSeconds) {
        throw new InvalidArgumentError('timeoutSeconds', `must be from 1 to ${longestWaitSeconds}`);
      }
      const named = namedTask(context, id, 'id');
      if (!named) return null;
      // A plan asks nothing, so that waiting would tell nothing.
      if (context.explanation?.isPlan) return context.tasksOf(named.found).load(named.taskId);
      const milliseconds = seconds * 1_000;
      context.caller.prolong(milliseconds);
      const { cancellation } = context.caller;
      return awaitTask({ watcher: named.found.watcher, taskId: named.taskId, milliseconds, cancellation });
    },
  }),
);
