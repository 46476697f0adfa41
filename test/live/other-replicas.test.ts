import { expect, onTestFinished, test, vi } from 'vitest';
import type { TaskListener } from '#src/live/changes.ts';
import { OtherReplicas } from '#src/live/other-replicas.ts';
import { WatchedTasks } from '#src/live/watched-tasks.ts';

const nobody: TaskListener = {
  taskChanged: () => undefined,
  taskAbsent: () => undefined,
  taskFailed: () => undefined,
  sourceChanged: () => undefined,
};

/** A replica that watches some tasks, what it tells the others, and a clock that a test moves. */
function watching(...taskIds: readonly string[]) {
  let ahead = 0;
  const really = performance.now.bind(performance);
  vi.spyOn(performance, 'now').mockImplementation(() => really() + ahead);
  onTestFinished(() => void vi.restoreAllMocks());
  const told: unknown[][] = [];
  const tasks = new WatchedTasks(new Set());
  const others = new OtherReplicas(
    {
      tellTask: () => undefined,
      tellNewTasks: (ids) => told.push(['NEW', ...ids]),
      tellWatched: (ids, forMs) => told.push([forMs, ...ids]),
      hear: () => () => undefined,
    },
    tasks,
  );
  for (const taskId of taskIds) tasks.add(taskId, nobody);
  return { told, tasks, others, due: () => tasks.due(performance.now()), pass: (ms: number) => (ahead += ms) };
}

test('it asks for what others watch along with its own, as long as they say so', () => {
  const { told, others, due, pass } = watching('a');
  others.hearWatched('one', ['b', 'a'], 3_000);
  others.hearWatched('two', ['c'], 500);
  expect(due()).toEqual(['a']);
  others.exchange(1_000, true);
  expect(due()).toEqual(['a', 'b', 'c']);
  pass(1_000);
  others.hearWatched('one', ['d'], 3_000);
  others.exchange(1_000, true);
  expect(due()).toEqual(['a', 'd']);
  pass(4_000);
  others.exchange(1_000, true);
  expect([due(), others.watches('d')]).toEqual([['a'], false]);
  // Of what it watches for others it does not tell.
  expect(told).toEqual([1, 2, 3].map(() => [3_000, 'a']));
});

test('it tells that it watches no more, once', () => {
  const { told, others, due } = watching('a');
  others.hearWatched('one', ['b'], 3_000);
  others.exchange(1_000, true);
  others.end();
  others.end();
  expect([told, due()]).toEqual([[[3_000, 'a'], [0]], ['a']]);
});

test('it watches 5,000 tasks for others at the most, and none where each takes a call of its own', () => {
  const { others, due } = watching();
  const many = Array.from({ length: 6_000 }, (_, index) => `t-${index}`);
  others.hearWatched('one', many, 3_000);
  others.hearWatched('two', ['x'], 3_000);
  others.exchange(1_000, true);
  expect(due()).toHaveLength(5_000);
  others.exchange(1_000, false);
  expect([due(), others.watches('x')]).toEqual([[], true]);
});

test('it tells of no new task that another has told of', () => {
  const { told, others } = watching();
  others.hearNew(['a']);
  others.tellNew(['a', 'b']);
  others.tellNew(['a']);
  expect(told).toEqual([['NEW', 'b']]);
});
