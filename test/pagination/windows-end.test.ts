import { describe, expect, test } from 'vitest';
import type { WindowAnswer } from '#src/pagination/chunk.ts';
import { EndNotFoundError, PaginationNotSupportedError } from '#src/pagination/index.ts';
import { offsetPlanner } from '#src/pagination/window-planner.ts';
import type { WindowQuestion, WindowsState } from '#src/pagination/windows-state.ts';
import type { Windows } from '#src/pagination/windows.ts';
import { things, type Thing } from './models.ts';
import { ranks, step, windowText } from './steps.ts';
import { back, backward, pages, windows } from './windows-cases.ts';

/** What an upstream says of its list: how many there are, what total it tells, and how many it gives at most. */
interface Upstream {
  readonly count: number;
  readonly total?: (call: number) => number | null;
  readonly most?: number;
}

const tell = ({ count, total = () => count, most = Infinity }: Upstream, call: number) => {
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
      name: 'the total is one too small',
      upstream: { count: 100, total: () => 99 },
      asked: ['0+20', '94+6'],
      next: { at: 'gap', index: 94, known: { isTotalWrong: true } },
      ids: ranks(1, 6),
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
      asked: [],
      next: { at: 'gap' },
      ids: [],
    },
    {
      name: 'the total shrinks while it is looked for',
      upstream: { count: 50, total: (call) => (call === 1 ? 100 : 50) },
      asked: [],
      next: { at: 'gap' },
      ids: [],
    },
    {
      name: 'answers are cut: it is seen that the list goes on, and where it ends',
      upstream: { count: 40, most: 3 },
      asked: [],
      next: { at: 'gap' },
      ids: [],
    },
    {
      name: 'a short answer that was no cut: nothing follows it',
      upstream: { count: 15, total: () => 100 },
      asked: [],
      next: {},
      ids: [],
    },
    {
      name: 'numbered pages',
      kind: windows('backward', pages),
      upstream: { count: 250 },
      asked: [],
      next: {},
      ids: [],
    },
  ])('$name', ({ kind = back, upstream, asked, next, ids }) => {
    const found = findEnd(kind, upstream, 5);
    expect({ asked: found.asked, ids: found.ids }).toEqual({ asked, ids });
    expect(found.state).toMatchObject(next);
  });
});
