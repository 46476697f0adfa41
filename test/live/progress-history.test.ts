import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ProgressHistory } from '#src/live/progress-history.ts';
import type { BatchTask, TaskStatus } from '#src/tasks/task.ts';

const task = (progress: number | null, status: TaskStatus = 'RUNNING') => ({ progress, status }) as BatchTask;

function historyOf(steps: readonly (readonly [at: number, progress: number | null, status?: TaskStatus])[]) {
  const history = new ProgressHistory();
  for (const [at, progress, status] of steps) history.add(task(progress, status), at);
  return history;
}

const second = 1_000;
const minute = 60 * second;

test.for([
  { case: 'nothing was seen', steps: [], now: 0, remaining: null, stalled: null },
  { case: 'it has not moved yet', steps: [[0, 0.5]], now: minute, remaining: null, stalled: null },
  {
    case: 'half is done in ten seconds',
    steps: [
      [0, 0],
      [10 * second, 0.5],
    ],
    now: 10 * second,
    remaining: 10 * second,
    stalled: null,
  },
  {
    case: 'some of the rest has passed',
    steps: [
      [0, 0],
      [10 * second, 0.5],
    ],
    now: 14 * second,
    remaining: 6 * second,
    stalled: null,
  },
  {
    case: 'a step is overdue',
    steps: [
      [0, 0],
      [10 * second, 0.5],
    ],
    now: 30 * second,
    remaining: 10 * second,
    stalled: null,
  },
  {
    case: 'it stalls by its own pace',
    steps: [
      [0, 0],
      [10 * second, 0.5],
    ],
    now: 71 * second,
    remaining: null,
    stalled: 61 * second,
  },
  {
    case: 'it is slow by nature',
    steps: [
      [0, 0],
      [10 * minute, 0.5],
    ],
    now: 40 * minute,
    remaining: 20 * minute,
    stalled: null,
  },
  { case: 'it never moved for long', steps: [[0, 0.5]], now: 11 * minute, remaining: null, stalled: 11 * minute },
  {
    case: 'it tells no progress',
    steps: [
      [0, null],
      [second, null],
    ],
    now: 2 * second,
    remaining: null,
    stalled: null,
  },
  {
    case: 'it went back',
    steps: [
      [0, 0.5],
      [second, 0.2],
    ],
    now: 2 * second,
    remaining: null,
    stalled: null,
  },
  {
    case: 'it has finished',
    steps: [
      [0, 0],
      [second, 1, 'SUCCEEDED'],
    ],
    now: 20 * minute,
    remaining: null,
    stalled: null,
  },
  {
    case: 'it is suspended',
    steps: [
      [0, 0],
      [second, 0.5, 'SUSPENDED'],
    ],
    now: 20 * minute,
    remaining: null,
    stalled: null,
  },
] as {
  case: string;
  steps: [number, number | null, TaskStatus?][];
  now: number;
  remaining: number | null;
  stalled: number | null;
}[])('where $case', ({ steps, now, remaining, stalled }) => {
  const history = historyOf(steps);
  const found = history.remainingMs(now);
  expect([found === null ? null : Math.round(found), history.stalledForMs(now)]).toEqual([remaining, stalled]);
});

test('of an even pace the estimate is exact at any step, however many there were', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 40 }), fc.integer({ min: 100, max: 100_000 }), (steps, pauseMs) => {
      const history = new ProgressHistory();
      for (let step = 0; step < steps; step += 1) {
        history.add(task(step / steps), step * pauseMs);
        if (step > 0) expect(history.remainingMs(step * pauseMs)).toBeCloseTo((steps - step) * pauseMs, 3);
      }
    }),
  );
});
