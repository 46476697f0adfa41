import { describe, expect, test } from 'vitest';
import { indexBeside, readAnchor, type Anchor } from '#src/pagination/anchor.ts';
import type { WindowAnswer } from '#src/pagination/chunk.ts';
import type { Gap } from '#src/pagination/list.ts';
import type { WindowQuestion } from '#src/pagination/windows-question.ts';
import type { Lost, WindowsState } from '#src/pagination/windows-state.ts';
import type { Windows } from '#src/pagination/windows.ts';
import type { Thing } from './models.ts';
import { answerOf, ranks, step, windowText } from './steps.ts';
import { after, all, back, before, expectStep, joined, older, windows, without, type Case } from './windows-cases.ts';

/** An anchor, of an item at an index of the 100, that was missed in a chunk with nothing. */
function lost(gap: Gap, total = 100, changes: Partial<Anchor> = {}): Lost {
  const anchor = { ...readAnchor(gap)!, ...changes };
  const known = { pin: null, total, isTotalWrong: false, mostRows: undefined, hasMoved: false, needsFresh: true };
  const missedIn = { items: [], total, offset: indexBeside(anchor), asked: 5, tellsStart: false };
  const bound = anchor.side === 'after' ? Infinity : 0;
  return { at: 'lost', anchor, index: indexBeside(anchor), bound, known, missedIn, seen: null, tries: 0 };
}

/** What is asked, and the first state that is not lost. */
function search(
  kind: Windows<Thing>,
  from: Lost,
  answers: (call: number) => (question: WindowQuestion) => WindowAnswer<Thing>,
) {
  const asked: string[] = [];
  let state: WindowsState = from;
  let ids: readonly string[] = [];
  while (state.at === 'lost') {
    const took: ReturnType<typeof step<WindowsState, WindowQuestion, WindowAnswer<Thing>>> = step(
      kind,
      state,
      answers(asked.push(windowText(kind.ask(state, 5, 1)[0]!))),
    );
    [state, ids] = [took.next, took.ids];
  }
  return { asked, state, ids };
}

describe('lost', () => {
  test.for<Case>([
    {
      name: 'found by its id',
      state: lost(after(50), 130),
      answer: answerOf([...joined(30), ...all]),
      asked: '70+20 fresh',
      next: { at: 'gap', index: 90, known: { hasMoved: true, needsFresh: true } },
      ids: ranks(49, 41),
      asksNext: ['84+11 fresh'],
    },
    {
      name: 'found by its id, backwards',
      kind: back,
      state: lost(before(50), 130),
      answer: answerOf([...joined(30), ...all]),
      asked: '70+20 fresh',
      next: { at: 'gap', index: 70, anchor: { side: 'before' } },
      ids: ranks(51, 60),
      asksNext: ['65+10 fresh'],
    },
    {
      name: 'found where it was all the time: the cache was wrong',
      state: lost(after(50), 99),
      answer: answerOf(all),
      asked: '39+20 fresh',
      next: { at: 'gap', known: { hasMoved: false, needsFresh: true } },
      ids: ranks(49, 42),
      asksNext: ['58+6 fresh'],
    },
    {
      name: 'gone: where it stood by its time',
      state: lost(after(50), 99),
      answer: answerOf(without(50)),
      asked: '39+20 fresh',
      next: { at: 'gap', known: { hasMoved: true } },
      ids: ranks(49, 41),
      asksNext: ['53+11 fresh'],
    },
    {
      name: 'gone, backwards',
      kind: back,
      state: lost(before(50), 99),
      answer: answerOf(without(50)),
      asked: '39+20 fresh',
      next: { at: 'gap' },
      ids: ranks(51, 61),
      asksNext: ['34+6 fresh'],
    },
    {
      name: 'gone, and nothing follows it in the window that shows where it stood',
      state: lost(after(99), 99),
      answer: answerOf(without(99)),
      asked: '88+20 fresh',
      next: { at: 'end' },
      ids: [],
      asksNext: [],
    },
    {
      name: 'all that came is newer: looked for later',
      state: lost(after(50)),
      answer: answerOf([...joined(30), ...all.slice(0, 70)]),
      asked: '40+20 fresh',
      next: { at: 'lost', tries: 1, seen: { low: { offset: 40 }, high: { offset: 40 } } },
      ids: [],
      asksNext: ['60+20 fresh'],
    },
    {
      name: 'all that came is older: looked for earlier',
      state: lost(after(50)),
      answer: answerOf([...all.slice(30), ...older(30)]),
      asked: '40+20 fresh',
      next: { at: 'lost', tries: 1 },
      ids: [],
      asksNext: ['20+20 fresh'],
    },
    {
      name: 'an answer that was asked for before the anchor was missed is ignored',
      state: lost(after(50)),
      question: { offset: 40, count: 20, pin: null, isFresh: false, from: 51 },
      answer: answerOf(all),
      asked: '40+20',
      next: { at: 'lost', tries: 0, seen: null },
      ids: [],
      asksNext: ['40+20 fresh'],
    },
  ])('$name', expectStep);

  test('narrowed call by call, until it is found', () => {
    const list = answerOf([...joined(50), ...all.slice(0, 50)]);
    const { asked, state, ids } = search(windows(), lost(after(40)), () => list);
    expect(asked).toEqual(['30+20 fresh', '50+20 fresh', '70+20 fresh', '90+20 fresh']);
    expect(ids).toEqual(ranks(59, 51));
    expect(state).toMatchObject({ at: 'end', anchor: { id: 't51' } });
  });

  test('slipped between two windows while the list moved: looked for across the seam', () => {
    const lists = [
      [...joined(12), ...all],
      [...joined(8), ...all],
    ].map((list) => list.slice(0, 100));
    const { asked, ids } = search(windows(), lost(after(50)), (call) => answerOf(lists[call === 1 ? 0 : 1]!));
    expect(asked).toEqual(['40+20 fresh', '60+20 fresh', '55+10 fresh']);
    expect(ids).toEqual(ranks(49, 44));
  });

  test.for([
    { name: 'forwards, the list grew', kind: windows(), gap: after(50), total: 103, index: 51 },
    { name: 'forwards, the list shrank', kind: windows(), gap: after(50), total: 97, index: 48 },
    { name: 'backwards, the list grew', kind: back, gap: before(50), total: 103, index: 53 },
    { name: 'backwards, the list shrank', kind: back, gap: before(50), total: 97, index: 50 },
  ])('after five tries it goes on where it rather repeats than loses: $name', ({ kind, gap, total, index }) => {
    const timeless = older(200).map((item) => ({ ...item, time: null }));
    const { asked, state, ids } = search(kind, lost(gap, total, { time: null }), () => answerOf(timeless, total));
    expect(asked).toHaveLength(5);
    expect(new Set(asked).size).toBe(5);
    const beside = kind === back ? index : index - 1;
    expect(state).toMatchObject({ at: 'gap', index, anchor: { index: beside, id: null, time: null }, isRetry: false });
    expect(ids).toEqual([]);
  });
});
