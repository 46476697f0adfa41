import type { Course, Reached, Row } from './list.ts';

/** A state of a walk: `at` names it. */
export interface Standing {
  readonly at: string;
}

/** What an answer led to: the next state, and the items that follow the gap where the walk stood. */
export interface Reading<State, Item> {
  readonly state: State;
  readonly rows: readonly Row<Item>[];
}

/**
 * How one kind of upstream list is read: a table of states. All but `fetch` is pure: it makes no call and keeps nothing.
 * The driver asks the questions of a state, and has their answers read in the order of the questions.
 */
export interface Kind<State extends Standing, Question, Answer, Item> {
  /** The state that a course starts in. Throws where it cannot be walked. */
  start(course: Course): State;
  /** What to ask in this state, at most so many questions at once; none at the end. */
  ask(state: State, wanted: number, calls: number): readonly Question[];
  /** Reads the answer to a question. */
  read(state: State, question: Question, answer: Answer): Reading<State, Item>;
  /** Makes one upstream call. */
  fetch(question: Question): Promise<Answer>;
  /** Why the walk cannot go on from this state, though the list does; null where it can, or has ended. */
  stuckBy(state: State): Error | null;
  /** Why a page that has made all its calls is where it began, with nothing read; null where the next one may get on. */
  vainBy(state: State): Error | null;
  /** Whether it is still looked for where the walk begins: such calls have a bound of their own, beside the page's. */
  isFindingStart(state: State): boolean;
  /** How many calls a page of so many items may make from this state. */
  callsOfPage(state: State, wanted: number): number;
  /** The last item read; null where none has been read and the walk began at an end of the list. */
  reached(state: State): Reached | null;
  /** How many items the list has; null where that cannot be told, undefined where no answer has said yet. */
  total(state: State): number | null | undefined;
  /** What to ask for the total alone; null where no answer tells it. */
  totalQuestion(state: State): Question | null;
  /** Whether items lie behind the start of a course. */
  hasItemsBehind(course: Course): boolean;
}

/** Nothing to hand on. */
export const noRows: readonly never[] = [];

/** How many calls one page may make beyond those that it needs where the upstream answers in full. */
export const spareCalls = 10;

/** How many calls a page may make of a list that is filtered after the fact: more, the further the walk has come. */
const filtered = { least: 10, most: 50, share: 10 };

/** The calls of a page that is filtered after the fact, in a walk that has made so many calls before. */
export const callsOfFilteredPage = (callsBefore: number): number =>
  Math.min(filtered.most, Math.max(filtered.least, Math.floor(callsBefore / filtered.share)));
