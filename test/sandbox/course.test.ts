import fc from 'fast-check';
import { expect, test } from 'vitest';
import { courseOf, stageAt, stallMs, timeOfItem, type Course } from '#src/sandbox/life/course.ts';
import { isKept, oldestKept } from '#src/sandbox/life/kept.ts';
import { Random } from '#src/sandbox/seed/random.ts';

const startedAt = Date.UTC(2026, 10, 29);
const courses = fc
  .record({ number: fc.integer({ min: -12, max: 5_000 }), seed: fc.nat(), least: fc.integer({ min: 1, max: 300 }) })
  .map(({ number, seed, least }) =>
    courseOf(number, startedAt + number * 30_000, startedAt, new Random(seed), [least, 2 * least]),
  );
const later = fc.nat(2 * stallMs);

const ranks = { waiting: 0, working: 1, done: 2, broken: 2 };

test('a task only goes on: no count falls, no status returns, and what has ended stays as it is', () => {
  fc.assert(
    fc.property(courses, later, later, (course, passed, more) => {
      const [one, next] = [passed, passed + more].map((after) => stageAt(course, course.createdAt + after));
      expect(ranks[next!.at]).toBeGreaterThanOrEqual(ranks[one!.at]);
      expect(next!.succeeded).toBeGreaterThanOrEqual(one!.succeeded);
      expect(next!.failed).toBeGreaterThanOrEqual(one!.failed);
      expect(next!.changedAt).toBeGreaterThanOrEqual(one!.changedAt);
      if (one!.at === 'done' || one!.at === 'broken') expect(next).toEqual(one);
    }),
  );
});

test('a task that works has something left to do, and one that is done has not; nothing changes in the future', () => {
  fc.assert(
    fc.property(courses, later, (course, passed) => {
      const time = course.createdAt + passed;
      const { at, succeeded, failed, changedAt } = stageAt(course, time);
      expect(succeeded + failed < course.total).toBe(at !== 'done');
      expect(failed).toBeLessThanOrEqual(course.failing);
      expect(changedAt).toBeLessThanOrEqual(time);
      expect(changedAt).toBeGreaterThanOrEqual(course.createdAt);
    }),
  );
});

test('an item counts just when its time has come', () => {
  fc.assert(
    fc.property(courses, later, fc.nat(300), (course, passed, some) => {
      const index = some % course.total;
      const time = course.createdAt + passed;
      const { at, succeeded, failed } = stageAt(course, time);
      // The last item ends with the task, and those that a failed task has left never do by themselves.
      if (index < course.total - 1 && at !== 'broken') {
        expect(timeOfItem(course, index) <= time).toBe(index < succeeded + failed);
      }
    }),
  );
});

const half = (course: Course): number => course.beginsAt + course.worksMs / 2;

const ofTurn = (turn: Course['turn'], from: number): Course | undefined =>
  Array.from({ length: 40 }, (_, index) =>
    courseOf(from + index, startedAt, startedAt, new Random(7 + index), [100, 100]),
  ).find((course) => course.turn === turn);

test.for([-12, 1, 1_000])('some of the tasks from number %i on fail at half-way, one stalls there for long', (from) => {
  const [breaking, stalling] = [ofTurn('breaks', from)!, ofTurn('stalls', from)!];
  expect(stageAt(breaking, half(breaking) + 1_000)).toMatchObject({ at: 'broken' });
  const [fails, stalls] = [breaking, stalling].map((course) => stageAt(course, half(course) + 1_000));
  expect(fails!.succeeded + fails!.failed).toBe(50);
  expect(stageAt(stalling, half(stalling) + stallMs - 1_000)).toEqual(stalls);
  expect(stageAt(stalling, stalling.beginsAt + stalling.worksMs + stallMs)).toMatchObject({ at: 'done' });
});

test('a task that has left its list never returns; the newest are all there, and all together are few', () => {
  fc.assert(
    fc.property(fc.integer({ min: -12, max: 100_000 }), fc.nat(20_000), fc.nat(20_000), (number, age, more) => {
      if (isKept(number, number + age + more)) expect(isKept(number, number + age)).toBe(true);
      if (age < 60) expect(isKept(number, number + age)).toBe(true);
      expect(isKept(number, number + age) && number < oldestKept(number + age)).toBe(false);
    }),
  );
  for (const newest of [1_000, 10_000, 100_001]) {
    const kept = Array.from({ length: 10_000 }, (_, age) => newest - age).filter((number) => isKept(number, newest));
    expect(kept.length).toBeLessThan(300);
    expect(newest - kept.at(-1)!).toBeGreaterThan(newest === 1_000 ? 960 : 7_000);
  }
});
