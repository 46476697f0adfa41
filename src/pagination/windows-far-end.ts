import { contradictsTotal, endOf, isShort, type Chunk } from './chunk.ts';
import { EndNotFoundError } from './errors.ts';
import { withoutRows, type Reading } from './kind.ts';
import type { Window, WindowPlanner } from './window-planner.ts';
import { goOnFrom } from './windows-next.ts';
import { isCountable, type WindowsOptions } from './windows-options.ts';
import { windowQuestion, type WindowQuestion } from './windows-question.ts';
import { cutShort, type AtFarEnd, type AtGap, type Known, type WindowsState } from './windows-state.ts';
import { shouldHaveItemAt } from './windows-total.ts';

/** The most calls that finding the end may take. */
const mostTries = 15;

const wrongTotal = 'The end of this list cannot be found: its total is wrong.';

/** State `far end`: asks for the window where the end of the list is most likely. */
export function askFarEnd<Item>(
  state: AtFarEnd,
  wanted: number,
  options: WindowsOptions<Item>,
): readonly WindowQuestion[] {
  const { planner } = options;
  // Of a list that is filtered, or moves, nobody knows which items make the wanted ones: a full call is the cheapest guess.
  const count = isCountable(options) && !state.known.hasMoved ? wanted : Math.max(wanted, planner.maximum);
  return [windowQuestion(endWindow(state, planner, count), state.known)];
}

/** State `far end`: goes on from the end, backwards, once it is found. */
export function readFarEnd<Item>(
  state: AtFarEnd,
  chunk: Chunk<Item>,
  options: WindowsOptions<Item>,
): Reading<WindowsState, Item> {
  const next = narrowEnd(state, chunk);
  if ('at' in next) return withoutRows(next);
  const index = endOf(next);
  const isEnd = state.asksAfterTail || !mayBeCut(state.known, next);
  const isTotalWrong = next.total !== null && index < next.total && isEnd;
  if (isTotalWrong && shouldHaveItemAt(index, state.known, options)) return withoutRows(cutShort(state));
  const known = { ...state.known, isTotalWrong: state.known.isTotalWrong || isTotalWrong };
  const gap: AtGap = { at: 'gap', known, anchor: null, bound: state.bound, index, isRetry: false };
  return goOnFrom(gap, next as Chunk<Item>, next.items.length, options);
}

/** The window to look for the end of the list in: the total is learnt first, then believed, then narrowed. */
function endWindow(
  { tail, absent, asksAfterTail, tries, known }: AtFarEnd,
  planner: WindowPlanner,
  wanted: number,
): Window {
  if (tail === null) return { offset: 0, count: planner.maximum };
  const present = endOf(tail);
  if (asksAfterTail) return planner.reach(present, planner.maximum, 'forward', known.mostRows);
  const total = known.total ?? totalOf(tail);
  // The first miss: the total is more often a little too large than grossly.
  if (absent !== Infinity && tries === 2 && known.mostRows === undefined)
    return planner.reach(absent, planner.maximum, 'backward');
  if (absent !== Infinity) {
    const middle = Math.ceil((present + absent) / 2);
    return known.mostRows === undefined
      ? planner.reach(middle + Math.floor(planner.maximum / 2), planner.maximum, 'backward')
      : planner.reach(middle, wanted, 'backward', known.mostRows);
  }
  // The list moves: its end is looked for on both sides of the total, and right before it, in turn.
  if (tries > 2 && tries % 2 === 1 && known.mostRows === undefined) {
    return planner.reach(total + Math.floor(planner.maximum / 2), planner.maximum, 'backward');
  }
  const past = known.mostRows === undefined ? pastTotal(planner, total, wanted) : null;
  return past ?? planner.reach(total, wanted, 'backward', known.mostRows);
}

/** One item beyond the total where that costs nothing, since the total may be too small. */
function pastTotal(planner: WindowPlanner, total: number, wanted: number): Window | null {
  const window = planner.reach(total + 1, wanted + 1, 'backward');
  const isWhole = window.offset <= total - wanted && window.offset + window.count > total;
  return isWhole ? window : null;
}

/** The next state of the search for the end; the chunk that ends there once it is found. */
function narrowEnd(state: AtFarEnd, chunk: Chunk<unknown>): AtFarEnd | Chunk<unknown> {
  const { tail, absent, asksAfterTail } = state;
  const next = { ...state, tries: state.tries + 1, asksAfterTail: false };
  if (tail === null) return readHead(next, chunk);
  if (chunk.items.length > 0) {
    const isCut = mayBeCut(state.known, chunk);
    // The total is too small: the list goes on after this chunk, unless that is short.
    if (contradictsTotal(chunk)) return isShort(chunk) && !isCut ? chunk : goingOn(next, chunk);
    if (endOf(chunk) >= Math.min(totalOf(chunk), absent)) return chunk;
    if (endOf(chunk) < endOf(tail)) return narrowed(next, tail, absent);
    // What is cut off the last page cannot be asked for by any page.
    const isStuck = isCut && endOf(chunk) === endOf(tail);
    return isStuck || (isShort(chunk) && !isCut) ? chunk : narrowed(next, chunk, absent);
  }
  // What was cut would go on here: the list ends where the tail does, and its total is too large.
  if (asksAfterTail) return tail;
  const isBeyond = totalOf(chunk) > chunk.offset || absent !== Infinity;
  return narrowed(next, tail, isBeyond ? Math.min(absent, chunk.offset) : absent);
}

function narrowed(state: AtFarEnd, tail: Chunk<unknown>, absent: number): AtFarEnd | Chunk<unknown> {
  if (endOf(tail) >= absent) return tail;
  if (state.tries >= mostTries) throw new EndNotFoundError(wrongTotal);
  return { ...state, tail, absent };
}

/** What follows the tail is asked for next. */
const goingOn = (state: AtFarEnd, tail: Chunk<unknown>): AtFarEnd => {
  if (state.tries >= mostTries) throw new EndNotFoundError(wrongTotal);
  return { ...state, tail, asksAfterTail: true };
};

function readHead(state: AtFarEnd, head: Chunk<unknown>): AtFarEnd | Chunk<unknown> {
  const isWhole = head.total === null || contradictsTotal(head) ? isShort(head) : endOf(head) >= head.total;
  if (isWhole) return head;
  if (head.items.length === 0) return head;
  const mostRows = isShort(head) ? head.items.length : undefined;
  return {
    ...state,
    tail: head,
    asksAfterTail: isShort(head) || contradictsTotal(head),
    known: { ...state.known, mostRows },
  };
}

/** Whether a short chunk may have been cut as others were. */
const mayBeCut = ({ mostRows }: Known, chunk: Chunk<unknown>): boolean =>
  mostRows !== undefined && chunk.items.length >= mostRows;

function totalOf(chunk: Chunk<unknown>): number {
  if (chunk.total !== null && !contradictsTotal(chunk)) return chunk.total;
  throw new EndNotFoundError('The end of this list cannot be found: its total is unknown.');
}
