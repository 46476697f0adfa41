import { describe, expect, test } from 'vitest';
import { placeOfIndex } from '#src/pagination/anchor.ts';
import { InvalidCursorError } from '#src/pagination/index.ts';
import type { Course } from '#src/pagination/list.ts';
import { offsetPlanner } from '#src/pagination/window-planner.ts';
import { Windows } from '#src/pagination/windows.ts';
import type { Thing } from './models.ts';
import { answerOf, ranks, step } from './steps.ts';
import {
  after,
  all,
  at,
  back,
  backward,
  before,
  expectStep,
  forward,
  joined,
  options,
  pages,
  place,
  windows,
  without,
  type Case,
} from './windows-cases.ts';

describe('the start of a course', () => {
  test.for<{ name: string; course: Course; state: object }>([
    { name: 'the start', course: forward('start'), state: { at: 'gap', index: 0, anchor: null, bound: Infinity } },
    { name: 'after an item', course: forward(after(9)), state: { at: 'gap', index: 10, anchor: { id: 't91' } } },
    { name: 'before an item', course: forward(before(9)), state: { at: 'gap', index: 9, anchor: { id: 't91' } } },
    { name: 'from the end', course: forward('end'), state: { at: 'end' } },
    { name: 'up to an item', course: forward('start', before(9)), state: { at: 'gap', index: 0, bound: 9 } },
    { name: 'up to what lies behind', course: forward(after(9), before(9)), state: { at: 'end' } },
    { name: 'backwards from the end', course: backward('end'), state: { at: 'far end', bound: 0, tail: null } },
    { name: 'backwards from an item', course: backward(before(9)), state: { at: 'gap', index: 9, bound: 0 } },
    { name: 'backwards from the start', course: backward('start'), state: { at: 'end' } },
    {
      name: 'by an index alone',
      course: forward({ place: placeOfIndex(9), side: 'after', time: 91_000 }),
      state: { at: 'gap', index: 10, anchor: { id: null, time: 91_000 } },
    },
  ])('$name', ({ course, state }) => {
    const kind = windows(course.direction);
    expect(kind.start(course)).toMatchObject(state);
    expect(kind.ask(kind.start(course), 5, 1)).toHaveLength(kind.start(course).at === 'end' ? 0 : 1);
  });

  test.for([['t', 1], ['w', 1], 'w', null, {}])('a place of another kind of list is refused: %o', (other) => {
    expect(() => windows().start(forward({ place: other, side: 'after' }))).toThrow(InvalidCursorError);
  });
});

describe('whether items lie behind the start of a course', () => {
  test.for<{ name: string; course: Course; expected: boolean }>([
    { name: 'from the start', course: forward('start'), expected: false },
    { name: 'from the end', course: forward('end'), expected: true },
    { name: 'before the first item', course: forward(before(0)), expected: false },
    { name: 'after the first item', course: forward(after(0)), expected: true },
    { name: 'before the second item', course: forward(before(1)), expected: true },
    { name: 'backwards from the end', course: backward('end'), expected: false },
    { name: 'backwards from an item', course: backward(before(0)), expected: true },
  ])('$name: $expected', ({ course, expected }) => {
    expect(windows(course.direction).hasItemsBehind(course)).toBe(expected);
  });
});

