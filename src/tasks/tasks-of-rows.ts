import type { Source } from './task.ts';

/** The tasks of the rows of an answer, null for each that cannot be read. */
export type TasksOfRows<Row, Task> = (source: Source, rows: readonly (Row | null)[]) => readonly (Task | null)[];

/**
 * Makes the tasks of an answer's rows once, however often the answer comes from the cache: a timeline of 300 sources has
 * 15,000 rows, of which it shows fifty.
 */
export function tasksOfRows<Row, Task>(toTask: (source: Source, row: Row) => Task): TasksOfRows<Row, Task> {
  // A property of the rows, since an answer is of one source. A WeakMap would keep them for long (src/platform/passing-map.ts).
  const made = Symbol('tasks');
  return (source, rows: readonly (Row | null)[] & { [made]?: readonly (Task | null)[] }) =>
    (rows[made] ??= rows.map((row) => row && toTask(source, row)));
}
