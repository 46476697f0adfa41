import type { NewestTasksQuery } from './gql/graphql.ts';
import type { SocketState } from './socket.ts';

const words = { connecting: 'Connecting …', live: 'Live', away: 'Away: connecting again …' };

interface Props {
  readonly title: string;
  readonly list: NewestTasksQuery | undefined;
  readonly error: Error | undefined;
  readonly socketState: SocketState;
}

/** The newest tasks, and what is missing from them. */
export function TaskList({ title, list, error, socketState }: Props) {
  const missing = list?.batchTasks.sources.filter((source) => source.error) ?? [];
  return (
    <main>
      <h1>{title}</h1>
      <p role="status">{words[socketState]}</p>
      {error && <p role="alert">{error.message}</p>}
      {missing.map(({ source, error: reason }) => (
        <p role="alert" key={source.key}>
          The tasks of {source.key} are missing: {reason?.message}
        </p>
      ))}
      <table>
        <tbody>
          {list?.batchTasks.nodes.map(({ id, taskId, operation, status, progress, createdAt, source }) => (
            <tr key={id}>
              <td>{createdAt && new Date(createdAt).toLocaleString()}</td>
              <td>{source.key}</td>
              <td>{operation}</td>
              <td>{taskId}</td>
              <td>{status}</td>
              <td>{progress !== null && <progress value={progress} aria-label="progress" />}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </main>
  );
}
