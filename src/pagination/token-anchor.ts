import type { ReadPage } from './token-page.ts';
import { passedInPage, type TokenGap } from './token-place.ts';
import { hasId, indexByTime, nearestIndex, timeIn, type ItemTraits } from './traits.ts';

/** Where the walk goes on in the anchor's page: beside the anchor, or where that stood if it is gone. */
export function startInPageOfAnchor<Item>(anchor: TokenGap, page: ReadPage<Item>, traits: ItemTraits<Item>) {
  const { items, direction } = page;
  const { id, index, time } = anchor;
  const beyond = passedInPage(anchor) - Math.max(0, index);
  const found = id === null ? index : nearestIndex(items, id, index, traits);
  if (found !== -1) return { start: Math.min(found + beyond, items.length), isFound: true };
  if (time === null) return { start: Math.min(index, items.length), isFound: false };
  // Among items of the same time: where it was, or earlier, so that some are repeated rather than lost.
  const oldestFirst = direction === 'backward';
  const first = indexByTime(items, time, { traits, oldestFirst, afterTies: false });
  const last = indexByTime(items, time, { traits, oldestFirst, afterTies: true });
  return { start: Math.min(Math.max(first, index), last), isFound: false };
}

/** Whether the anchor, which is not in a page, may be in the page after: no item of the page comes after it by time. */
export function mayBeInPageAfter<Item>({ time }: TokenGap, page: ReadPage<Item>, traits: ItemTraits<Item>): boolean {
  if (time === null) return true;
  return page.items.every((item) => isBefore(timeIn(traits, item) ?? time, time, page));
}

/** Whether the anchor is not in a page, and the times show that it stands after all items of the page. */
export function isPageBeforeAnchor<Item>(
  { id, time }: TokenGap,
  page: ReadPage<Item>,
  traits: ItemTraits<Item>,
): boolean {
  const { items } = page;
  if (time === null || items.length === 0 || (id !== null && items.some((item) => hasId(traits, item, id))))
    return false;
  const times = items.map((item) => timeIn(traits, item));
  return times.every((own) => own !== null && own !== time && isBefore(own, time, page));
}

/**
 * Where the walk goes on in the page after the anchor's: at its start. If items have joined the list, that page begins with
 * items up to the anchor: then after the anchor. Where the times do not show that these stood before it, they are repeated
 * rather than lost.
 */
export function startInPageAfterAnchor<Item>(
  { id, time }: TokenGap,
  page: ReadPage<Item>,
  traits: ItemTraits<Item>,
): number {
  const found = id === null ? -1 : nearestIndex(page.items, id, 0, traits);
  if (found <= 0) return found + 1;
  const before = page.items.slice(0, found);
  const isShown = time !== null && before.every((item) => isBefore(timeIn(traits, item) ?? -Infinity, time, page));
  return isShown ? found + 1 : 0;
}

/** Whether a page has the item of a place, or comes to its position where it has no id. */
export function holdsPlace<Item>({ items, passed }: ReadPage<Item>, to: TokenGap, traits: ItemTraits<Item>): boolean {
  const { id, position, index } = to;
  if (index < 0) return passed + items.length >= position;
  if (id === null) return passed + items.length > position;
  return items.some((item) => hasId(traits, item, id));
}

/** Whether an item of one time may stand before an item of another, in the direction that a page was read in. */
const isBefore = (time: number, other: number, { direction }: ReadPage<unknown>): boolean =>
  direction === 'forward' ? time >= other : time <= other && time !== -Infinity;
