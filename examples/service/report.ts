import type { WaitedTask } from './wait.ts';
import type { FailedSource, Task } from './walk.ts';

/** A task as one line for people: when, how it stands, where, what; how far it is, where that was asked for. */
export function lineOf(task: Task | WaitedTask): string {
  const { createdAt, status, source, operation, taskId } = task;
  const share = 'progress' in task && task.progress !== null ? `${Math.floor(task.progress * 100)}%` : '';
  const columns = [
    (createdAt ?? '').padEnd(24),
    status.padEnd(16),
    share.padStart(4),
    source.key.padEnd(22),
    (operation ?? '').padEnd(22),
    taskId,
  ];
  // A provider's words must not steer a terminal.
  return `${columns.join('  ').replaceAll(/\p{Cc}/gu, '?')}\n`;
}

/** A task as one line for programs. */
export const jsonLineOf = (task: Task | WaitedTask): string => `${JSON.stringify(task)}\n`;

/** A source whose tasks are missing, as one line; most messages begin with its key. */
export const missingLineOf = ({ key, code, message }: FailedSource): string =>
  `missing: ${key}: ${code}: ${message.replace(`${key}: `, '')}\n`;
