import { indexBeside, type Anchor } from './anchor.ts';
import { gapIn, isAnchored } from './chunk-anchor.ts';
import { endOf, isNewer, isShort, newestTimeOf, oldestTimeOf, type Chunk } from './chunk.ts';
import type { ItemTraits } from './traits.ts';
import type { WindowPlanner } from './window-planner.ts';
import type { AtGap, Known } from './windows-state.ts';

/** Whether the total became smaller with a pin, which is to keep newcomers out: it hides older items as well. */
export const hidesItems = ({ total }: Chunk<unknown>, { pin, total: known }: Known): boolean =>
  pin !== null && total !== null && typeof known === 'number' && total < known;

/**
 * Whether a short page may start elsewhere than it was asked to: an upstream that gives fewer items than a page size may
 * number pages of the smaller size. Then it is asked again, by a size that it gives.
 */
export function mayStartElsewhere<Item>(
  { anchor, known }: AtGap,
  chunk: Chunk<Item>,
  { smallestPage = Infinity }: WindowPlanner,
  traits: ItemTraits<Item>,
): boolean {
  if (chunk.tellsStart || !isShort(chunk) || chunk.offset === 0 || chunk.items.length < smallestPage) return false;
  if (known.mostRows !== undefined && chunk.asked <= known.mostRows) return false;
  if (anchor !== null && isAnchored(anchor, chunk, traits)) return false;
  const isAtListEnd = chunk.total === null || endOf(chunk) === chunk.total;
  return !isAtListEnd || (anchor !== null && hasOtherItemAt(anchor, chunk, traits));
}

/** Whether the total is the same, and yet the anchor is at another index, or is missing and the times do not explain it. */
function hasOtherItemAt<Item>(anchor: Anchor, chunk: Chunk<Item>, traits: ItemTraits<Item>): boolean {
  if (anchor.id === null || chunk.total !== anchor.total) return false;
  if (gapIn(chunk, anchor, traits) !== null) return true;
  const isCovered = chunk.items[anchor.index - chunk.offset] !== undefined;
  const [newest, oldest] = [newestTimeOf(chunk, traits), oldestTimeOf(chunk, traits)];
  return isCovered && !(isNewer(newest, anchor.time) && isNewer(anchor.time, oldest));
}

/**
 * Whether the anchor was found in a chunk that does not reach to its index, though the total is the same: it may be another
 * item of the same id.
 */
export function mayBeOtherItem(anchor: Anchor, chunk: Chunk<unknown>, at: number): boolean {
  const isCovered = anchor.index >= chunk.offset && anchor.index < endOf(chunk);
  const isElsewhere = anchor.id !== null && chunk.offset + at !== indexBeside(anchor);
  return isElsewhere && !isCovered && anchor.total !== null && chunk.total === anchor.total;
}
