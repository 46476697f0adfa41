import { type TaskStatus, unknownCounts } from '../../tasks/task.ts';
import type { StatusWords } from '../../tasks/told.ts';
import { statusReader } from '../../wire/status-words.ts';

/** The provider's words for a status: the documentation's examples show `waiting` and `ok`, the other words are likely. */
export const statusWords: StatusWords = { waiting: 'PENDING', running: 'RUNNING', ok: 'SUCCEEDED', error: 'FAILED' };

const meaningOf = statusReader(statusWords);

/** The status of a detail or of a record: one with a word that is not known, and a reason for a failure, has failed. */
export function statusOf(word: string | null, errorMessage: string | null): TaskStatus {
  const status = meaningOf(word, unknownCounts);
  return status === 'UNKNOWN' && errorMessage !== null ? 'FAILED' : status;
}
