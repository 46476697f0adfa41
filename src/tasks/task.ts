/** One vocabulary for the statuses of all providers; the schema says what each means. */
export const taskStatuses = [
  'PENDING',
  'RUNNING',
  'SUSPENDED',
  'SUCCEEDED',
  'PARTIALLY_FAILED',
  'FAILED',
  'CANCELED',
  'UNKNOWN',
] as const;

/** The status of a task. */
export type TaskStatus = (typeof taskStatuses)[number];

/** A configured place to ask: one provider, one account, one region, one project. */
export interface Source {
  readonly key: string;
  /** The provider's name, as the configuration and the schema know it. */
  readonly provider: string;
  readonly region: string | null;
  readonly project: string | null;
  /** Whether the provider can list all tasks of this source. */
  readonly canList: boolean;
}

/** Null means that the provider does not say and that it cannot be derived. */
export interface TaskCounts {
  readonly total: number | null;
  readonly succeeded: number | null;
  readonly failed: number | null;
  readonly skipped: number | null;
}

/** Counts of which the provider tells none. */
export const unknownCounts: TaskCounts = { total: null, succeeded: null, failed: null, skipped: null };

/**
 * A batch of work at a provider, whichever provider runs it.
 * Properties are named as the schema's fields, so that reading a field needs no resolver.
 */
export interface BatchTask {
  readonly source: Source;
  /** The provider's own id, digit for digit. */
  readonly taskId: string;
  /** What it does, in the provider's word. */
  readonly operation: string | null;
  readonly status: TaskStatus;
  /** The provider's own word or number for the status, trimmed. */
  readonly providerStatus: string | null;
  /** Times are milliseconds since 1970: of the rows of many sources few are shown, and a Date takes seven times as much memory. */
  readonly createdAt: number | null;
  readonly updatedAt: number | null;
  /** Null until the task has finished. */
  readonly finishedAt: number | null;
  readonly counts: TaskCounts;
  /** The finished share, 0 to 1. */
  readonly progress: number | null;
  readonly failureReason: string | null;
}
