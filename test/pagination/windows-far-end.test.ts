import { describe, expect, test } from 'vitest';
import type { WindowAnswer } from '#src/pagination/chunk.ts';
import { EndNotFoundError, PaginationNotSupportedError } from '#src/pagination/index.ts';
import { offsetPlanner, pagePlanner } from '#src/pagination/window-planner.ts';
import type { WindowQuestion } from '#src/pagination/windows-question.ts';
import type { WindowsState } from '#src/pagination/windows-state.ts';
import type { Windows } from '#src/pagination/windows.ts';
import { things, type Thing } from './models.ts';
import { ranks, step, windowText } from './steps.ts';
import { back, backward, pages, windows } from './windows-cases.ts';

/** What an upstream says of its list: how many there are, what total it tells, and how many it gives at most. */
interface Upstream {
  readonly count: number | ((call: number) => number);
  readonly total?: (call: number) => number | null;
  readonly most?: number;
}

const countAt = ({ count }: Upstream, call: number) => (typeof count === 'number' ? count : count(call));

const tell = (upstream: Upstream, call: number) => {
  const count = countAt(upstream, call);
  const { total = () => count, most = Infinity } = upstream;
  const all = things(count);
  return ({ offset, count: asked }: WindowQuestion): WindowAnswer<Thing> => ({
    items: all.slice(offset, offset + Math.min(asked, most)),
    total: total(call),
  });
};

/** What is asked until the end is found, the state that leads to, and the rows that come with it. */
function findEnd(kind: Windows<Thing>, upstream: Upstream, wanted: number) {
  const asked: string[] = [];
  let [state, ids]: [WindowsState, readonly string[]] = [kind.start(backward('end')), []];
  while (state.at === 'far end') {
    asked.push(windowText(kind.ask(state, wanted, 1)[0]!));
    const { next, ids: found }: { next: WindowsState; ids: readonly string[] } = step(
      kind,
      state,
      tell(upstream, asked.length),
      { wanted },
    );
    [state, ids] = [next, found];
  }
  return { asked, state, ids };
}

