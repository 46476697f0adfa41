import type { Source } from './task.ts';

/** The tasks of the rows of an answer, null for each that cannot be read. */
export type TasksOfRows<Row, Task> = (source: Source, rows: readonly (Row | null)[]) => readonly (Task | null)[];

/**
 * Makes the tasks of an answer's rows once, however often the answer comes from the cache: a timeline of 300 sources has
 * 15,000 rows, of which it shows fifty.
 */
export function tasksOfRows<Row, Task>(toTask: (source: Source, row: Row) => Task): TasksOfRows<Row, Task> {
  // By the rows: an answer is of one source.
  const made = new WeakMap<readonly (Row | null)[], readonly (Task | null)[]>();
  return (source, rows) => {
    const known = made.get(rows);
    if (known !== undefined) return known;
    const tasks = rows.map((row) => row && toTask(source, row));
    made.set(rows, tasks);
    return tasks;
  };
}
