import { InvalidCursorError } from './errors.ts';
import { oppositeSide, type Direction, type Gap, type Place, type Side } from './list.ts';

/** An item of a list that is read by page tokens, as it was reached in one direction from that direction's start. */
export interface TokenPlace {
  readonly direction: Direction;
  /** The token that its page was asked with; null for the first page. */
  readonly token: string | null;
  /** Its index in the page, in the direction read; -1 for no item, where the page itself was reached. */
  readonly index: number;
  /** The token of the page after, on the last item of a page that has one. */
  readonly next: string | null;
  readonly id: string | null;
  /** Milliseconds. */
  readonly time: number | null;
  /** How many items were passed before it. */
  readonly position: number;
}

/** A place with the side of it that is meant, as seen in the direction that it was made in. */
export interface TokenGap extends TokenPlace {
  readonly side: Side;
}

/** Marks the places of lists that are read by page tokens. */
const format = 't';

/** A place as a cursor carries it. */
export const writeTokenPlace = ({ direction, token, index, next, id, time, position }: TokenPlace): Place => [
  format,
  direction,
  token,
  index,
  next,
  id,
  time,
  position,
];

/** The place beside a gap; null for an end of the list. Places come from signed cursors: their format alone is checked. */
export function readTokenGap(gap: Gap): TokenGap | null {
  if (typeof gap === 'string') return null;
  const { place, side } = gap;
  if (!Array.isArray(place) || place[0] !== format || place.length !== 8) throw new InvalidCursorError();
  const [, direction, token, index, next, id, time, position] = place;
  return {
    direction,
    token,
    index,
    next,
    id,
    time,
    position,
    side: direction === 'forward' ? side : oppositeSide(side),
  };
}

/** How many items a gap has before it, in the direction that its place was made in. */
export const passedBefore = ({ side, position, index }: TokenGap): number =>
  side === 'after' && index >= 0 ? position + 1 : position;

/** How many items of its page a gap has before it. */
export const passedInPage = ({ side, index }: TokenGap): number => (index < 0 ? 0 : index + (side === 'after' ? 1 : 0));
