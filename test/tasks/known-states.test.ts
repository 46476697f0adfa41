import { expect, test } from 'vitest';
import { KnownStates } from '#src/tasks/known-states.ts';
import { type BatchTask, type TaskStatus, unknownCounts } from '#src/tasks/task.ts';

const source = { key: 'ecs', provider: 'ALIYUN_ECS', region: null, project: null, canList: true };

const task = (status: TaskStatus, progress: number | null = null): BatchTask => ({
  source,
  taskId: 't-1',
  operation: null,
  status,
  providerStatus: null,
  createdAt: null,
  updatedAt: null,
  finishedAt: null,
  counts: unknownCounts,
  progress,
  failureReason: null,
});

test.for([
  { what: 'one that goes on as it was', reads: [task('RUNNING', 0.5), task('RUNNING', 0.5)], differs: [false, false] },
  { what: 'one that has moved', reads: [task('RUNNING', 0.5), task('RUNNING', 0.6)], differs: [false, true] },
  {
    what: 'one that has finished, then read again',
    reads: [task('RUNNING'), task('SUCCEEDED', 1), task('SUCCEEDED', 1)],
    differs: [false, true, false],
  },
  { what: 'one that has gone', reads: [task('RUNNING'), null, null], differs: [false, true, false] },
  { what: 'one that had finished when it was first read', reads: [task('FAILED', 1)], differs: [false] },
])('whether a task that is read by its id is seen to change: $what', ({ reads, differs }) => {
  const seen = new KnownStates();
  expect(reads.map((read) => seen.differs('t-1', read))).toEqual(differs);
});
