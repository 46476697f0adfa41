import type { ReactNode } from 'react';

/** The head of the tasks' table, around its rows. */
export function TaskTable({ children }: { readonly children: ReactNode }) {
  return (
    <table>
      <caption className="unseen">Batch tasks of all sources, newest first</caption>
      <thead>
        <tr>
          <th scope="col">Task</th>
          <th scope="col">Status</th>
          <th scope="col">Progress</th>
          <th scope="col">Source</th>
          <th scope="col">Created</th>
        </tr>
      </thead>
      {children}
    </table>
  );
}
