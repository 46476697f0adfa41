import fc from 'fast-check';
import { isDeepStrictEqual } from 'node:util';
import { expect, test } from 'vitest';
import type { TaskChange, TaskListener } from '#src/live/changes.ts';
import { WatchedTasks } from '#src/live/watched-tasks.ts';
import type { BatchTask, TaskStatus } from '#src/tasks/task.ts';

/** A task as it is told by its id; a row of a list tells no count of failures. */
const taskOf = (status: TaskStatus, failed: number | null): BatchTask => ({
  source: { key: 'one', provider: 'ALIYUN_POLARDB', region: null, project: null, canList: true },
  taskId: 't',
  operation: null,
  status,
  providerStatus: null,
  createdAt: null,
  updatedAt: null,
  finishedAt: null,
  counts: { total: null, succeeded: null, failed, skipped: null },
  progress: status === 'SUCCEEDED' ? 1 : null,
  failureReason: null,
});

function hearing() {
  const told: TaskChange[] = [];
  const listener: TaskListener = {
    taskChanged: (change) => told.push(change),
    taskAbsent: () => undefined,
    taskFailed: () => undefined,
    sourceChanged: () => undefined,
  };
  return { told, listener };
}

const state = fc.record({
  status: fc.constantFrom<TaskStatus>('PENDING', 'RUNNING', 'SUCCEEDED'),
  failed: fc.option(fc.nat({ max: 2 })),
});
const step = fc.oneof(
  fc.record({ kind: fc.constant('row'), isNew: fc.boolean() }),
  fc.record({ kind: fc.constant('read') }),
  fc.record({ kind: fc.constant('becomes'), state }),
);

test('who watches a task is told only what was read by its id, each state once, and the last; who watches its list, its end', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 20 }), fc.nat({ max: 20 }), (steps, joins) => {
      const [ofSource, byId] = [hearing(), hearing()];
      const tasks = new WatchedTasks(new Set([ofSource.listener]));
      let now: { readonly status: TaskStatus; readonly failed: number | null } = { status: 'RUNNING', failed: 0 };
      const read: BatchTask[] = [];
      let isJoined = false;
      for (const [index, each] of steps.entries()) {
        if (index >= joins && !isJoined) {
          tasks.add('t', byId.listener);
          isJoined = true;
        }
        // A task that has finished changes no more.
        if ('state' in each && now.status !== 'SUCCEEDED') now = each.state;
        if ('isNew' in each) tasks.list(taskOf(now.status, null), each.isNew);
        if (each.kind === 'read' && isJoined) {
          const task = taskOf(now.status, now.failed);
          read.push(task);
          tasks.read('t', task, index);
        }
      }
      const states = byId.told.map(({ task }) => task);
      expect(read).toEqual(expect.arrayContaining(states));
      expect(states.some((one, index) => index > 0 && isDeepStrictEqual(one, states[index - 1]))).toBe(false);
      expect(states.at(-1)).toEqual(read.at(-1));
      expect(ofSource.told.filter(({ kind }) => kind === 'FINISHED').length).toBeLessThanOrEqual(1);
    }),
    { numRuns: 2_000 },
  );
});
