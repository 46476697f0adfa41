import type { Anchor } from './anchor.ts';
import { gapIn } from './chunk-anchor.ts';
import type { Chunk } from './chunk.ts';
import { withoutRows, type Reading } from './kind.ts';
import { anchorAtIndex, goOnFrom } from './windows-next.ts';
import type { WindowsOptions } from './windows-options.ts';
import { windowQuestion, type WindowQuestion } from './windows-question.ts';
import { extendSeen, findGap, indexWithoutAnchor, searchWindow } from './windows-anchor-search.ts';
import { cutShort, type AtGap, type Lost, type WindowsState } from './windows-state.ts';
import { shouldHaveItemAt } from './windows-total.ts';

/** From `gap` to `lost`: the anchor is not where it was. Nothing is concluded from a chunk that may come from a cache. */
export function loseAnchor<Item>(
  { known, bound, index }: AtGap,
  anchor: Anchor,
  chunk: Chunk<Item>,
  options: WindowsOptions<Item>,
): Reading<WindowsState, Item> {
  const lost: Lost = {
    at: 'lost',
    known: { ...known, needsFresh: true },
    anchor,
    bound,
    index,
    missedIn: chunk,
    seen: null,
    tries: 0,
  };
  const isGone = gapIn(chunk, anchor, options.traits) === null;
  return known.needsFresh && isGone ? readLost(lost, chunk, options) : withoutRows(lost);
}

/** State `lost`: asks for the window where the anchor is most likely. */
export const askLost = <Item>(state: Lost, options: WindowsOptions<Item>): readonly WindowQuestion[] => [
  windowQuestion(searchWindow(state, options) ?? options.planner.around(state.index), state.known),
];

/** State `lost`: goes on beside the anchor once it is found, or where it stood if that is clear; else searches on, or gives up. */
export function readLost<Item>(
  state: Lost,
  chunk: Chunk<Item>,
  options: WindowsOptions<Item>,
): Reading<WindowsState, Item> {
  const { anchor, bound, index, known } = state;
  if (chunk.items.length === 0 && shouldHaveItemAt(chunk.offset, known, options)) {
    // Nothing shows where the anchor is not.
    return withoutRows(state.tries > 0 ? cutShort(state) : { ...state, tries: state.tries + 1 });
  }
  const seen = extendSeen(state.seen, chunk);
  const gap: AtGap = { at: 'gap', known, anchor, bound, index, isRetry: false };
  const at = findGap(anchor, seen, options);
  if (at !== null) {
    const isFound = gapIn(chunk, anchor, options.traits) !== null;
    const place = isFound ? anchor : anchorAtIndex(chunk.offset + at, known, anchor.time, options);
    return goOnFrom({ ...gap, anchor: place }, chunk, at, options);
  }
  const next: Lost = { ...state, seen, tries: state.tries + 1 };
  if (searchWindow(next, options) !== null) return withoutRows(next);
  const without = indexWithoutAnchor(next, options);
  return withoutRows({ ...gap, anchor: anchorAtIndex(without, known, null, options), index: without });
}
