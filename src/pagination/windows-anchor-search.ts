import type { Anchor } from './anchor.ts';
import { gapByTimeIn, gapIn, growthSince } from './chunk-anchor.ts';
import { endOf, isLastChunk, isNewer, newestTimeOf, oldestTimeOf, type Chunk } from './chunk.ts';
import type { ItemTraits } from './traits.ts';
import type { Window, WindowPlanner } from './window-planner.ts';
import type { WindowsOptions } from './windows-options.ts';
import type { Lost, Seen } from './windows-state.ts';

/** The most calls of one search. */
const mostTries = 5;

/** The window where an anchor that was lost is looked for next; null where none is left, or enough were tried. */
export function searchWindow<Item>(state: Lost, { planner, traits }: WindowsOptions<Item>): Window | null {
  const { anchor, missedIn, seen, tries } = state;
  if (tries >= mostTries) return null;
  const target = anchor.index + growthSince(anchor, seen?.latest ?? missedIn);
  if (seen === null) {
    const isCovered = target >= missedIn.offset && target < endOf(missedIn) && missedIn.asked >= planner.maximum;
    return isCovered ? { offset: missedIn.offset, count: missedIn.asked } : planner.around(target);
  }
  return windowAtSeam(anchor, seen, planner, traits) ?? windowBeyond(anchor, seen, tries, planner, traits);
}

/** A window beyond the chunks that were searched: on the side where the times put the anchor, else on both in turn. */
function windowBeyond<Item>(
  anchor: Anchor,
  { low, high }: Seen,
  tries: number,
  planner: WindowPlanner,
  traits: ItemTraits<Item>,
): Window | null {
  const earlier = low.offset > 0 ? planner.reach(low.offset, planner.maximum, 'backward') : null;
  const later = isLastChunk(high) ? null : planner.reach(endOf(high), planner.maximum, 'forward');
  if (isNewer(anchor.time, newestTimeOf(low as Chunk<Item>, traits))) return earlier;
  if (isNewer(oldestTimeOf(high as Chunk<Item>, traits), anchor.time)) return later;
  return tries % 2 === 0 ? (earlier ?? later) : (later ?? earlier);
}

/**
 * A window across the seam of two chunks, if the times put the anchor there, though it is in neither: the list moved between
 * the calls. Else null.
 */
function windowAtSeam<Item>(
  anchor: Anchor,
  { low, high, latest }: Seen,
  planner: WindowPlanner,
  traits: ItemTraits<Item>,
): Window | null {
  const [first, last] = [newestTimeOf(latest as Chunk<Item>, traits), oldestTimeOf(latest as Chunk<Item>, traits)];
  const before = isNewer(newestTimeOf(low as Chunk<Item>, traits), anchor.time) && isSameOrNewer(anchor.time, first);
  const after = isNewer(anchor.time, oldestTimeOf(high as Chunk<Item>, traits)) && isSameOrNewer(last, anchor.time);
  if (!before && !after) return null;
  const middle = before ? latest.offset : endOf(latest);
  const reach = Math.min(middle, Math.floor(planner.maximum / 4));
  if (reach === 0) return null;
  return planner.cover({ offset: middle - reach, count: 2 * reach })[0] ?? null;
}

/** The chunks that were searched with one more; those that it does not adjoin are dropped. */
export function extendSeen(seen: Seen | null, latest: Chunk<unknown>): Seen {
  const adjoins = seen !== null && latest.offset <= endOf(seen.high) && endOf(latest) >= seen.low.offset;
  if (!adjoins) return { low: latest, high: latest, latest };
  const { low, high } = seen;
  return { low: latest.offset < low.offset ? latest : low, high: endOf(latest) > endOf(high) ? latest : high, latest };
}

/** Where in the latest chunk the gap is: beside the anchor, or where that was if the times leave no doubt; else null. */
export function findGap<Item>(anchor: Anchor, seen: Seen, { traits, direction }: WindowsOptions<Item>): number | null {
  const latest = seen.latest as Chunk<Item>;
  return (
    gapIn(latest, anchor, traits) ??
    (leavesNoDoubt(anchor, seen, traits) ? gapByTimeIn(anchor, latest, traits, direction === 'forward') : null)
  );
}

/** Whether newer and older items than the anchor were seen. Earlier chunks count only if the total is still the same. */
function leavesNoDoubt<Item>({ time }: Anchor, { low, high, latest }: Seen, traits: ItemTraits<Item>): boolean {
  const chunk = latest as Chunk<Item>;
  // Beyond the chunk there may be others of the anchor's time: what lies there must show that there are none.
  const newerBefore =
    isNewer(newestTimeOf(chunk, traits), time) ||
    (low !== latest && isNewer(oldestTimeOf(low as Chunk<Item>, traits), time) && low.total === latest.total);
  const olderAfter =
    isNewer(time, oldestTimeOf(chunk, traits)) ||
    (high !== latest && isNewer(time, newestTimeOf(high as Chunk<Item>, traits)) && high.total === latest.total);
  return (newerBefore || latest.offset === 0) && (olderAfter || isLastChunk(latest));
}

/** Where to go on when the anchor is not found: where no item is lost, though some may be repeated. */
export function indexWithoutAnchor<Item>(
  { anchor, index, missedIn, seen }: Lost,
  { direction }: WindowsOptions<Item>,
): number {
  const moved = index + growthSince(anchor, seen?.latest ?? missedIn);
  return Math.max(0, direction === 'forward' ? Math.min(index, moved) : Math.max(index, moved));
}

const isSameOrNewer = (one: number | null, other: number | null): boolean =>
  one !== null && other !== null && one >= other;
