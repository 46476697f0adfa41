import { gapIn, hasAnchorMoved } from './chunk-anchor.ts';
import type { Chunk } from './chunk.ts';
import { withoutRows, type Reading } from './kind.ts';
import { mayBeOtherItem, mayStartElsewhere } from './windows-doubts.ts';
import { loseAnchor } from './windows-lost.ts';
import { afterNothing, goOnFrom } from './windows-next.ts';
import { isCountable, type WindowsOptions } from './windows-options.ts';
import { planWindows } from './windows-plan.ts';
import { windowQuestion, type WindowQuestion } from './windows-question.ts';
import type { AtGap, WindowsState } from './windows-state.ts';

/** State `gap`: asks for the windows over the anchor and the wanted items. */
export function askAtGap<Item>(
  state: AtGap,
  wanted: number,
  calls: number,
  options: WindowsOptions<Item>,
): readonly WindowQuestion[] {
  const { known, isRetry } = state;
  // Of a list that is filtered, or moves, nobody knows which items make the wanted ones: a full call is the cheapest guess.
  const isCertain = isCountable(options) && !known.hasMoved && !isRetry;
  const windows = isCertain
    ? planWindows(state, options, wanted, calls)
    : planWindows(state, options, Math.max(wanted, options.planner.maximum), 1);
  return windows.slice(0, calls).map((window) => windowQuestion(window, known, window.from));
}

/** State `gap`: goes on beside the anchor, or where it was, unless the list has moved and the anchor is not where it should be. */
export function readAtGap<Item>(
  state: AtGap,
  chunk: Chunk<Item>,
  options: WindowsOptions<Item>,
): Reading<WindowsState, Item> {
  const { anchor, index, known } = state;
  const { planner, traits } = options;
  if (mayStartElsewhere(state, chunk, planner, traits)) {
    return withoutRows({ ...state, known: { ...known, mostRows: chunk.items.length } });
  }
  const at = anchor === null ? null : gapIn(chunk, anchor, traits);
  if (anchor !== null && (at === null ? hasAnchorMoved(anchor, chunk) : mayBeOtherItem(anchor, chunk, at))) {
    return loseAnchor(state, anchor, chunk, options);
  }
  if (at !== null) return goOnFrom(state, chunk, at, options);
  const expected = index - chunk.offset;
  if (expected >= 0 && expected <= chunk.items.length) return goOnFrom(state, chunk, expected, options);
  return withoutRows(afterNothing(state, chunk, options));
}
