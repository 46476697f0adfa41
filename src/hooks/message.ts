import { sha256 } from '../platform/digest.ts';
import { taskGlobalId } from '../request/global-id.ts';
import type { BatchTask, Source } from '../tasks/task.ts';
import { hasFailed } from './selection.ts';
import type { TaskEvent } from './task-event.ts';

/** What messages are about. */
export const messageTypes = ['task.finished', 'task.failed', 'task.stalled'] as const;

/** A message to a receiver, as Standard Webhooks has it. */
export interface HookMessage {
  /** The same for each attempt, and from each replica. */
  readonly id: string;
  readonly type: (typeof messageTypes)[number];
  /** What it is about: those of one task are delivered in their order. */
  readonly task: { readonly source: Pick<Source, 'key'>; readonly taskId: string };
  readonly body: string;
}

const dateOf = (time: number | null): string | null => (time === null ? null : new Date(time).toISOString());

/** A task as receivers see it: the fields have the names and the values of the schema. */
const shown = ({ source, ...task }: BatchTask, stalledSince: number | null) => ({
  id: taskGlobalId(source.provider, source.key, task.taskId),
  taskId: task.taskId,
  source: { key: source.key, provider: source.provider, region: source.region, project: source.project },
  operation: task.operation,
  status: task.status,
  providerStatus: task.providerStatus,
  createdAt: dateOf(task.createdAt),
  updatedAt: dateOf(task.updatedAt),
  finishedAt: dateOf(task.finishedAt),
  counts: task.counts,
  progress: task.progress,
  failureReason: task.failureReason,
  stalledSince: dateOf(stalledSince),
});

function typeOf(event: TaskEvent): HookMessage['type'] {
  if (event.kind === 'STALLED') return 'task.stalled';
  return hasFailed(event) ? 'task.failed' : 'task.finished';
}

/** What tells one event from another: a task that stalls again has moved meanwhile. */
function idOf(type: string, { kind, task }: TaskEvent): string {
  const { source, taskId, status, finishedAt, updatedAt, counts, progress } = task;
  const state = kind === 'STALLED' ? [updatedAt, counts, progress] : [finishedAt, counts];
  return `msg_${sha256(JSON.stringify([type, source.key, taskId, status, state])).slice(0, 32)}`;
}

/** The message of an event. */
export function messageOf(event: TaskEvent): HookMessage {
  const { kind, task } = event;
  const type = typeOf(event);
  const data = { task: shown(task, kind === 'STALLED' ? event.stalledSince : null) };
  const body = JSON.stringify({ type, timestamp: new Date().toISOString(), data });
  return { id: idOf(type, event), type, task, body };
}
