import { progressOf } from '../../tasks/outcome.ts';
import type { BatchTask, Source, TaskCounts } from '../../tasks/task.ts';
import type { StatusWords } from '../../tasks/told.ts';
import { statusReader } from '../../wire/status-words.ts';
import {
  type AliyunImmAction,
  type AliyunImmInput,
  type AliyunImmNotification,
  toActions,
  toInput,
  toNotification,
} from './details.ts';
import type { BatchRow } from './wire.ts';

/** How many files a batch has handed to its actions. */
export interface AliyunImmStatistic {
  readonly submitSuccess: number | null;
  readonly submitFailure: number | null;
  readonly skipFiles: number | null;
}

/** A batch of files run through actions. */
export interface AliyunImmBatch extends BatchTask {
  readonly phase: string | null;
  readonly marker: string | null;
  readonly serviceRole: string | null;
  /** JSON, as the provider gives it. */
  readonly tags: unknown;
  readonly input: AliyunImmInput | null;
  readonly actions: readonly AliyunImmAction[];
  readonly notification: AliyunImmNotification | null;
  readonly statistic: AliyunImmStatistic | null;
}

/** The provider's words for a status; the reference writes both Succeeded and Succeed. */
export const statusWords: StatusWords = {
  Ready: 'PENDING',
  Running: 'RUNNING',
  Suspended: 'SUSPENDED',
  Succeeded: 'BY_COUNTS',
  Succeed: 'BY_COUNTS',
  Failed: 'FAILED',
};

const statusOf = statusReader(statusWords);

const toStatistic = ({ Statistic }: BatchRow): AliyunImmStatistic | null =>
  Statistic
    ? {
        submitSuccess: Statistic.SubmitSuccess,
        submitFailure: Statistic.SubmitFailure,
        skipFiles: Statistic.SkipFiles,
      }
    : null;

const toCounts = (statistic: AliyunImmStatistic | null): TaskCounts => ({
  total: null,
  succeeded: statistic?.submitSuccess ?? null,
  failed: statistic?.submitFailure ?? null,
  skipped: statistic?.skipFiles ?? null,
});

/** A batch, from its row. */
export function toTask(source: Source, row: BatchRow): AliyunImmBatch {
  const statistic = toStatistic(row);
  const counts = toCounts(statistic);
  const status = statusOf(row.State, counts);
  const actions = toActions(row);
  return {
    source,
    taskId: row.Id,
    operation: actions[0]?.name ?? null,
    status,
    providerStatus: row.State,
    createdAt: row.CreateTime,
    updatedAt: row.UpdateTime,
    // The provider tells the last change only, which may be one made to a batch long finished.
    finishedAt: null,
    counts,
    progress: progressOf(status, counts),
    failureReason: row.Error,
    phase: row.Phase,
    marker: row.Marker,
    serviceRole: row.ServiceRole,
    tags: row.Tags,
    input: toInput(row),
    actions,
    notification: toNotification(row),
    statistic,
  };
}
