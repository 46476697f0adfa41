import { describe, expect, test } from 'vitest';
import { InvalidCursorError, PaginationNotSupportedError } from '#src/pagination/index.ts';
import type { Course } from '#src/pagination/list.ts';
import { writeTokenPlace } from '#src/pagination/token-place.ts';
import { thing, type Thing } from './models.ts';
import type { AtGap, TokensState } from '#src/pagination/tokens-state.ts';
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

describe('whether items lie behind the start of a course', () => {
  test.for<{ name: string; course: Course; expected: boolean }>([
    { name: 'from the start', course: forward('start'), expected: false },
    { name: 'from the end', course: forward('end'), expected: true },
    { name: 'before the first item', course: forward(before(0)), expected: false },
    { name: 'after the first item', course: forward(after(0)), expected: true },
    {
      name: 'at a page before which the pages had no items',
      course: forward(after(0, { index: -1, id: null })),
      expected: false,
    },
    {
      name: 'after the last item, reached backwards',
      course: forward(beside(99, 'after', 'backward')),
      expected: true,
    },
    { name: 'backwards from the end', course: backward('end'), expected: false },
    { name: 'backwards before the first item', course: backward(before(0)), expected: true },
  ])('$name: $expected', ({ course, expected }) => {
    expect(tokens(course, { isReversible: true }).hasItemsBehind(course)).toBe(expected);
  });
});

