import { describe, expect, test } from 'vitest';
import { InvalidCursorError, PaginationNotSupportedError } from '#src/pagination/index.ts';
import type { Course, Gap, GapBeside } from '#src/pagination/list.ts';
import { forgetTokens, nameOfToken } from '#src/pagination/token-names.ts';
import { shortPlaceOfToken } from '#src/pagination/token-place.ts';
import type { TokenQuestion } from '#src/pagination/tokens-question.ts';
import type { TokensState } from '#src/pagination/tokens-state.ts';
import { thing, things, type Thing } from './models.ts';
import { ranks, step } from './steps.ts';
import {
  after,
  all,
  answerOf,
  backward,
  before,
  beside,
  expectStep,
  forward,
  text,
  tokens,
  without,
  type Case,
  type Traits,
} from './tokens-cases.ts';

/** What is asked until the walk has come beyond where it began, the state that leads to, and the rows that come with it. */
function goWay(course: Course, traits: Traits, list: readonly Thing[], wanted = 5) {
  const kind = tokens(course, traits);
  const asked: string[] = [];
  let [state, ids]: [TokensState<Thing>, readonly string[]] = [kind.start(course), []];
  while (kind.isFindingStart(state) && ids.length === 0) {
    const took: { question: TokenQuestion; next: TokensState<Thing>; ids: readonly string[] } = step(
      kind,
      state,
      answerOf(list),
      { wanted },
    );
    asked.push(text(took.question));
    [state, ids] = [took.next, took.ids];
  }
  return { asked, state, ids };
}

/** What the place of a page has of which no item was seen. */
const unseen = { index: -1, id: null, next: null };

describe('crossing', () => {
  test.for<Case>([
    {
      name: 'from its own page, where that has enough before it',
      course: backward(before(29)),
      answer: answerOf(all),
      asked: 'p20+10 none',
      next: { at: 'crossing', to: { id: 't80', side: 'before' }, token: null, calls: 0, rows: [] },
      ids: ranks(72, 80),
      asksNext: ['first+20 none'],
    },
    {
      name: 'from the start, where its page has too few',
      course: backward(before(21)),
      answer: answerOf(all),
      asked: 'first+20 none',
      next: { at: 'crossing', to: { id: 't79' }, token: 'p20', passed: 20, calls: 1 },
      ids: [],
      asksNext: ['p20+2 none'],
    },
    {
      name: 'turned round at the place, it ends at the start',
      course: backward(before(9)),
      answer: answerOf(all),
      asked: 'first+10 none',
      next: { at: 'end', reached: { side: 'before', time: 100_000 } },
      ids: ranks(92, 100),
      asksNext: [],
    },
    {
      name: 'with the item itself',
      course: backward(after(9)),
      answer: answerOf(all),
      asked: 'first+10 none',
      next: { at: 'end' },
      ids: ranks(91, 100),
      asksNext: [],
    },
    {
      name: 'where it stops is met',
      course: backward(before(9), after(4)),
      answer: answerOf(all),
      asked: 'first+10 none',
      next: { at: 'end', reached: { time: 95_000 } },
      ids: ranks(92, 95),
      asksNext: [],
    },
    {
      name: 'where it stops is where its page starts',
      course: backward(before(29), after(19)),
      answer: answerOf(all),
      asked: 'p20+10 none',
      next: { at: 'end', reached: { time: 80_000 } },
      ids: ranks(72, 80),
      asksNext: [],
    },
    {
      name: 'filtered after the fact, from the start alone',
      course: backward(before(29)),
      traits: { keep: () => true },
      answer: answerOf(all),
      asked: 'first+20 none',
      next: { at: 'crossing', token: 'p20', calls: 1 },
      ids: [],
      asksNext: ['p20+10 none'],
    },
    {
      name: 'before a page of which no item was seen, by the number of items passed',
      course: backward(beside(10, 'after', 'forward', { ...unseen, token: 'p10' })),
      answer: answerOf(all),
      asked: 'first+11 none',
      next: { at: 'end' },
      ids: ranks(91, 100),
      asksNext: [],
    },
    {
      name: 'before such a page, as soon as so many items were passed',
      course: backward(beside(20, 'after', 'forward', unseen)),
      answer: answerOf(all),
      asked: 'first+20 none',
      next: { at: 'end' },
      ids: ranks(81, 100),
      asksNext: [],
    },
    {
      name: 'without ids, until the item itself was passed',
      course: backward(after(20, { id: null })),
      traits: { hasIds: false },
      answer: answerOf(all),
      asked: 'first+20 none',
      next: { at: 'crossing', token: 'p20', passed: 20 },
      ids: [],
      asksNext: ['p20+1 none'],
    },
    {
      name: 'without ids, from the end of a list that has become shorter',
      course: backward(before(29, { id: null })),
      traits: { hasIds: false },
      wanted: 20,
      answer: answerOf(all.slice(0, 15)),
      asked: 'first+20 none',
      next: { at: 'end' },
      ids: ranks(86, 100),
      asksNext: [],
    },
    {
      name: 'without ids, by the number of items passed',
      course: backward(before(9, { id: null })),
      traits: { hasIds: false },
      answer: answerOf(all),
      asked: 'first+10 none',
      next: { at: 'end' },
      ids: ranks(92, 100),
      asksNext: [],
    },
  ])('$name', expectStep);

  test('far from the start, from its own page', () => {
    const course = backward(before(429, { id: 't71' }));
    const kind = tokens(course);
    expect(kind.ask(kind.start(course), 5).map(text)).toEqual(['p420+10 none']);
  });

  test('from the start, page by page, and turned round', () => {
    const { asked, state, ids } = goWay(backward(before(45)), {}, all, 10);
    expect(asked).toEqual(['first+20 none', 'p20+20 none', 'p40+6 none']);
    expect(ids).toEqual(ranks(56, 100));
    expect(state).toMatchObject({ at: 'end' });
  });

  test('what joined before the place is read as well', () => {
    const { asked, ids } = goWay(backward(before(9)), {}, things(103));
    expect(asked).toEqual(['first+10 none', 'p10+20 none']);
    expect(ids).toEqual(ranks(92, 103));
  });

  test('against the other order, a list is crossed from its other end', () => {
    const { asked, ids } = goWay(forward(beside(90, 'after', 'backward')), { isReversible: true }, all);
    expect(asked).toEqual(['first+10 none backward']);
    expect(ids).toEqual(ranks(9, 1));
  });

  test.for([
    { name: 'the place is gone', course: backward(before(9)), list: without(9) },
    { name: 'it is not within ten calls', course: backward(before(9)), list: things(400) },
  ])('refused: $name', ({ course, list }) => {
    expect(() => goWay(course, {}, list)).toThrow(PaginationNotSupportedError);
  });
});