describe('at the far end', () => {
  test.for<{
    name: string;
    kind?: Windows<Thing>;
    upstream: Upstream;
    asked: readonly string[];
    next: object;
    ids: readonly string[];
  }>([
    {
      name: 'the first call learns the total, the second believes it, and one item more',
      upstream: { count: 100 },
      asked: ['0+20', '95+6'],
      next: { at: 'gap', index: 95, anchor: { id: 't5', side: 'before' }, known: { total: 100, isTotalWrong: false } },
      ids: ranks(1, 5),
    },
    {
      name: 'the whole list comes at once',
      upstream: { count: 15 },
      asked: ['0+20'],
      next: { at: 'end', anchor: { id: 't15' } },
      ids: ranks(1, 15),
    },
    {
      name: 'there is nothing',
      upstream: { count: 0 },
      asked: ['0+20'],
      next: { at: 'end', anchor: null },
      ids: [],
    },
    {
      name: 'there is nothing, though the total tells of five',
      upstream: { count: 0, total: () => 5 },
      asked: ['0+20'],
      next: { at: 'end', anchor: null, known: { isTotalWrong: true } },
      ids: [],
    },
    {
      name: 'without a total, a short answer is the whole list',
      upstream: { count: 15, total: () => null },
      asked: ['0+20'],
      next: { at: 'end', known: { total: null } },
      ids: ranks(1, 15),
    },
    {
      name: 'the total is one too large, and the last window shows the end',
      upstream: { count: 100, total: () => 101 },
      asked: ['0+20', '96+6'],
      next: { at: 'gap', index: 96, known: { isTotalWrong: true } },
      ids: ranks(1, 4),
    },
    {
      name: 'the total is ten too large: the window before what was not there',
      upstream: { count: 100, total: () => 110 },
      asked: ['0+20', '105+6', '85+20'],
      next: { at: 'gap', index: 85, known: { isTotalWrong: true } },
      ids: ranks(1, 15),
    },
    {
      name: 'the total is grossly wrong: narrowed by halves',
      upstream: { count: 100, total: () => 1000 },
      asked: ['0+20', '995+6', '975+20', '488+20', '244+20', '122+20', '61+20', '92+20'],
      next: { at: 'gap', index: 92, known: { isTotalWrong: true } },
      ids: ranks(1, 8),
    },
    {
      name: 'the total shrinks once while it is looked for',
      upstream: { count: (call) => (call === 1 ? 100 : 50) },
      asked: ['0+20', '95+6', '45+6'],
      next: { at: 'gap', index: 45, known: { total: 50, isTotalWrong: false } },
      ids: ranks(1, 5),
    },
    {
      name: 'the total shrinks with each call: looked for on both sides of it',
      upstream: { count: (call) => 105 - 5 * call },
      asked: ['0+20', '95+6', '90+6', '80+20'],
      next: { at: 'gap', index: 80, known: { total: 85, isTotalWrong: false } },
      ids: ranks(1, 5),
    },
    {
      name: 'the total is too small: the list goes on after it',
      upstream: { count: 100, total: () => 99 },
      asked: ['0+20', '94+6', '100+20'],
      next: { at: 'gap', index: 94, known: { isTotalWrong: true } },
      ids: ranks(1, 6),
    },
    {
      name: 'answers are cut: the list goes on after the first, and the last is asked for by what comes',
      upstream: { count: 40, most: 3 },
      asked: ['0+20', '3+20', '37+3'],
      next: { at: 'gap', index: 37, known: { mostRows: 3, isTotalWrong: false } },
      ids: ranks(1, 3),
    },
    {
      name: 'the first answer was short, and not cut: the list ends there, whatever its total',
      upstream: { count: 15, total: () => 100 },
      asked: ['0+20', '15+20'],
      next: { at: 'end', anchor: { id: 't15' }, known: { isTotalWrong: true } },
      ids: ranks(1, 15),
    },
    {
      name: 'by numbered pages',
      kind: windows('backward', pages),
      upstream: { count: 250 },
      asked: ['0+100', '245+7'],
      next: { at: 'gap', index: 245 },
      ids: ranks(1, 5),
    },
    {
      name: 'by numbered pages, of which the last is asked for alone',
      kind: windows('backward', pagePlanner([30, 50, 100])),
      upstream: { count: 250 },
      asked: ['0+100', '240+30'],
      next: { at: 'gap', index: 240 },
      ids: ranks(1, 10),
    },
    {
      name: 'filtered after the fact: by full calls',
      kind: windows('backward', offsetPlanner(20), true),
      upstream: { count: 100 },
      asked: ['0+20', '80+20'],
      next: { at: 'gap', index: 80 },
      ids: ranks(1, 20),
    },
  ])('$name', ({ kind = back, upstream, asked, next, ids }) => {
    const found = findEnd(kind, upstream, 5);
    expect({ asked: found.asked, ids: found.ids }).toEqual({ asked, ids });
    expect(found.state).toMatchObject(next);
  });

  test.for<{ name: string; upstream: Upstream; calls: number }>([
    { name: 'the total is unknown', upstream: { count: 100, total: () => null }, calls: 1 },
    { name: 'the total is far too small', upstream: { count: 1000, total: () => 19 }, calls: 15 },
    { name: 'the total is beyond all measure', upstream: { count: 100, total: () => 1e9 }, calls: 15 },
    { name: 'the end flees', upstream: { count: (call) => 2000 - 100 * call }, calls: 15 },
  ])('the end is not found: $name', ({ upstream, calls }) => {
    let asked = 0;
    const total = (call: number) => {
      asked = call;
      return upstream.total === undefined ? countAt(upstream, call) : upstream.total(call);
    };
    const find = () => findEnd(back, { ...upstream, total }, 5);
    expect(find).toThrow(EndNotFoundError);
    expect(find).toThrow(PaginationNotSupportedError);
    expect(asked).toBe(calls);
  });
});
