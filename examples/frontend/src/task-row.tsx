import type { TaskRowFragment } from './gql/graphql.ts';
import { statusTitles } from './statuses.ts';

const date = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

/** One task. */
export function TaskRow({ task }: { readonly task: TaskRowFragment }) {
  return (
    <tr>
      <th scope="row">
        <span className="operation">{task.operation ?? 'Task'}</span>
        <code>{task.taskId}</code>
        {task.failureReason && <p className="reason">{task.failureReason}</p>}
      </th>
      <td>
        <span className={`status ${task.status.toLowerCase()}`} title={task.providerStatus ?? undefined}>
          {statusTitles[task.status]}
        </span>
      </td>
      <td>
        <Progress task={task} />
      </td>
      <td>{task.source.key}</td>
      <td>
        {task.createdAt ? <time dateTime={task.createdAt}>{date.format(new Date(task.createdAt))}</time> : 'Unknown'}
      </td>
    </tr>
  );
}

function Progress({ task: { progress, counts, status } }: { readonly task: TaskRowFragment }) {
  const failed = counts.failed ? `${counts.failed}${counts.total ? ` of ${counts.total}` : ''} failed` : null;
  const isUnderWay = status === 'RUNNING' || status === 'SUSPENDED';
  return (
    <>
      {isUnderWay && progress !== null && (
        <span className="share">
          <progress value={progress} aria-label="Progress" /> {Math.floor(progress * 100)} %
        </span>
      )}
      {failed && <span className="failures">{failed}</span>}
    </>
  );
}