describe('at a gap', () => {
  test.for<Case>([
    {
      name: 'at the start, what comes is handed on',
      state: at(forward('start')),
      answer: answerOf(all),
      asked: '0+5',
      next: { at: 'gap', index: 5, anchor: { id: 't96', side: 'after', total: 100 }, known: { hasMoved: false } },
      ids: ranks(100, 96),
      asksNext: ['4+6'],
    },
    {
      name: 'the anchor is where it was',
      state: at(forward(after(9))),
      answer: answerOf(all),
      asked: '9+6',
      next: { at: 'gap', index: 15, anchor: { id: 't86' }, known: { hasMoved: false, needsFresh: false } },
      ids: ranks(90, 86),
      asksNext: ['14+6'],
    },
    {
      name: 'the anchor is where it was, backwards',
      kind: back,
      state: at(backward(before(9))),
      answer: answerOf(all),
      asked: '4+6',
      next: { at: 'gap', index: 4, anchor: { id: 't96', side: 'before' } },
      ids: ranks(92, 96),
      asksNext: ['0+5'],
    },
    {
      name: 'the anchor moved within what was asked for',
      state: at(forward(after(9))),
      answer: answerOf([...joined(2), ...all]),
      asked: '9+6',
      next: { at: 'gap', index: 15, anchor: { id: 't88' }, known: { hasMoved: true } },
      ids: ranks(90, 88),
      asksNext: ['9+11'],
    },
    {
      name: 'the anchor is not where it was',
      state: at(forward(after(9))),
      answer: answerOf(without(9)),
      asked: '9+6',
      next: { at: 'lost', anchor: { id: 't91' }, seen: null, tries: 0, known: { needsFresh: true } },
      ids: [],
      asksNext: ['0+20 fresh'],
    },
    {
      name: 'the anchor moved, and another item stands where it was',
      state: at(forward(after(9))),
      answer: answerOf([...joined(20), ...all]),
      asked: '9+6',
      next: { at: 'lost', anchor: { id: 't91' }, known: { needsFresh: true } },
      ids: [],
      asksNext: ['19+20 fresh'],
    },
    {
      name: 'the anchor moved, though the total is the same, and another item stands where it was',
      state: at(forward(after(9))),
      answer: answerOf([...joined(1), ...all.slice(0, 99)]),
      asked: '9+6',
      next: { at: 'gap', index: 15, known: { hasMoved: true } },
      ids: ranks(90, 87),
      asksNext: ['9+11'],
    },
    {
      name: 'an item of its id stands beyond its place, though the total is the same',
      state: at(forward(after(9))),
      wanted: 20,
      answer: answerOf(all.with(15, all[9]!)),
      asked: '10+20',
      next: { at: 'lost', anchor: { id: 't91' }, known: { needsFresh: true } },
      ids: [],
      asksNext: ['0+20 fresh'],
    },
    {
      name: 'without an id, a time that the items around agree with',
      state: at(forward({ place: placeOfIndex(9), side: 'after', time: 90_500 })),
      answer: answerOf(all),
      asked: '9+6',
      next: { at: 'gap', index: 15 },
      ids: ranks(90, 86),
      asksNext: ['14+6'],
    },
    {
      name: 'without an id, a time that the items around do not agree with',
      state: at(forward({ place: placeOfIndex(9), side: 'after', time: 90_500 })),
      answer: answerOf([...joined(2), ...all]),
      asked: '9+6',
      next: { at: 'lost', anchor: { id: null, time: 90_500 }, known: { needsFresh: true } },
      ids: [],
      asksNext: ['0+20 fresh'],
    },
    {
      name: 'the walk comes to its bound',
      state: at(forward(after(9), before(12))),
      answer: answerOf(all),
      asked: '9+3',
      next: { at: 'end', anchor: { id: 't89' } },
      ids: ['t90', 't89'],
      asksNext: [],
    },
    {
      name: 'the walk comes to its bound backwards, which moved with the list',
      kind: back,
      state: at(backward(before(9), after(6))),
      answer: answerOf(all),
      asked: '7+3',
      next: { at: 'end', anchor: { id: 't93' } },
      ids: ['t92', 't93'],
      asksNext: [],
    },
    {
      name: 'the list ends where its total tells',
      state: at(forward(after(94))),
      answer: answerOf(all),
      asked: '94+7',
      next: { at: 'end' },
      ids: ranks(5, 1),
      asksNext: [],
    },
    {
      name: 'without a total, a full answer goes on',
      state: at(forward('start')),
      answer: answerOf(all.slice(0, 5), null),
      asked: '0+5',
      next: { at: 'gap', index: 5, known: { total: null } },
      ids: ranks(100, 96),
      asksNext: ['4+6'],
    },
    {
      name: 'without a total, a short answer is the last',
      state: at(forward('start')),
      answer: answerOf(all.slice(0, 4), null),
      asked: '0+5',
      next: { at: 'end' },
      ids: ranks(100, 97),
      asksNext: [],
    },
    {
      name: 'items beyond the total make it wrong, and the list goes on',
      state: at(forward('start')),
      answer: answerOf(all, 3),
      asked: '0+5',
      next: { at: 'gap', index: 5, known: { isTotalWrong: true } },
      ids: ranks(100, 96),
      asksNext: ['4+6'],
    },
    {
      name: 'an answer that is cut makes the next ask from where it was cut',
      state: at(forward('start')),
      answer: ({ offset }) => ({ items: all.slice(offset, offset + 3), total: 100 }),
      asked: '0+5',
      next: { at: 'gap', index: 3, known: { mostRows: 3 } },
      ids: ranks(100, 98),
      asksNext: ['3+5'],
    },
    {
      name: 'nothing where there should be some: once more, past the cache',
      state: at(forward(after(9))),
      answer: () => ({ items: [], total: 100 }),
      asked: '9+6',
      next: { at: 'gap', index: 10, isRetry: true, known: { needsFresh: true } },
      ids: [],
      asksNext: ['10+20 fresh'],
    },
    {
      name: 'nothing again: that is the end',
      state: at(forward(after(9)), { isRetry: true }),
      answer: () => ({ items: [], total: 100 }),
      asked: '10+20',
      next: { at: 'end', anchor: { id: 't91' } },
      ids: [],
      asksNext: [],
    },
    {
      name: 'backwards, nothing again: on where it may be missing no more',
      kind: back,
      state: at(backward(before(30)), { isRetry: true }),
      answer: () => ({ items: [], total: 100 }),
      asked: '10+20',
      next: { at: 'gap', index: 10, isRetry: false, anchor: { id: null } },
      ids: [],
      asksNext: ['5+5'],
    },
    {
      name: 'backwards, what came lies on the other side of the gap, and again: on before it',
      kind: back,
      state: at(backward({ place: placeOfIndex(30), side: 'before' }), { isRetry: true }),
      answer: () => ({ items: all.slice(30, 50), total: 100, start: 30 }),
      asked: '10+20',
      next: { at: 'gap', index: 29, isRetry: false },
      ids: [],
      asksNext: ['24+5'],
    },
    {
      name: 'backwards, the last item by a total that is believed does not come: cut short',
      kind: new Windows<Thing>({ ...options, direction: 'backward', cutShort: () => new Error('cut short') }),
      state: at(backward({ place: placeOfIndex(100), side: 'before' }), { isRetry: true }),
      answer: () => ({ items: [], total: 100 }),
      asked: '80+20',
      next: { at: 'cut short' },
      ids: [],
      asksNext: [],
    },
    {
      name: 'backwards, the total shrank to less than the index: on from there',
      kind: back,
      state: at(backward({ place: placeOfIndex(60), side: 'before' })),
      answer: answerOf(all.slice(0, 40)),
      asked: '55+5',
      next: { at: 'gap', index: 40, isRetry: false },
      ids: [],
      asksNext: ['35+5'],
    },
    {
      name: 'backwards, the total shrank to nothing',
      kind: back,
      state: at(backward({ place: placeOfIndex(60), side: 'before' })),
      answer: () => ({ items: [], total: 0 }),
      asked: '55+5',
      next: { at: 'end' },
      ids: [],
      asksNext: [],
    },
    {
      name: 'a short page may start elsewhere: asked for by a smaller size',
      kind: windows('forward', pages),
      state: at(forward({ place: placeOfIndex(60), side: 'before' })),
      answer: () => ({ items: all.slice(30, 33), total: 100 }),
      asked: '60+5',
      next: { at: 'gap', index: 60, known: { mostRows: 3 } },
      ids: [],
      asksNext: ['60+3'],
    },
    {
      name: 'a short page that may start elsewhere makes no total wrong',
      kind: windows('forward', pages),
      state: at(forward({ place: placeOfIndex(60), side: 'before' })),
      answer: () => ({ items: all.slice(30, 33), total: 62 }),
      asked: '60+5',
      next: { at: 'gap', index: 60, known: { isTotalWrong: false, mostRows: 3 } },
      ids: [],
      asksNext: ['60+3'],
    },
    {
      name: 'a short page that tells its start is believed',
      kind: windows('forward', pages),
      state: at(forward({ place: placeOfIndex(60), side: 'before' })),
      answer: () => ({ items: all.slice(60, 63), total: 100, start: 60 }),
      asked: '60+5',
      next: { at: 'gap', index: 63, known: { mostRows: 3 } },
      ids: ranks(40, 38),
      asksNext: ['63+3'],
    },
    {
      name: 'a page that tells another start is read from there',
      kind: windows('forward', pages),
      state: at(forward({ place: placeOfIndex(60), side: 'before' })),
      answer: () => ({ items: all.slice(58, 63), total: 100, start: 58 }),
      asked: '60+5',
      next: { at: 'gap', index: 63 },
      ids: ranks(40, 38),
      asksNext: ['60+10'],
    },
    {
      name: 'a short page is believed where it has the anchor',
      kind: windows('forward', pages),
      state: at(forward(after(60))),
      answer: () => ({ items: all.slice(60, 63), total: 100 }),
      asked: '60+6',
      next: { at: 'gap', index: 63, known: { mostRows: 3 } },
      ids: ranks(39, 38),
      asksNext: ['63+3'],
    },
    {
      name: 'an answer to a question asked at another gap is ignored',
      state: at(forward(after(9))),
      question: { offset: 30, count: 6, pin: null, isFresh: false, from: 30 },
      answer: answerOf(all),
      asked: '30+6',
      next: { at: 'gap', index: 10, known: { total: 100 } },
      ids: [],
      asksNext: ['9+6'],
    },
    {
      name: 'where the total is not known one call is made, else as many as it takes',
      state: at(forward('start')),
      wanted: 50,
      calls: 5,
      answer: answerOf(all.slice(0, 45)),
      asked: '0+20',
      next: { at: 'gap', index: 20 },
      ids: ranks(100, 81),
      asksNext: ['19+20', '39+20'],
    },
    {
      name: 'what is filtered after the fact is asked for by full calls',
      kind: windows('forward', offsetPlanner(20), true),
      state: at(forward(after(9))),
      calls: 5,
      answer: answerOf(all),
      asked: '10+20',
      next: { at: 'gap', index: 30 },
      ids: ranks(90, 71),
      asksNext: ['30+20'],
    },
    {
      name: 'a pin that hides older items is let go, and its answer is dropped',
      state: at(forward({ place: place(9, 7), side: 'after' })),
      answer: answerOf(all.slice(0, 90)),
      asked: '9+6',
      next: { at: 'gap', index: 10, known: { pin: null, hasMoved: true, needsFresh: true } },
      ids: [],
      asksNext: ['4+11 fresh'],
    },
    {
      name: 'an answer asked with a pin that was let go since is ignored',
      state: at(forward(after(9))),
      question: { offset: 9, count: 6, pin: 7, isFresh: false, from: 10 },
      answer: answerOf(all),
      asked: '9+6',
      next: { at: 'gap', index: 10, known: { pin: null } },
      ids: [],
      asksNext: ['9+6'],
    },
  ])('$name', expectStep);
});

test('the first answer makes the pin that later questions carry', () => {
  const kind = new Windows<Thing>({ ...options, pinOf: ([first]) => first?.rank ?? null });
  const { next, asksNext } = step(kind, kind.start(forward('start')), answerOf(all));
  expect(next).toMatchObject({ at: 'gap', known: { pin: 100 }, anchor: { pin: 100 } });
  expect(asksNext).toMatchObject([{ pin: 100 }]);
});

describe('at the end', () => {
  test('nothing is asked, and a late answer tells the total alone', () => {
    const kind = windows();
    const state = kind.start(forward('end'));
    expect(kind.ask(state, 5, 5)).toEqual([]);
    const { next, ids } = step(kind, state, answerOf(all), { asked: kind.totalQuestion(state)! });
    expect(next).toEqual({
      ...state,
      known: { pin: null, total: 100, isTotalWrong: false, mostRows: undefined, hasMoved: false, needsFresh: false },
    });
    expect([kind.total(state), kind.total(next), ids]).toEqual([undefined, 100, []]);
  });
});
