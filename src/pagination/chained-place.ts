import { InvalidCursorError } from './errors.ts';
import { oppositeSide, type Direction, type Place, type Side } from './walk.ts';

/** An item of a list that is read by tokens, as it was reached in one direction from that direction's start. */
export interface ChainedPlace {
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

/** A chained place with the side of it that is meant, as seen in the direction that it was made in. */
export interface ChainedGap extends ChainedPlace {
  readonly side: Side;
}

export const writeChainedPlace = (place: ChainedPlace): Place => [
  place.direction,
  place.token,
  place.index,
  place.next,
  place.id,
  place.time,
  place.position,
];

/** The gap on one side, in the list's order, of a place. */
export function readChainedGap(place: Place, side: Side): ChainedGap {
  if (!Array.isArray(place) || place.length !== 7) throw new InvalidCursorError();
  const [direction, token, index, next, id, time, position] = place as readonly unknown[];
  if (direction !== 'forward' && direction !== 'backward') throw new InvalidCursorError();
  if (!isText(token) || !isText(next) || !isText(id)) throw new InvalidCursorError();
  if (!isWhole(index) || !isWhole(position) || !(time === null || typeof time === 'number'))
    throw new InvalidCursorError();
  const madeSide = direction === 'forward' ? side : oppositeSide(side);
  return { direction, token, index, next, id, time, position, side: madeSide };
}

/** How many items a chained gap has before it, in the direction that it was made in. */
export const passedBefore = ({ side, position, index }: ChainedGap): number =>
  side === 'after' && index >= 0 ? position + 1 : position;

const isText = (value: unknown): value is string | null => value === null || typeof value === 'string';

const isWhole = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= -1;
