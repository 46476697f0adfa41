import { expect, test } from 'vitest';
import { unknownCounts } from '#src/tasks/task.ts';
import { statusReader } from '#src/wire/status-words.ts';

const statusOf = statusReader({ InProgress: 'RUNNING', DONE: 'BY_COUNTS', 0: 'PENDING' });

test.for([
  ['InProgress', 'RUNNING'],
  ['IN_PROGRESS', 'RUNNING'],
  [' inprogress ', 'RUNNING'],
  ['0', 'PENDING'],
  ['done', 'SUCCEEDED'],
  ['TEMP_TERMINATED', 'UNKNOWN'],
  ['toString', 'UNKNOWN'],
  ['', 'UNKNOWN'],
  [null, 'UNKNOWN'],
] as const)('reads %j as %s', ([word, status]) => {
  expect(statusOf(word, unknownCounts)).toBe(status);
});

test.for([
  { total: 4, succeeded: 4, failed: 0, skipped: null, status: 'SUCCEEDED' },
  { total: 4, succeeded: 2, failed: 2, skipped: null, status: 'PARTIALLY_FAILED' },
  { total: 4, succeeded: 0, failed: 4, skipped: null, status: 'FAILED' },
])('lets the counts say how a task ended: $status', ({ status, ...counts }) => {
  expect(statusOf('DONE', counts)).toBe(status);
});
