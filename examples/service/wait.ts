import { setTimeout as sleep } from 'node:timers/promises';
import type { Ask } from './gateway.ts';
import { type BatchTaskStatus, type WaitQuery, WaitDocument } from './gql/graphql.ts';

/** A task that is waited for. */
export type WaitedTask = NonNullable<WaitQuery['awaitBatchTask']>;

/** The statuses in which a task has finished, and the exit code that tells each to a script. */
export const endings: Partial<Record<BatchTaskStatus, number>> = {
  SUCCEEDED: 0,
  PARTIALLY_FAILED: 3,
  FAILED: 4,
  CANCELED: 5,
};

export interface WaitOptions {
  readonly ask: Ask;
  /** The task's global id. */
  readonly id: string;
  /** How long to wait in a request: 55 at most, and less than the proxies in between leave a request open. */
  readonly secondsAtATime: number;
}

/** How a task is, each time that a wait is over: the last one has finished. Yields nothing where there is no such task. */
export async function* wait({ ask, id, secondsAtATime }: WaitOptions): AsyncGenerator<WaitedTask, void> {
  for (;;) {
    const { awaitBatchTask: task } = await ask(WaitDocument, { id, timeoutSeconds: secondsAtATime });
    if (!task) return;
    yield task;
    if (endings[task.status] !== undefined) return;
    // The gateway waits; this is for one that would not.
    await sleep(100);
  }
}
