import type { Random } from '../seed/random.ts';

/** What comes between a task and its end: at half-way it stalls for long, or fails as a whole. */
type Turn = 'none' | 'stalls' | 'breaks';

/** How a task goes, from its creation to its end; times are milliseconds since 1970. */
export interface Course {
  readonly createdAt: number;
  /** When it stops waiting and begins to work. */
  readonly beginsAt: number;
  /** How long it works, if nothing comes between. */
  readonly worksMs: number;
  /** Its items, and how many of them fail by the end. */
  readonly total: number;
  readonly failing: number;
  readonly turn: Turn;
}

/** What has come of a course at a time. */
export interface Stage {
  readonly at: 'waiting' | 'working' | 'done' | 'broken';
  readonly succeeded: number;
  readonly failed: number;
  /** When an item, or the task itself, last changed. */
  readonly changedAt: number;
}

/** How long a task stalls that stalls. */
export const stallMs = 20 * 60_000;

/** One in this many tasks fails at half-way, and one in this many stalls there. */
const breaksEvery = 8;
const stallsEvery = 40;

const remainder = (number: number, divisor: number): number => ((number % divisor) + divisor) % divisor;

/** The last task before the start stalls, the one before it fails. */
function turnOf(number: number): Turn {
  if (remainder(number, stallsEvery) === stallsEvery - 1) return 'stalls';
  return remainder(number, breaksEvery) === breaksEvery - 2 ? 'breaks' : 'none';
}

/** When something is to be seen of the last tasks before the start: in milliseconds after it. */
const opening: Readonly<Record<number, number>> = { [-3]: 6_000, [-2]: 8_000, [-1]: 10_000 };

/** The size of a task's work: how many items it has at least, and at most. */
export type Sizes = readonly [least: number, most: number];

/** The course of a task, by its number: tasks before the start have numbers below 0. */
export function courseOf(number: number, createdAt: number, startedAt: number, random: Random, sizes: Sizes): Course {
  const turn = turnOf(number);
  const beginsAt = createdAt + random.integer(1_000, 4_000);
  const total = random.integer(...sizes);
  const failing = random.chance(0.4) ? random.integer(1, Math.ceil(total / 8)) : 0;
  const usualMs = random.integer(25_000, 140_000);
  const seenMs = opening[number];
  // What comes between comes at half-way.
  const worksMs = seenMs === undefined ? usualMs : (startedAt + seenMs - beginsAt) * (turn === 'none' ? 1 : 2);
  return { createdAt, beginsAt, worksMs, total, failing, turn };
}

/** How long a task has worked: not while it stalls, and no more once it has failed. */
function workedMs({ beginsAt, worksMs, turn }: Course, time: number): number {
  const passed = Math.min(worksMs, time - beginsAt);
  const half = worksMs / 2;
  if (turn === 'none' || passed <= half) return passed;
  return turn === 'breaks' ? half : Math.max(half, Math.min(worksMs, time - beginsAt - stallMs));
}

/** When a task had worked for so long. */
const timeAfter = ({ beginsAt, worksMs, turn }: Course, worked: number): number =>
  beginsAt + Math.ceil(worked) + (turn === 'stalls' && worked > worksMs / 2 ? stallMs : 0);

/** When an item of a task ends, by its number from 0: where the task fails as a whole, at the same time as the task. */
export const timeOfItem = (course: Course, index: number): number =>
  timeAfter(
    course,
    Math.min(((index + 1) * course.worksMs) / course.total, course.worksMs / (course.turn === 'breaks' ? 2 : 1)),
  );

/** What has come of a course at a time that is not before its creation. */
export function stageAt(course: Course, time: number): Stage {
  const { createdAt, beginsAt, worksMs, total, failing, turn } = course;
  if (time < beginsAt) return { at: 'waiting', succeeded: 0, failed: 0, changedAt: createdAt };
  const worked = workedMs(course, time);
  const isDone = worked === worksMs;
  const isBroken = turn === 'breaks' && worked === worksMs / 2;
  // The last item ends with the task.
  const settled = isDone ? total : Math.min(total - 1, Math.floor((total * worked) / worksMs));
  const failed = Math.floor((failing * settled) / total);
  const changedAt = timeAfter(course, isBroken || isDone ? worked : (settled * worksMs) / total);
  return { at: isDone ? 'done' : isBroken ? 'broken' : 'working', succeeded: settled - failed, failed, changedAt };
}
