import type { TaskStatus } from './task.ts';

/** The fields of a task, of its counts and of its failed items that not every provider fills. */
export const toldFields = [
  'createdAt',
  'updatedAt',
  'finishedAt',
  'progress',
  'counts.total',
  'counts.succeeded',
  'counts.failed',
  'counts.skipped',
  'failureReason',
  'failures.item',
  'failures.message',
  'failures.code',
] as const;

/** A field that not every provider fills. */
export type ToldField = (typeof toldFields)[number];

/** Where and when a provider fills a field; `yes` and `once finished` hold in lists and by id alike. */
export type Telling = 'yes' | 'once finished' | 'by id' | 'by id; in lists once finished';

/**
 * A provider's words for a status, as it writes them; BY_COUNTS says that the task has finished, and its counts say how.
 * Other words are UNKNOWN.
 */
export type StatusWords = Readonly<Record<string, TaskStatus | 'BY_COUNTS'>>;

/** Which data of its tasks a provider gives. */
export interface Told {
  readonly words: StatusWords;
  /** Whether the words are statuses of its tasks, or only of their items. */
  readonly wordsOf: 'tasks' | 'items';
  /** The fields that it fills; all others are null. */
  readonly fields: Readonly<Partial<Record<ToldField, Telling>>>;
}
