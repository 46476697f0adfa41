import { anchorOfGap, type Anchor } from './anchor.ts';
import { endOf, isCut, isShort, type Chunk } from './chunk.ts';
import type { Reading } from './kind.ts';
import { sideAhead, type Direction } from './list.ts';
import type { WindowsOptions } from './windows-options.ts';
import { rowsAfterGap } from './windows-rows.ts';
import { cutShort, ended, type AtGap, type Known, type WindowsState } from './windows-state.ts';
import { shouldHaveItemAt } from './windows-total.ts';

/** Goes on from a gap, which was found at an index in a chunk: the rows after it, and the state that follows. */
export function goOnFrom<Item>(
  state: AtGap,
  chunk: Chunk<Item>,
  at: number,
  options: WindowsOptions<Item>,
): Reading<WindowsState, Item> {
  const { next, rows } = rowsAfterGap(state, chunk, at, options);
  // An anchor that was found elsewhere is progress, even if nothing follows it.
  const hasGotOn = rows.length > 0 || chunk.offset + at !== state.index;
  const following = hasGotOn ? next : afterNothing(next, chunk, options);
  return { state: following.at === 'gap' && isDone(following, chunk, options) ? ended(following) : following, rows };
}

/** The state after an answer with nothing for the walk: it is asked once more, past the cache; then what is missing is given up. */
export function afterNothing<Item>(state: AtGap, chunk: Chunk<Item>, options: WindowsOptions<Item>): WindowsState {
  const { index, known } = state;
  const isForward = options.direction === 'forward';
  if (isCut(chunk) && chunk.items.length < (known.mostRows ?? Infinity)) {
    return { ...state, known: { ...known, mostRows: chunk.items.length } };
  }
  if (isForward && isListEnd(index, known, chunk)) return ended(state);
  if (!isForward && chunk.total !== null && chunk.total < index) return skipBackTo(chunk.total, state, options);
  if (!state.isRetry) return { ...state, isRetry: true, known: { ...known, needsFresh: true } };
  // Backwards the item before the gap is missing.
  if (shouldHaveItemAt(isForward ? index : index - 1, known, options)) return cutShort(state);
  return isForward ? ended(state) : skipBackTo(Math.min(endOf(chunk), index - 1), state, options);
}

/** The anchor of a gap of which only the index is known, and the time that parts the items around it. */
export const anchorAtIndex = (
  index: number,
  { total = null, pin }: Known,
  time: number | null,
  { direction }: { readonly direction: Direction },
): Anchor => anchorOfGap(sideAhead(direction), index, { time, total, pin });

/** Backwards, the gap at an index that lies before what is missing. */
function skipBackTo(index: number, state: AtGap, options: { readonly direction: Direction }): WindowsState {
  const to = Math.max(0, index);
  const next: AtGap = { ...state, index: to, anchor: anchorAtIndex(to, state.known, null, options), isRetry: false };
  return to <= next.bound ? ended(next) : next;
}

/** Whether the walk has come to its bound, or forwards to the end of the list. */
function isDone<Item>(
  { index, bound, known }: AtGap,
  chunk: Chunk<Item>,
  { direction }: WindowsOptions<Item>,
): boolean {
  if (direction === 'backward') return index <= bound;
  return index >= bound || isListEnd(index, known, chunk);
}

/** Whether the list ends at an index of a chunk, by its total, or where that tells nothing by the chunk being short. */
const isListEnd = (index: number, { isTotalWrong }: Known, chunk: Chunk<unknown>): boolean =>
  !isTotalWrong && chunk.total !== null ? index >= chunk.total : isShort(chunk);
