import { useQuery } from 'urql';
import type { Status } from './statuses.ts';
import { TaskRow } from './task-row.tsx';
import { timelineQuery } from './timeline-query.ts';

interface TaskRowsProps {
  readonly statuses: readonly Status[];
  /** The place that the page starts behind; null for the first page. */
  readonly after: string | null;
}

const placeholders = [1, 2, 3, 4];

/** The tasks of one page. The last page is also asked for by the timeline, and travels once. */
export function TaskRows({ statuses, after }: TaskRowsProps) {
  const [{ data, fetching }] = useQuery(timelineQuery(statuses, after));
  if (fetching && !data) return <Placeholders />;
  return (
    <tbody>
      {data?.batchTasks.nodes.map((task) => (
        <TaskRow key={task.id} task={task} />
      ))}
    </tbody>
  );
}

const Placeholders = () => (
  <tbody aria-hidden="true">
    {placeholders.map((number) => (
      <tr key={number} className="placeholder">
        <td colSpan={5}>
          <span />
        </td>
      </tr>
    ))}
  </tbody>
);
