import { contradictsTotal, endOf, isShort, type Chunk } from './chunk.ts';
import { EndNotFoundError } from './errors.ts';
import type { Window, WindowPlanner } from './window-planner.ts';
import type { AtFarEnd, Known } from './windows-state.ts';

/** The most calls that finding the end may take. */
const mostTries = 15;

const wrongTotal = 'The end of this list cannot be found: its total is wrong.';

/** The window to look for the end of the list in: the total is learnt first, then believed, then narrowed. */
export function endWindow(
  { tail, absent, asksAfterTail, tries, known }: AtFarEnd,
  planner: WindowPlanner,
  wanted: number,
): Window {
  if (tail === null) return { offset: 0, count: planner.maximum };
  const { mostRows } = known;
  if (asksAfterTail) return planner.reach(endOf(tail), planner.maximum, 'forward', mostRows);
  const total = known.total ?? totalOf(tail);
  if (absent !== Infinity) {
    // The first miss: the total is more often a little too large than grossly.
    if (tries === 2 && mostRows === undefined) return planner.reach(absent, planner.maximum, 'backward');
    const middle = Math.ceil((endOf(tail) + absent) / 2);
    return mostRows === undefined ? windowAround(middle, planner) : planner.reach(middle, wanted, 'backward', mostRows);
  }
  if (mostRows !== undefined) return planner.reach(total, wanted, 'backward', mostRows);
  // The list moves: its end is looked for on both sides of the total, and right before it, in turn.
  if (tries > 2 && tries % 2 === 1) return windowAround(total, planner);
  return windowPastTotal(total, planner, wanted) ?? planner.reach(total, wanted, 'backward');
}

/** A full window with an index in its middle. */
const windowAround = (index: number, planner: WindowPlanner): Window =>
  planner.reach(index + Math.floor(planner.maximum / 2), planner.maximum, 'backward');

/** A window up to one item beyond the total, which may be too small; null where that gives fewer items before the total. */
function windowPastTotal(total: number, planner: WindowPlanner, wanted: number): Window | null {
  const window = planner.reach(total + 1, wanted + 1, 'backward');
  const isWhole = window.offset <= total - wanted && window.offset + window.count > total;
  return isWhole ? window : null;
}

/** Reads an answer: the next state of the search, or the last chunk of the list once the end is found. */
export function narrowEnd(state: AtFarEnd, chunk: Chunk<unknown>): AtFarEnd | Chunk<unknown> {
  const { tail, absent, asksAfterTail } = state;
  const next = { ...state, tries: state.tries + 1, asksAfterTail: false };
  if (tail === null) return readFirstChunk(next, chunk);
  if (chunk.items.length > 0) {
    const isCut = mayBeCut(state.known, chunk);
    // The total is too small: the list goes on after this chunk, unless that is short.
    if (contradictsTotal(chunk)) return isShort(chunk) && !isCut ? chunk : askingAfter(chunk, next);
    if (endOf(chunk) >= Math.min(totalOf(chunk), absent)) return chunk;
    if (endOf(chunk) < endOf(tail)) return between(tail, absent, next);
    // What is cut off the last page cannot be asked for by any page.
    const isStuck = isCut && endOf(chunk) === endOf(tail);
    return isStuck || (isShort(chunk) && !isCut) ? chunk : between(chunk, absent, next);
  }
  // What was cut would go on here: the list ends where the tail does, and its total is too large.
  if (asksAfterTail) return tail;
  const isBeyond = totalOf(chunk) > chunk.offset || absent !== Infinity;
  return between(tail, isBeyond ? Math.min(absent, chunk.offset) : absent, next);
}

/** Reads the first chunk of the list, which tells the total, and may be the whole list. */
function readFirstChunk(state: AtFarEnd, first: Chunk<unknown>): AtFarEnd | Chunk<unknown> {
  const isTotalUsable = first.total !== null && !contradictsTotal(first);
  const isWhole = isTotalUsable ? endOf(first) >= totalOf(first) : isShort(first);
  if (isWhole || first.items.length === 0) return first;
  const mostRows = isShort(first) ? first.items.length : undefined;
  return {
    ...state,
    tail: first,
    asksAfterTail: isShort(first) || contradictsTotal(first),
    known: { ...state.known, mostRows },
  };
}

/** The end lies between a chunk and an index at which there is nothing. */
function between(tail: Chunk<unknown>, absent: number, state: AtFarEnd): AtFarEnd | Chunk<unknown> {
  return endOf(tail) >= absent ? tail : { ...searchingOn(state), tail, absent };
}

/** The items right after a chunk are asked for next. */
const askingAfter = (tail: Chunk<unknown>, state: AtFarEnd): AtFarEnd => ({
  ...searchingOn(state),
  tail,
  asksAfterTail: true,
});

function searchingOn(state: AtFarEnd): AtFarEnd {
  if (state.tries >= mostTries) throw new EndNotFoundError(wrongTotal);
  return state;
}

/** Whether a short chunk may have been cut as others were. */
export const mayBeCut = ({ mostRows }: Known, chunk: Chunk<unknown>): boolean =>
  mostRows !== undefined && chunk.items.length >= mostRows;

/** The total that a chunk tells. Without one the end is not looked for. */
function totalOf(chunk: Chunk<unknown>): number {
  if (chunk.total !== null && !contradictsTotal(chunk)) return chunk.total;
  throw new EndNotFoundError('The end of this list cannot be found: its total is unknown.');
}
