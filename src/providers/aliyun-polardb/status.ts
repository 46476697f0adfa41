import type { StatusWords } from '../../tasks/told.ts';
import { statusReader } from '../../wire/status-words.ts';

/** The provider's words for a status. */
export const statusWords: StatusWords = {
  DISPATCHING: 'PENDING',
  RUNNING: 'RUNNING',
  PAUSE: 'SUSPENDED',
  COMPLETED: 'BY_COUNTS',
  FAILED: 'FAILED',
};

/** The status that a word of a batch task, or of one of its sub-tasks, stands for. */
export const statusOf = statusReader(statusWords);
