import type { TaskFailure } from '../../tasks/failure.ts';
import type { ErrorItemRow } from './wire.ts';

/** An item of a task that failed; the provider gives it no code of its own. */
export const toFailure = (row: ErrorItemRow): TaskFailure => ({
  item: row.item,
  code: null,
  message: row.error_message,
});
