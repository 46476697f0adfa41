import { gapBeside, indexBeside, shiftOf, type Anchor } from './anchor.ts';
import { endOf, gapByTime, isShort, type Chunk } from './chunk.ts';
import type { ItemTraits } from './traits.ts';
import type { Direction } from './walk.ts';
import type { Window, WindowPlanner } from './window-planner.ts';

/** A gap found in a chunk. */
export interface Found<Item> {
  readonly chunk: Chunk<Item>;
  /** The index in the chunk's items before which the gap is. */
  readonly at: number;
}

/** How a list is searched. */
export interface Search<Item> {
  readonly planner: WindowPlanner;
  readonly traits: ItemTraits<Item>;
  readonly direction: Direction;
  /** Null when no more calls may be made. */
  readonly fetch: (window: Window) => Promise<Chunk<Item>> | null;
}

const mostCalls = 5;

/**
 * Looks for an anchor that is not where it was: where the change of the total suggests, then around it, and by time
 * where the anchor itself is gone. Null where a bounded number of calls does not tell.
 */
export async function seek<Item>(
  anchor: Anchor,
  first: Chunk<Item>,
  search: Search<Item>,
): Promise<Found<Item> | null> {
  let seen: Seen<Item> = { low: first, high: first, latest: first };
  for (let calls = 0; calls <= mostCalls; calls += 1) {
    const at = gapBeside(seen.latest, anchor, search.traits) ?? gapOfRemoved(anchor, seen, search);
    if (at !== null) return { chunk: seen.latest, at };
    const window = calls === mostCalls ? null : nextWindow(anchor, seen, search, calls);
    const answer = window && search.fetch(window);
    if (!answer) return null;
    seen = extended(seen, await answer);
  }
  return null;
}

/** The adjoining chunks that were searched: the first in the list, the last, and the one fetched last. */
interface Seen<Item> {
  readonly low: Chunk<Item>;
  readonly high: Chunk<Item>;
  readonly latest: Chunk<Item>;
}

function extended<Item>({ low, high }: Seen<Item>, latest: Chunk<Item>): Seen<Item> {
  const touching = latest.offset <= endOf(high) && endOf(latest) >= low.offset;
  if (!touching) return { low: latest, high: latest, latest };
  return { low: latest.offset < low.offset ? latest : low, high: endOf(latest) > endOf(high) ? latest : high, latest };
}

/** The gap in the latest chunk where an anchor stood that is gone, where the times about it leave no doubt. */
function gapOfRemoved<Item>(anchor: Anchor, seen: Seen<Item>, { traits, direction }: Search<Item>): number | null {
  if (anchor.time === null || traits.timeOf === undefined) return null;
  const at = gapAmongTies(anchor, anchor.time, seen.latest, { traits, direction });
  const [newest, oldest] = [timeOfFirst(seen.low, traits), timeOfLast(seen.high, traits)];
  const { low, high, latest } = seen;
  // Another chunk tells what lies beyond this one only if the list stood still between the two.
  const newerBefore =
    isNewer(timeOfFirst(latest, traits), anchor.time) || (isNewer(newest, anchor.time) && low.total === latest.total);
  const olderAfter =
    isNewer(anchor.time, timeOfLast(latest, traits)) || (isNewer(anchor.time, oldest) && high.total === latest.total);
  return (newerBefore || latest.offset === 0) && (olderAfter || isLast(latest)) ? at : null;
}

/**
 * Among items of the same time as the anchor: forwards where its index and the total's change put the gap, which can be
 * too early where items are gone that came later, so that some are repeated rather than lost; backwards after all of them. Null where that is beyond the chunk.
 */
function gapAmongTies<Item>(
  anchor: Anchor,
  time: number,
  chunk: Chunk<Item>,
  { traits, direction }: Pick<Search<Item>, 'traits' | 'direction'>,
): number | null {
  const [first, last] = [false, true].map((tiesBefore) =>
    gapByTime(chunk.items, time, { traits, oldestFirst: false, tiesBefore }),
  ) as [number, number];
  if (direction === 'backward') return last;
  if (chunk.total === null || anchor.total === null) return first;
  const expected = Math.max(0, indexBeside(anchor) + shiftOf(anchor, chunk)) - chunk.offset;
  const isElsewhere = expected < 0 ? first === 0 : expected > last && last === chunk.items.length;
  return isElsewhere ? null : Math.min(Math.max(first, expected), last);
}

function nextWindow<Item>(anchor: Anchor, seen: Seen<Item>, search: Search<Item>, calls: number): Window | null {
  const { planner, traits } = search;
  const target = anchor.index + shiftOf(anchor, seen.latest);
  const isSmall = seen.latest.asked < planner.maximum;
  if (calls === 0 && (isSmall || target < seen.low.offset || target >= endOf(seen.high))) return planner.around(target);
  const seam = seamOf(anchor, seen, search);
  if (seam !== null) return seam;
  const earlier = seen.low.offset > 0 ? planner.reach(seen.low.offset, planner.maximum, 'backward') : null;
  const later = isLast(seen.high) ? null : planner.reach(endOf(seen.high), planner.maximum, 'forward');
  const [newest, oldest] = [timeOfFirst(seen.low, traits), timeOfLast(seen.high, traits)];
  if (isNewer(anchor.time, newest)) return earlier;
  if (isNewer(oldest, anchor.time)) return later;
  return calls % 2 === 0 ? (later ?? earlier) : (earlier ?? later);
}

/** A window across the seam of two chunks between which the anchor slipped, the list having moved; null where it did not. */
function seamOf<Item>(
  anchor: Anchor,
  { low, high, latest }: Seen<Item>,
  { planner, traits }: Search<Item>,
): Window | null {
  const [first, last] = [timeOfFirst(latest, traits), timeOfLast(latest, traits)];
  const before = isNewer(timeOfFirst(low, traits), anchor.time) && isNewer(anchor.time, first);
  const after = isNewer(anchor.time, timeOfLast(high, traits)) && isNewer(last, anchor.time);
  if (!before && !after) return null;
  const middle = before ? latest.offset : endOf(latest);
  const reach = Math.min(middle, Math.floor(planner.maximum / 4));
  return planner.cover({ offset: middle - reach, count: 2 * reach })[0] ?? null;
}

const isNewer = (one: number | null, other: number | null): boolean => one !== null && other !== null && one > other;

const isLast = (chunk: Chunk<unknown>): boolean =>
  chunk.total === null ? isShort(chunk) : endOf(chunk) >= chunk.total || chunk.items.length === 0;

const timeOfFirst = <Item>({ items }: Chunk<Item>, traits: ItemTraits<Item>): number | null => firstTime(items, traits);

const timeOfLast = <Item>({ items }: Chunk<Item>, traits: ItemTraits<Item>): number | null =>
  firstTime(items.toReversed(), traits);

/** The time of the first item that has one. */
function firstTime<Item>(items: readonly Item[], { timeOf }: ItemTraits<Item>): number | null {
  for (const item of items) {
    const time = timeOf?.(item) ?? null;
    if (time !== null) return time;
  }
  return null;
}