describe('the start of a course', () => {
  test.for<{ name: string; course: Course; traits?: Traits; state: object; asks: readonly string[] }>([
    {
      name: 'the start',
      course: forward('start'),
      state: { at: 'gap', token: null, anchor: null },
      asks: ['first+5 none'],
    },
    { name: 'the end', course: forward('end'), state: { at: 'end' }, asks: [] },
    {
      name: 'after an item of the first page',
      course: forward(after(9)),
      state: { at: 'gap', token: null, passed: 0 },
      asks: ['first+15 inside'],
    },
    {
      name: 'before an item',
      course: forward(before(9)),
      state: { at: 'gap', token: null, passed: 0 },
      asks: ['first+14 inside'],
    },
    {
      name: 'after an item of another page',
      course: forward(after(25)),
      state: { at: 'gap', token: 'p20', passed: 20 },
      asks: ['p20+11 inside'],
    },
    {
      name: 'after the last item of a page, beside which there is no room',
      course: forward(after(39)),
      state: { at: 'gap', token: 'p20' },
      asks: ['p40+5 before'],
    },
    {
      name: 'after the last item of a page, beside which there is room',
      course: forward(after(24, { next: 'p25' })),
      state: { at: 'gap', token: 'p20' },
      asks: ['p20+10 inside'],
    },
    {
      name: 'after the last item of a page, beside which there is just enough room',
      course: forward(after(34, { next: 'p35' })),
      state: { at: 'gap', token: 'p20' },
      asks: ['p20+20 inside'],
    },
    {
      name: 'at a page of which nothing was seen',
      course: forward(after(40, { index: -1, id: null, time: null })),
      state: { at: 'gap', token: 'p40', passed: 40, anchor: null },
      asks: ['p40+5 none'],
    },
    {
      name: 'filtered after the fact',
      course: forward(after(9)),
      traits: { keep: () => true },
      state: { at: 'gap' },
      asks: ['first+20 inside'],
    },
    {
      name: 'backwards from the end',
      course: backward('end'),
      traits: { isReversible: true },
      state: { at: 'gap', token: null },
      asks: ['first+5 none backward'],
    },
    { name: 'backwards from the start', course: backward('start'), state: { at: 'end' }, asks: [] },
    {
      name: 'backwards as it was reached',
      course: backward(beside(74, 'before', 'backward')),
      traits: { isReversible: true },
      state: { at: 'gap', token: 'p20' },
      asks: ['p20+11 inside backward'],
    },
    {
      name: 'backwards from an item with enough before it in its page',
      course: backward(before(29)),
      state: { at: 'crossing' },
      asks: ['p20+10 none'],
    },
    {
      name: 'backwards from an item with too few before it in its page',
      course: backward(before(21)),
      state: { at: 'crossing' },
      asks: ['first+20 none'],
    },
    { name: 'backwards from the first item', course: backward(before(0)), state: { at: 'end' }, asks: [] },
    {
      name: 'forwards from an item reached backwards',
      course: forward(beside(90, 'after', 'backward')),
      traits: { isReversible: true },
      state: { at: 'crossing' },
      asks: ['first+10 none backward'],
    },
    { name: 'up to what lies behind', course: forward(after(9), before(5)), state: { at: 'end' }, asks: [] },
    { name: 'up to the start', course: forward(after(9), 'start'), state: { at: 'end' }, asks: [] },
    { name: 'backwards up to what lies behind', course: backward(before(5), after(9)), state: { at: 'end' }, asks: [] },
  ])('$name', ({ course, traits, state, asks }) => {
    const kind = tokens(course, traits);
    const started = kind.start(course);
    expect(started).toMatchObject(state);
    expect(kind.ask(started, 5).map(text)).toEqual(asks);
  });

  test.for<{ name: string; course: Course; traits?: Traits }>([
    { name: 'backwards from the end of a list that has one order', course: backward('end') },
    {
      name: 'backwards from the start of a page far from the start',
      course: backward(before(400, { id: 'x', index: 0, position: 400 })),
    },
    {
      name: 'backwards from a page far from the start of which no item was seen',
      course: backward(before(400, { id: null, index: -1, position: 400 })),
    },
  ])('refused without a call: $name', ({ course, traits }) => {
    expect(() => tokens(course, traits).start(course)).toThrow(PaginationNotSupportedError);
  });

  test('refused once it is asked for: far from the start, with too few before it in its page', () => {
    const course = backward(before(403, { id: 'x', position: 403 }));
    const [one, both] = [tokens(course), tokens(course, { isReversible: true })];
    expect(() => one.ask(one.start(course), 5)).toThrow(PaginationNotSupportedError);
    expect(both.ask(both.start(course), 5).map(text)).toEqual(['first+20 none']);
  });

  test.for([
    ['w', 1],
    ['t', 1],
    ['s', 'forward', null, 0, null, null, null, 1],
    ['u', 'forward', null, 0, null, null],
    ['u', 'forward', null, 0, null, null, 1, 1],
    't',
    null,
  ])('a place of another kind of list is refused: %o', (other) => {
    const course = forward({ place: other, side: 'after' });
    expect(() => tokens(course)).not.toThrow();
    expect(() => tokens(course).start(course)).toThrow(InvalidCursorError);
  });
});

