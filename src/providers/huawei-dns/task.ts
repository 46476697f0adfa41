import type { TaskFailure } from '../../tasks/failure.ts';
import { isFinished, progressOf } from '../../tasks/outcome.ts';
import type { BatchTask, Source, TaskCounts } from '../../tasks/task.ts';
import type { StatusWords } from '../../tasks/told.ts';
import { statusReader } from '../../wire/status-words.ts';
import { toFailure } from './failure.ts';
import type { TaskRow } from './wire.ts';

/** A batch of changes to public zones or their record sets. */
export interface HuaweiDnsBatchTask extends BatchTask {
  readonly type: string | null;
  /** The first of its failed items, null for one that cannot be read; null where the answer does not tell them: a list never does. */
  readonly errorItems: readonly (TaskFailure | null)[] | null;
}

/** The provider's words for a status: PENDING is the one for being under way; failures show in the counts only. */
export const statusWords: StatusWords = { PENDING: 'RUNNING', DONE: 'BY_COUNTS' };

const statusOf = statusReader(statusWords);

/** The items dealt with: the total of a finished task, and told by every answer alike. */
function toSettled({ success_count: succeeded, error_count: failed }: TaskRow): TaskCounts {
  const total = succeeded === null || failed === null ? null : succeeded + failed;
  return { total, succeeded, failed, skipped: null };
}

/** A listed batch with the total that its own answer tells: what else it says may be of a later moment. */
export function withTotalOf(listed: HuaweiDnsBatchTask, whole: HuaweiDnsBatchTask | null): HuaweiDnsBatchTask {
  const counts: TaskCounts = { ...listed.counts, total: listed.counts.total ?? whole?.counts.total ?? null };
  return { ...listed, counts, progress: progressOf(listed.status, counts) };
}

/** A batch, from its row in a list or from its own answer. */
export function toTask(source: Source, row: TaskRow): HuaweiDnsBatchTask {
  const settled = toSettled(row);
  // Not by total_count, which a list leaves out: the status must not depend on how the task was reached.
  const status = statusOf(row.status, settled);
  const finished = isFinished(status);
  // The items dealt with are all items of a finished task, by whatever answer.
  const total = finished ? (settled.total ?? row.total_count) : row.total_count;
  const counts: TaskCounts = { ...settled, total };
  return {
    source,
    taskId: row.id,
    operation: row.type,
    status,
    providerStatus: row.status,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    // The provider tells the last change only.
    finishedAt: null,
    counts,
    progress: progressOf(status, counts),
    failureReason: null,
    type: row.type,
    errorItems: row.error_items === undefined ? null : (row.error_items ?? []).map((item) => item && toFailure(item)),
  };
}