/** A list of 5,000, in which a place lies too far from the start to be crossed to. */
const many = things(5000);
const far = (index: number, side: 'before' | 'after') =>
  beside(index, side, 'forward', { id: `t${5000 - index}`, time: (5000 - index) * 1000 });
const reversible = { isReversible: true };

describe('approaching', () => {
  test('in the other order, from the other end, on beyond the place', () => {
    const { asked, state, ids } = goWay(backward(far(4962, 'before')), reversible, many);
    expect(asked).toEqual(['first+20 none backward', 'p20+20 none backward']);
    expect(ids).toEqual(['t39', 't40']);
    expect(state).toMatchObject({ at: 'gap', token: 'p40', passed: 40, anchor: { direction: 'backward', id: 't40' } });
  });

  test('with the item itself', () => {
    expect(goWay(backward(far(4962, 'after')), reversible, many).ids).toEqual(['t38', 't39', 't40']);
  });

  test('its own page is enough where it has what is wanted', () => {
    const { asked, ids } = goWay(backward(far(4970, 'before')), reversible, many);
    expect(asked).toEqual(['p4960+11 none']);
    expect(ids).toEqual(ranks(31, 40));
  });

  test.for([
    {
      name: 'the place is not within ten calls',
      list: [...many, ...Array.from({ length: 300 }, (_, index) => thing(-index))],
    },
    { name: 'the place is gone', list: many.filter(({ id }) => id !== 't38').slice(-150) },
  ])('refused: $name', ({ list }) => {
    expect(() => goWay(backward(far(4962, 'before')), reversible, list)).toThrow(PaginationNotSupportedError);
  });

  test('a list of one order is not approached', () => {
    expect(() => goWay(backward(far(4962, 'before')), {}, many)).toThrow(PaginationNotSupportedError);
  });
});

/** A gap beside an item whose place was made short, with tokens that are remembered no more. */
function forgotten(gap: Gap): Gap {
  if (typeof gap === 'string') return gap;
  const place = shortPlaceOfToken(gap.place);
  forgetTokens();
  return { ...gap, place, time: 50_000 };
}

describe('finding', () => {
  test.for([
    {
      name: 'the item after pages of full size',
      from: after(49),
      list: all,
      asked: ['first+20 none', 'p20+20 none', 'p40+20 none'],
      ids: ranks(41, 50).toReversed(),
    },
    {
      name: 'an item that has moved, by its id',
      from: after(49),
      list: [thing(102), thing(101), ...all],
      asked: ['first+20 none', 'p20+20 none', 'p40+20 none'],
      ids: ranks(43, 50).toReversed(),
    },
    {
      name: 'an item of the first page, whose token is no long one',
      from: after(9),
      list: all,
      asked: [],
      ids: [],
    },
  ])('$name', ({ from, list, asked, ids }) => {
    const found = goWay(forward(forgotten(from)), {}, list, 20);
    expect(found.asked).toEqual(asked);
    expect(found.ids).toEqual(ids);
  });

  test('too far from the start, the cursor is invalid', () => {
    const from = beside(49, 'after', 'forward', { position: 1500, index: 0, token: 'p1500', id: 'none' });
    expect(() => goWay(forward(forgotten(from)), {}, many, 20)).toThrow(InvalidCursorError);
  });

  test('a place of whose tokens one is not remembered is found again', () => {
    const gap = forgotten(after(59)) as GapBeside;
    nameOfToken('p40');
    const course = forward(gap);
    expect(tokens(course).start(course)).toMatchObject({ at: 'finding' });
    nameOfToken('p60');
    expect(tokens(course).start(course)).toMatchObject({ at: 'gap', token: 'p40' });
  });

  test('a token that is remembered needs no way', () => {
    const { place } = after(49) as GapBeside;
    const course = forward({ place: shortPlaceOfToken(place), side: 'after' });
    expect(tokens(course).start(course)).toMatchObject({ at: 'gap', token: 'p40', anchor: { id: 't51' } });
  });
});
