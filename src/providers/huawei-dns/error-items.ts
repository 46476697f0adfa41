import type { TaskFailure } from '../../tasks/failure.ts';
import type { ErrorItemRow } from './wire.ts';

/** A page of a task's failed items, as one call asked for it. */
export interface ErrorItems {
  readonly offset: number;
  /** The most items that the call could bring. */
  readonly limit: number;
  readonly items: readonly TaskFailure[];
}

/** The limit of a call that names none, and the highest that one may name. */
export const defaultErrorItemLimit = 500;

export const toFailure = (row: ErrorItemRow): TaskFailure => ({
  item: row.item,
  code: null,
  message: row.error_message,
});

/** The page that comes with a task asked for without naming any. */
export const firstErrorItems = (rows: readonly ErrorItemRow[]): ErrorItems => ({
  offset: 0,
  limit: defaultErrorItemLimit,
  items: rows.map(toFailure),
});
