import { expect } from 'vitest';
import type { Direction, TokenAnswer } from '#src/pagination/index.ts';
import type { Course, Gap, Side } from '#src/pagination/list.ts';
import { writeTokenPlace, type TokenPlace } from '#src/pagination/token-place.ts';
import type { TokenQuestion } from '#src/pagination/tokens-question.ts';
import type { Approaching, AtGap, Crossing, TokensState } from '#src/pagination/tokens-state.ts';
import { Tokens } from '#src/pagination/tokens.ts';
import { idOf, things, timeOf, type Thing } from './models.ts';
import { step } from './steps.ts';

/** Of 100 things, that at an index has the rank 100 - index; a page of 20 is asked for by "p20", "p40" and so on. */
export const all = things(100);

/** What an upstream can do, and what is known of its items. */
export interface Traits {
  readonly isReversible?: boolean;
  readonly keep?: (item: Thing) => boolean;
  readonly hasIds?: boolean;
}

/** A table of states for a course, whose upstream is never called. */
export const tokens = (course: Course, { isReversible = false, keep, hasIds = true }: Traits = {}) =>
  new Tokens<Thing>({
    traits: { timeOf, ...(hasIds && { idOf }), ...(keep && { keep }) },
    maximum: 20,
    isReversible,
    course,
    fetch: () => Promise.reject(new Error('A table of states makes no call.')),
  });

/** Beside the item at an index of the 100, as it was reached by pages of 20 in a direction. */
export function beside(
  index: number,
  side: Side,
  direction: Direction = 'forward',
  changes: Partial<TokenPlace> = {},
): Gap {
  const position = direction === 'forward' ? index : 99 - index;
  const first = position - (position % 20);
  const place: TokenPlace = {
    direction,
    token: first === 0 ? null : `p${first}`,
    index: position - first,
    next: position % 20 === 19 && position < 99 ? `p${position + 1}` : null,
    id: `t${100 - index}`,
    time: (100 - index) * 1000,
    position,
    ...changes,
  };
  return { place: writeTokenPlace(place), side };
}
export const after = (index: number, changes: Partial<TokenPlace> = {}): Gap =>
  beside(index, 'after', 'forward', changes);
export const before = (index: number, changes: Partial<TokenPlace> = {}): Gap =>
  beside(index, 'before', 'forward', changes);
export const forward = (from: Gap, until: Gap = 'end'): Course => ({ direction: 'forward', from, until });
export const backward = (from: Gap, until: Gap = 'start'): Course => ({ direction: 'backward', from, until });

/** A question in short: "p20+5", the anchor's part in it, and whether it goes backwards or past the cache. */
export const text = ({ token, size, direction, anchor, isFresh }: TokenQuestion): string =>
  [
    `${token ?? 'first'}+${size}`,
    anchor,
    ...(direction === 'backward' ? ['backward'] : []),
    ...(isFresh ? ['fresh'] : []),
  ].join(' ');

/** The true answer of a list whose tokens are the number of items to skip. */
export const answerOf =
  (list: readonly Thing[]) =>
  ({ token, size, direction }: TokenQuestion): TokenAnswer<Thing> => {
    const inOrder = direction === 'forward' ? list : list.toReversed();
    const start = token === null ? 0 : Number(token.slice(1));
    const end = start + size;
    return { items: inOrder.slice(start, end), next: end < list.length ? `p${end}` : null };
  };
export const without = (...indexes: number[]): Thing[] => all.filter((_, index) => !indexes.includes(index));

/** One step from a state, by an answer: what is asked, what comes of it, and what is asked next. */
export interface Case {
  readonly name: string;
  readonly course: Course;
  readonly traits?: Traits;
  /** What the state has that a course does not start with. */
  readonly changes?: Partial<AtGap<Thing> | Crossing<Thing> | Approaching>;
  readonly wanted?: number;
  readonly answer: (question: TokenQuestion) => TokenAnswer<Thing>;
  readonly asked: string;
  readonly next: object;
  readonly ids: readonly string[];
  readonly asksNext: readonly string[];
}

/** Reads the answer of a case, and compares what comes of it. */
export function expectStep({ course, traits, changes, wanted = 5, answer, ...expected }: Case) {
  const kind = tokens(course, traits);
  const state = { ...kind.start(course), ...changes } as TokensState<Thing>;
  const { question, next, ids, asksNext } = step(kind, state, answer, { wanted });
  expect({ asked: text(question), ids, asksNext: asksNext.map(text) }).toEqual({
    asked: expected.asked,
    ids: expected.ids,
    asksNext: expected.asksNext,
  });
  expect(next).toMatchObject(expected.next);
}
