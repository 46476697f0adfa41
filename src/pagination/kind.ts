import type { Course, Reached, Row } from './list.ts';

/** A state of a walk: `at` names it. */
export interface WalkState {
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
export interface Kind<State extends WalkState, Question, Answer, Item> {
  /** The state that a course starts in. Throws where it cannot be walked. */
  start(course: Course): State;
  /** What to ask in this state, in at most `calls` questions at once, to get so many items; none at the end. */
  ask(state: State, wanted: number, calls: number): readonly Question[];
  /** Reads the answer to a question. */
  read(state: State, question: Question, answer: Answer): Reading<State, Item>;
  /** Makes one upstream call. */
  fetch(question: Question): Promise<Answer>;
  /** Why the walk cannot go on from this state, though the list does; null where it can, or has ended. */
  stuckError(state: State): Error | null;
  /** What a page fails with that has made all its calls and is where it began; null where the next page may get further. */
  noProgressError(state: State): Error | null;
  /** Whether the walk still looks for the gap where it begins: the state itself limits such calls, not the page. */
  isFindingStart(state: State): boolean;
  /** How many calls a page of so many items may make from this state. */
  callsOfPage(state: State, wanted: number): number;
  /** The last item read; null where none has been read and the walk began at an end of the list. */
  reached(state: State): Reached | null;
  /** How many items the list has; null where that cannot be told, undefined where no answer has said yet. */
  total(state: State): number | null | undefined;
  /** What to ask for the total alone; null where no answer tells it. */
  totalQuestion(state: State): Question | null;
  /** Whether items lie behind the start of a course. It is told without a call. */
  hasItemsBehind(course: Course): boolean;
}

/** No rows, or no questions. */
export const none: readonly never[] = [];

/** An answer that leads to a state, and to no rows. */
export const withoutRows = <State>(state: State): Reading<State, never> => ({ state, rows: none });

/** How many calls one page may make beyond those that it needs where the upstream answers in full. */
export const spareCalls = 10;

/** How many calls a page may make of a list that is filtered after the fact: more, the further the walk has come. */
const filtered = { least: 10, most: 50, share: 10 };

/** The calls of a page that is filtered after the fact, in a walk that has made so many calls before. */
export const callsOfFilteredPage = (callsBefore: number): number =>
  Math.min(filtered.most, Math.max(filtered.least, Math.floor(callsBefore / filtered.share)));
