import { InvalidCursorError } from './errors.ts';
import { nameOfToken, tokenOfName } from './token-names.ts';
import { tailOfId, type PlaceId } from './traits.ts';
import { sideSeen, type Direction, type Gap, type Place, type Side } from './list.ts';

/** An item of a list that is read by page tokens, as it was reached in one direction from that direction's start. */
export interface TokenPlace {
  readonly direction: Direction;
  /** The token that its page was asked with; null for the first page. */
  readonly token: string | null;
  /** Its index in the page, in the direction read; -1 for no item, where the page itself was reached. */
  readonly index: number;
  /** The token of the page after, on the last item of a page that has one. */
  readonly next: string | null;
  readonly id: PlaceId | null;
  /** Milliseconds. */
  readonly time: number | null;
  /** How many items were passed before it. */
  readonly position: number;
}

/** A place with the side of it that is meant, as seen in the direction that it was made in. */
export interface TokenGap extends TokenPlace {
  readonly side: Side;
  /** Whether its token is not remembered: the item has to be found by its position. */
  readonly isTokenLost: boolean;
}

/** Marks the places of lists that are read by page tokens. */
const format = 't';
const shortFormat = 'u';

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
  const { place, side, time: timeOfGap = null } = gap;
  if (Array.isArray(place) && place[0] === shortFormat && place.length === 7) return readShort(place, side, timeOfGap);
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
    side: sideSeen(side, direction),
    isTokenLost: false,
  };
}

/** How many items a gap has before it, in the direction that its place was made in. */
export const passedBefore = ({ side, position, index }: TokenGap): number =>
  side === 'after' && index >= 0 ? position + 1 : position;

/** How many items of its page a gap has before it. */
export const passedInPage = ({ side, index }: TokenGap): number => (index < 0 ? 0 : index + (side === 'after' ? 1 : 0));

/**
 * A place of a list that is read by page tokens, in short: tokens by their names, the end of the id, and no time, which the
 * gap tells. A place of another kind of list stays as it is.
 */
export function shortPlaceOfToken(place: Place): Place {
  if (!Array.isArray(place) || place[0] !== format) return place;
  const [, direction, token, index, next, id, , position] = place;
  return [shortFormat, direction, nameOf(token), index, nameOf(next), id === null ? null : tailOfId(id), position];
}

const nameOf = (token: string | null): string | null => (token === null ? null : nameOfToken(token));

function readShort(place: readonly Place[], side: Side, time: number | null): TokenGap {
  const [, direction, tokenName, index, nextName, id, position] = place as readonly [
    string,
    Direction,
    string | null,
    number,
    string | null,
    PlaceId | null,
    number,
  ];
  const [token, next] = [tokenName, nextName].map((name) => (name === null ? null : tokenOfName(name)));
  return {
    direction,
    token: token ?? null,
    index,
    next: next ?? null,
    id,
    time,
    position,
    side: sideSeen(side, direction),
    isTokenLost: token === undefined || next === undefined,
  };
}
