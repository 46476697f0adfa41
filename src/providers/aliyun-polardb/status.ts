import { statusReader } from '../../wire/status-words.ts';

/** The status that a word of a batch task, or of one of its sub-tasks, stands for. */
export const statusOf = statusReader({
  DISPATCHING: 'PENDING',
  RUNNING: 'RUNNING',
  PAUSE: 'SUSPENDED',
  COMPLETED: 'BY_COUNTS',
  FAILED: 'FAILED',
});