describe('at a gap', () => {
  test.for<Case>([
    {
      name: 'from the start',
      course: forward('start'),
      answer: answerOf(all),
      asked: 'first+5 none',
      next: { at: 'gap', token: 'p5', passed: 5, anchor: { id: 't96' }, isAnchorInPage: false },
      ids: ranks(100, 96),
      asksNext: ['p5+5 before'],
    },
    {
      name: 'the anchor is in its page',
      course: forward(after(25)),
      answer: answerOf(all),
      asked: 'p20+11 inside',
      next: { at: 'gap', token: 'p31', passed: 31, anchor: { id: 't70' }, needsFresh: false },
      ids: ranks(74, 70),
      asksNext: ['p31+5 before'],
    },
    {
      name: 'the anchor moved in its page',
      course: forward(after(25)),
      answer: answerOf(without(3)),
      asked: 'p20+11 inside',
      next: { at: 'gap', token: 'p31', passed: 32, anchor: { id: 't69', position: 31 }, needsFresh: false },
      ids: ranks(74, 69),
      asksNext: ['p31+5 before'],
    },
    {
      name: 'the anchor is not in its page: asked again, past the cache',
      course: forward(after(25)),
      answer: answerOf(without(25)),
      asked: 'p20+11 inside',
      next: { at: 'gap', token: 'p20', needsFresh: true, doubtful: [] },
      ids: [],
      asksNext: ['p20+20 inside fresh'],
    },
    {
      name: 'the anchor is gone: where it stood by its time',
      course: forward(after(25)),
      changes: { needsFresh: true },
      answer: answerOf(without(25)),
      asked: 'p20+20 inside fresh',
      next: { at: 'gap', token: 'p40', needsFresh: true, anchor: { id: 't60' } },
      ids: ranks(74, 60),
      asksNext: ['p40+5 before fresh'],
    },
    {
      name: 'the anchor is gone, and another before it: where it stood by its time',
      course: forward(after(25)),
      changes: { needsFresh: true },
      answer: answerOf(without(3, 25)),
      asked: 'p20+20 inside fresh',
      next: { at: 'gap', token: 'p40' },
      ids: ranks(74, 59),
      asksNext: ['p40+5 before fresh'],
    },
    {
      name: 'nothing in its page must have come behind the anchor: it may be in the page after',
      course: forward(after(25)),
      changes: { needsFresh: true },
      answer: answerOf([...Array.from({ length: 20 }, (_, index) => thing(120 - index)), ...all]),
      asked: 'p20+20 inside fresh',
      next: {
        at: 'gap',
        token: 'p40',
        passed: 40,
        anchor: { id: 't75' },
        isAnchorInPage: true,
        // A page that ends here goes on with the search.
        reached: { side: 'after', place: expect.arrayContaining(['p40', 't75']) },
      },
      ids: [],
      asksNext: ['p40+20 inside fresh'],
    },
    {
      name: 'the page after the last item of a page begins with what follows it',
      course: forward(after(39)),
      answer: answerOf(all),
      asked: 'p40+5 before',
      next: { at: 'gap', token: 'p45', passed: 45 },
      ids: ranks(60, 56),
      asksNext: ['p45+5 before'],
    },
    {
      name: 'the page after begins with the anchor, where one joined',
      course: forward(after(39)),
      answer: answerOf([thing(101), ...all]),
      asked: 'p40+5 before',
      next: { at: 'gap', token: 'p45' },
      ids: ranks(60, 57),
      asksNext: ['p45+5 before'],
    },
    {
      name: 'the page after has what stood before the anchor, as its times show',
      course: forward(after(39)),
      answer: answerOf([thing(103), thing(102), thing(101), ...all]),
      asked: 'p40+5 before',
      next: { at: 'gap', token: 'p45' },
      ids: ranks(60, 59),
      asksNext: ['p45+5 before'],
    },
    {
      name: 'the page after has the anchor behind what may follow it: rather repeated than lost',
      course: forward(after(39)),
      answer: () => ({ items: [all[40]!, all[41]!, all[39]!, all[42]!], next: null }),
      asked: 'p40+5 before',
      next: { at: 'end' },
      ids: ['t60', 't59', 't61', 't58'],
      asksNext: [],
    },
    {
      name: 'without ids, by the index in the page',
      course: forward(after(25, { id: null })),
      traits: { hasIds: false },
      answer: answerOf(all),
      asked: 'p20+11 inside',
      next: { at: 'gap', token: 'p31' },
      ids: ranks(74, 70),
      asksNext: ['p31+5 before'],
    },
    {
      name: 'the last page',
      course: forward(after(95)),
      answer: answerOf(all),
      asked: 'p80+20 inside',
      next: { at: 'end', reached: { side: 'after', time: 1000 } },
      ids: ranks(4, 1),
      asksNext: [],
    },
    {
      name: 'a token that leads to itself',
      course: forward(after(40, { index: -1, id: null, time: null })),
      answer: ({ token }) => ({ items: all.slice(40, 45), next: token }),
      asked: 'p40+5 none',
      next: { at: 'end' },
      ids: ranks(60, 56),
      asksNext: [],
    },
    {
      name: 'a page of nothing leads to the page after',
      course: forward(after(39)),
      answer: () => ({ items: [], next: 'p41' }),
      asked: 'p40+5 before',
      next: {
        at: 'gap',
        token: 'p41',
        passed: 40,
        reached: {
          place: writeTokenPlace({
            direction: 'forward',
            token: 'p41',
            index: -1,
            next: null,
            id: null,
            time: null,
            position: 40,
          }),
        },
      },
      ids: [],
      asksNext: ['p41+5 before'],
    },
    {
      name: 'where it stops is met',
      course: forward(after(9), before(12)),
      answer: answerOf(all),
      asked: 'first+15 inside',
      next: { at: 'end', reached: { time: 89_000 } },
      ids: ['t90', 't89'],
      asksNext: [],
    },
    {
      name: 'where it stops is after an item',
      course: forward(after(9), after(12)),
      answer: answerOf(all),
      asked: 'first+15 inside',
      next: { at: 'end' },
      ids: ['t90', 't89', 't88'],
      asksNext: [],
    },
    {
      name: 'where it stops is at the end of what was read',
      course: forward(after(9), before(15)),
      answer: answerOf(all),
      asked: 'first+15 inside',
      next: { at: 'end' },
      ids: ranks(90, 86),
      asksNext: [],
    },
    {
      name: 'in the other order',
      course: backward(beside(74, 'before', 'backward')),
      traits: { isReversible: true },
      answer: answerOf(all),
      asked: 'p20+11 inside backward',
      next: { at: 'gap', token: 'p31', reached: { side: 'before' } },
      ids: ranks(27, 31),
      asksNext: ['p31+5 before backward'],
    },
    {
      name: 'in the other order, gone: where it stood by its time',
      course: backward(beside(74, 'before', 'backward')),
      traits: { isReversible: true },
      changes: { needsFresh: true },
      answer: answerOf(without(74)),
      asked: 'p20+20 inside backward fresh',
      next: { at: 'gap', token: 'p40' },
      ids: ranks(27, 41),
      asksNext: ['p40+5 before backward fresh'],
    },
  ])('$name', expectStep);

  /** Of one time: where an item stood that is gone cannot be told. */
  const ties = all.map((item) => ({ ...item, time: 1000 }));
  const later = Array.from({ length: 25 }, (_, index) => thing(125 - index, 1000));
  const afterTie = forward(after(25, { time: 1000 }));

  test('what is read in doubt is dropped where the anchor comes later', () => {
    const kind = tokens(afterTie);
    const first = step(
      kind,
      { ...kind.start(afterTie), needsFresh: true } as AtGap<Thing>,
      answerOf([...later, ...ties]),
    );
    expect(first.ids).toEqual([]);
    expect((first.next as AtGap<Thing>).doubtful.map(({ item }) => item.id)).toEqual(ranks(100, 86));
    const second = step(kind, first.next, answerOf([...later, ...ties]));
    expect(second.ids).toEqual(ranks(74, 66));
    expect(second.next).toMatchObject({ at: 'gap', token: 'p60', doubtful: [] });
  });

  test('what is read in doubt is handed on once it is more than a call gives', () => {
    const kind = tokens(afterTie);
    const list = answerOf(ties.filter(({ id }) => id !== 't75'));
    let [state, ids]: [TokensState<Thing>, readonly string[]] = [
      { ...kind.start(afterTie), needsFresh: true } as AtGap<Thing>,
      [],
    ];
    let calls = 0;
    for (; ids.length === 0; calls += 1) {
      const took: { next: TokensState<Thing>; ids: readonly string[] } = step(kind, state, list);
      [state, ids] = [took.next, took.ids];
    }
    expect(calls).toBeLessThanOrEqual(5);
    expect(ids.slice(0, 6)).toEqual(ranks(74, 69));
    expect(state).toMatchObject({ at: 'gap', doubtful: [] });
  });

  test('a place of the other order that may lie on either side of the page is refused', () => {
    const course = forward('start', beside(50, 'before', 'backward'));
    const kind = tokens(course, { isReversible: true });
    expect(() => step(kind, kind.start(course), answerOf(all))).toThrow(PaginationNotSupportedError);
  });
});
