import { InvalidCursorError } from './errors.ts';
import type { Gap, Place, Side } from './list.ts';
import { tailOfId, type PlaceId, type Pin } from './traits.ts';

/** An item beside a gap, by which the gap is found again when the list has moved. */
export interface Anchor {
  readonly side: Side;
  readonly index: number;
  /** What tells it from other items; null where nothing does. */
  readonly id: PlaceId | null;
  /** Milliseconds. Of an item without an id, the time that parts the items on both sides of the gap. */
  readonly time: number | null;
  /** The list's total when the item was seen. */
  readonly total: number | null;
  readonly pin: Pin;
}

/** Marks the places of lists that are read by windows. */
const format = 'w';
const formatOfIndex = 'i';
const shortFormat = 'v';

/** A place as a cursor carries it. */
export const writeAnchor = ({ index, id, time, total, pin }: Omit<Anchor, 'side'>): Place => [
  format,
  index,
  id,
  time,
  total,
  pin,
];

/** The item beside a gap; null for an end of the list. Places come from signed cursors: their format alone is checked. */
export function readAnchor(gap: Gap): Anchor | null {
  if (typeof gap === 'string') return null;
  const { place, side, time: timeOfGap = null } = gap;
  if (!Array.isArray(place)) throw new InvalidCursorError();
  if (place[0] === formatOfIndex && place.length === 2) {
    return { side, index: place[1], id: null, time: timeOfGap, total: null, pin: null };
  }
  if (place[0] === shortFormat && place.length === 4) {
    const [, index, id, total] = place;
    return { side, index, id, time: timeOfGap, total, pin: null };
  }
  if (place[0] !== format || place.length !== 6) throw new InvalidCursorError();
  const [, index, id, time, total, pin] = place;
  return { side, index, id, time, total, pin };
}

/** The anchor of a gap that no item is known beside: its index, and the time that parts the items on both sides of it. */
export const anchorOfGap = (side: Side, index: number, seen: Pick<Anchor, 'time' | 'total' | 'pin'>): Anchor => ({
  side,
  index: side === 'after' ? index - 1 : index,
  id: null,
  time: seen.time,
  total: seen.total,
  pin: seen.pin,
});

/** The index of the gap beside an anchor: that of the item after it. */
export const indexBeside = ({ index, side }: Anchor): number => (side === 'after' ? index + 1 : index);

/** The index in a place of a list that is read by windows; null in any other place. */
export const indexInPlace = (place: Place): number | null =>
  Array.isArray(place) && (place[0] === format || place[0] === formatOfIndex) ? (place[1] as number) : null;

/** A place of which the index alone is known. */
export const placeOfIndex = (index: number): Place => [formatOfIndex, index];

/**
 * A place of a list that is read by windows, in short: the end of the id, no pin, and no time, which the gap tells. A place of
 * another kind of list stays as it is.
 */
export function shortPlaceOfAnchor(place: Place): Place {
  if (!Array.isArray(place) || place[0] !== format) return place;
  const [, index, id, , total] = place;
  return [shortFormat, index, id === null ? null : tailOfId(id), total];
}
