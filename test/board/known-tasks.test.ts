import { expect, test } from 'vitest';
import type { KnownTask } from '#board/data/known-task.ts';
import { forgetTasks, forgetUnneeded, knownTasks, learn, mostKnown } from '#board/data/known-tasks.ts';

const task = (id: string, status: string, progress: number | null = null): KnownTask =>
  ({ id, status, progress }) as unknown as KnownTask;

test('what is told twice changes nothing, and what has changed is another task', () => {
  forgetTasks();
  learn([task('a', 'RUNNING', 0.5)]);
  const before = knownTasks.value;
  learn([task('a', 'RUNNING', 0.5)]);
  expect(knownTasks.value).toBe(before);
  learn([task('a', 'RUNNING', 0.6)]);
  expect(knownTasks.value.get('a')).not.toBe(before.get('a'));
  expect(before.get('a')).toEqual(task('a', 'RUNNING', 0.5));
});

test('of too many tasks the first are forgotten that have finished and are not shown', () => {
  forgetTasks();
  learn([task('runs', 'RUNNING'), task('shown', 'SUCCEEDED')]);
  learn(Array.from({ length: mostKnown + 50 }, (_, index) => task(`t-${index}`, 'FAILED')));
  forgetUnneeded((id) => id === 'shown');
  const known = knownTasks.value;
  expect(known.size).toBe(mostKnown);
  expect(['runs', 'shown', 't-51', 't-52'].map((id) => known.has(id))).toEqual([true, true, false, true]);
});
