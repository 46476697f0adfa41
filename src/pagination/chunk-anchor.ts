import { indexBeside, type Anchor } from './anchor.ts';
import { endOf, isNewer, type Chunk } from './chunk.ts';
import { hasId, indexByTime, nearestIndex, timeIn, type ItemTraits } from './traits.ts';

/** Where in a chunk the gap is that lies beside the anchor; null where the anchor is not there. */
export function gapIn<Item>(chunk: Chunk<Item>, anchor: Anchor, traits: ItemTraits<Item>): number | null {
  if (anchor.id === null) return gapBetweenTimes(chunk, anchor, traits);
  const expected = anchor.index + growthSince(anchor, chunk) - chunk.offset;
  const index = nearestIndex(chunk.items, anchor.id, expected, traits);
  if (index === -1) return null;
  return anchor.side === 'after' ? index + 1 : index;
}

/** Whether the anchor is in a chunk at the index where it was. Then the chunk starts at the index that it is taken to start at. */
export function isAnchored<Item>(anchor: Anchor, { items, offset }: Chunk<Item>, traits: ItemTraits<Item>): boolean {
  const item = items[anchor.index - offset];
  return anchor.id !== null && item !== undefined && hasId(traits, item, anchor.id);
}

/** For an anchor of which only index and time are known: where it was, if the items on both sides agree with the time. */
function gapBetweenTimes<Item>(chunk: Chunk<Item>, anchor: Anchor, traits: ItemTraits<Item>): number | null {
  const at = indexBeside(anchor) - chunk.offset;
  if (anchor.time === null || at < 0 || at > chunk.items.length) return null;
  const [before, after] = [chunk.items[at - 1], chunk.items[at]].map((item) =>
    item === undefined ? null : timeIn(traits, item),
  ) as [number | null, number | null];
  return isNewer(anchor.time, before) || isNewer(after, anchor.time) ? null : at;
}

/** Whether an anchor that is not in a chunk has moved: it should be in it by its index, or the total has changed. */
export function hasAnchorMoved(anchor: Anchor, chunk: Chunk<unknown>): boolean {
  const isCovered = anchor.index >= chunk.offset && anchor.index < endOf(chunk);
  if (anchor.id === null) return anchor.time !== null && isCovered;
  return isCovered || growthSince(anchor, chunk) !== 0;
}

/**
 * Where in a chunk the gap is whose anchor is gone, by the anchor's time; null where that is beyond the chunk. Several items
 * may have that time. Backwards the gap is after all of them. Forwards it is where the anchor's index and the change of the
 * total put it. That is too early if items after the anchor are gone: so some are repeated rather than lost.
 */
export function gapByTimeIn<Item>(
  anchor: Anchor,
  chunk: Chunk<Item>,
  traits: ItemTraits<Item>,
  isForward: boolean,
): number | null {
  if (anchor.time === null || traits.timeOf === undefined) return null;
  const first = indexByTime(chunk.items, anchor.time, { traits, oldestFirst: false, afterTies: false });
  const last = indexByTime(chunk.items, anchor.time, { traits, oldestFirst: false, afterTies: true });
  if (!isForward) return last;
  if (chunk.total === null || anchor.total === null) return first;
  const expected = Math.max(0, indexBeside(anchor) + growthSince(anchor, chunk)) - chunk.offset;
  const isElsewhere = expected < 0 ? first === 0 : expected > last && last === chunk.items.length;
  return isElsewhere ? null : Math.min(Math.max(first, expected), last);
}

/** How many items more the list has than when the anchor was seen, as far as totals tell. */
export const growthSince = (anchor: Anchor, { total }: Chunk<unknown>): number =>
  total === null || anchor.total === null ? 0 : total - anchor.total;
