import { endOf, type Chunk } from './chunk.ts';
import { withoutRows, type Reading } from './kind.ts';
import { endWindow, mayBeCut, narrowEnd } from './windows-end-search.ts';
import { goOnFrom } from './windows-next.ts';
import { isCountable, type WindowsOptions } from './windows-options.ts';
import { windowQuestion, type WindowQuestion } from './windows-question.ts';
import { cutShort, type AtFarEnd, type AtGap, type WindowsState } from './windows-state.ts';
import { shouldHaveItemAt } from './windows-total.ts';

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
  const found = narrowEnd(state, chunk);
  if ('at' in found) return withoutRows(found);
  const index = endOf(found);
  const isEnd = state.asksAfterTail || !mayBeCut(state.known, found);
  const isTotalWrong = found.total !== null && index < found.total && isEnd;
  if (isTotalWrong && shouldHaveItemAt(index, state.known, options)) return withoutRows(cutShort(state));
  const known = { ...state.known, isTotalWrong: state.known.isTotalWrong || isTotalWrong };
  const gap: AtGap = { at: 'gap', known, anchor: null, bound: state.bound, index, isRetry: false };
  return goOnFrom(gap, found as Chunk<Item>, found.items.length, options);
}
