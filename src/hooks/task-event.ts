import type { BatchTask } from '../tasks/task.ts';

/** Something of a task that hooks are called for. */
export type TaskEvent =
  | { readonly kind: 'FINISHED'; readonly task: BatchTask }
  | {
      readonly kind: 'STALLED';
      readonly task: BatchTask;
      /** Since when nothing has moved, in milliseconds since 1970. */
      readonly stalledSince: number;
    };
