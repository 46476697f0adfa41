import { expect } from 'vitest';
import { writeAnchor } from '#src/pagination/anchor.ts';
import type { WindowAnswer } from '#src/pagination/chunk.ts';
import type { Direction } from '#src/pagination/index.ts';
import type { Course, Gap } from '#src/pagination/list.ts';
import { offsetPlanner, pagePlanner, type WindowPlanner } from '#src/pagination/window-planner.ts';
import type { WindowQuestion } from '#src/pagination/windows-question.ts';
import type { AtGap, WindowsState } from '#src/pagination/windows-state.ts';
import { Windows } from '#src/pagination/windows.ts';
import { idOf, thing, things, timeOf, type Thing } from './models.ts';
import { step, windowText } from './steps.ts';

/** Of 100 things, that at an index has the rank 100 - index. */
export const all = things(100);

/** A list of offsets of at most 20, whose upstream is never called. */
export const options = {
  planner: offsetPlanner(20),
  traits: { idOf, timeOf },
  pinOf: () => null,
  direction: 'forward',
  fetch: () => Promise.reject(new Error('A table of states makes no call.')),
} as const;

/** A table of states in a direction; `keep` for one that is filtered after the fact. */
export const windows = (direction: Direction = 'forward', planner: WindowPlanner = offsetPlanner(20), keep = false) =>
  new Windows<Thing>({
    ...options,
    planner,
    traits: keep ? { idOf, timeOf, keep: () => true } : { idOf, timeOf },
    direction,
  });
/** Numbered pages of any size up to 100. */
export const pages = pagePlanner({ minimum: 1, maximum: 100 });

/** The place of an item of the 100. */
export const place = (index: number, pin: number | null = null) =>
  writeAnchor({ index, id: `t${100 - index}`, time: (100 - index) * 1000, total: 100, pin });
export const after = (index: number): Gap => ({ place: place(index), side: 'after' });
export const before = (index: number): Gap => ({ place: place(index), side: 'before' });
export const forward = (from: Gap, until: Gap = 'end'): Course => ({ direction: 'forward', from, until });
export const backward = (from: Gap, until: Gap = 'start'): Course => ({ direction: 'backward', from, until });

/** The table for walks backwards. */
export const back = windows('backward');
/** The state that a course starts in, with changes. */
export const at = (course: Course, changes: Partial<AtGap> = {}) =>
  ({ ...windows(course.direction).start(course), ...changes }) as WindowsState;

/** One step from a state, by an answer: what is asked, what comes of it, and what is asked next. */
export interface Case {
  readonly name: string;
  readonly kind?: Windows<Thing>;
  readonly state: WindowsState;
  readonly wanted?: number;
  readonly calls?: number;
  /** Where not the first question that the state asks. */
  readonly question?: WindowQuestion;
  readonly answer: (question: WindowQuestion) => WindowAnswer<Thing>;
  readonly asked: string;
  readonly next: object;
  readonly ids: readonly string[];
  readonly asksNext: readonly string[];
}

/** Things that joined at the front before the 100. */
export const joined = (count: number): Thing[] =>
  Array.from({ length: count }, (_, index) => thing(100 + count - index));
export const without = (...indexes: number[]): Thing[] => all.filter((_, index) => !indexes.includes(index));

/** Reads the answer of a case, and compares what comes of it. */
export function expectStep({
  kind = windows(),
  state,
  answer,
  wanted = 5,
  calls = 1,
  question: asked,
  ...expected
}: Case) {
  const { question, next, ids, asksNext } = step(kind, state, answer, { wanted, calls, ...(asked && { asked }) });
  expect({ asked: windowText(question), ids, asksNext: asksNext.map(windowText) }).toEqual({
    asked: expected.asked,
    ids: expected.ids,
    asksNext: expected.asksNext,
  });
  expect(next).toMatchObject(expected.next);
}

/** So many items older than all. */
export const older = (count: number): Thing[] => Array.from({ length: count }, (_, index) => thing(-index));
