import { endOf, type Chunk } from './chunk.ts';
import { readRandomPlace, type RandomPlace } from './random-place.ts';
import type { ItemTraits } from './traits.ts';
import type { Direction, Gap, Side } from './walk.ts';

/** An item beside a gap, by which the gap is found again when the list has moved. */
export interface Anchor extends RandomPlace {
  readonly side: Side;
}

export const anchorOf = (gap: Gap): Anchor | null =>
  typeof gap === 'string' ? null : { ...readRandomPlace(gap.place), side: gap.side };

/** The index of the gap beside an anchor: that of the item after it. */
export const indexBeside = ({ index, side }: Anchor): number => (side === 'after' ? index + 1 : index);

/** Where in a chunk the gap is that lies beside the anchor; null where the anchor is not there. */
export function gapBeside<Item>({ items }: Chunk<Item>, anchor: Anchor, { idOf }: ItemTraits<Item>): number | null {
  if (idOf === undefined || anchor.id === null) return null;
  const index = items.findIndex((item) => idOf(item) === anchor.id);
  if (index === -1) return null;
  return anchor.side === 'after' ? index + 1 : index;
}

/** How many items more the list has than when the anchor was seen, as far as totals tell. */
export const shiftOf = (anchor: Anchor, { total }: Chunk<unknown>): number =>
  total === null || anchor.total === null ? 0 : total - anchor.total;

/** Whether an anchor that a chunk does not have should be in it, or the total's change makes it likely that it moved. */
export function hasMoved(anchor: Anchor, chunk: Chunk<unknown>): boolean {
  if (anchor.id === null) return false;
  return (anchor.index >= chunk.offset && anchor.index < endOf(chunk)) || shiftOf(anchor, chunk) !== 0;
}

/** Whether another item stands where the anchor did, though the total is the same. */
export function isAmiss<Item>(anchor: Anchor, chunk: Chunk<Item>, { idOf }: ItemTraits<Item>): boolean {
  const item = chunk.items[anchor.index - chunk.offset];
  if (item === undefined || anchor.id === null || chunk.total !== anchor.total) return false;
  return idOf?.(item) !== anchor.id;
}

/** Where to go on when it cannot be told where the anchor went: rather repeat what moved than lose it. */
export function positionWithout(anchor: Anchor, chunk: Chunk<unknown>, position: number, direction: Direction): number {
  const moved = position + shiftOf(anchor, chunk);
  return Math.max(0, direction === 'forward' ? Math.min(position, moved) : Math.max(position, moved));
}
