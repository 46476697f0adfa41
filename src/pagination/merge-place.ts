import { createHash } from 'node:crypto';
import { indexInPlace, placeOfIndex, shortPlaceOfAnchor } from './anchor.ts';
import { InvalidCursorError } from './errors.ts';
import type { Direction, Gap, Place, Side } from './list.ts';
import { shortPlaceOfToken } from './token-place.ts';

/** How far one list of a merge was read. */
export interface MergeEntry {
  readonly gap: Gap;
  /** The time, in milliseconds, that the item beside the gap is ordered by; null where there is none. */
  readonly time: number | null;
  /** Whether nothing follows in the direction of the walk that made the place. */
  readonly ended: boolean;
}

/** An item of a merge: where each of its lists stands about it. */
export interface MergePlace {
  readonly direction: Direction;
  /** The list that the item is of, its gap being on the side that is meant; null for a place that is no item's. */
  readonly own: string | null;
  /** How many pages in a row read nothing, since all lists that were left failed. */
  readonly failedPages: number;
  readonly entries: ReadonlyMap<string, MergeEntry>;
}

/** Marks the places of merges: in full, and in short. */
const format = { full: 'm', short: 's' };

/** A place in full: it finds each list again, whatever became of the others. */
export const writeMergePlace = ({ direction, own, failedPages, entries }: MergePlace): Place => [
  format.full,
  direction,
  own,
  failedPages,
  Object.fromEntries(Array.from(entries, ([key, entry]) => [key, writeEntry(entry)])),
];

/** A place in short, which holds for the same lists only. */
export interface ShortForm {
  /** The time of the item, in milliseconds. */
  readonly time: number;
  /** What tells the lists from those of another merge. */
  readonly digest: string;
  /** Whether the other lists are told by their index alone, or by the end of an item's id as well. */
  readonly others: 'index' | 'id';
}

/** A place in short, for a merge of many lists: its own list is told in full. */
export function writeShortMergePlace(
  { direction, own, failedPages, entries }: MergePlace,
  { time, digest, others }: ShortForm,
): Place {
  const entry = own === null ? undefined : entries.get(own);
  const written = Array.from(entries, ([key, other]) => (key === own ? 0 : writeShort(other, others)));
  const known = Number.isFinite(time) ? time : null;
  return [format.short, direction, own, failedPages, entry ? writeEntry(entry) : null, known, digest, written];
}

/** What tells the lists of a merge from those of another: a short place holds for the same lists only. */
export const digestOfKeys = (keys: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(keys)).digest('base64url').slice(0, 11);

/**
 * Where each list stands at the gap on one side of a place; the side is in the list's order. Places come from signed cursors:
 * their format alone is checked.
 */
export function readMergeGap(place: Place, side: Side, keys: readonly string[]): MergePlace {
  if (!Array.isArray(place)) throw new InvalidCursorError();
  if (place[0] === format.short && place.length === 8) return readShort(place, side, keys);
  if (place[0] !== format.full || place.length !== 5) throw new InvalidCursorError();
  const [, direction, own, failedPages, written] = place;
  const entries = Object.entries<WrittenEntry>(written).map(([key, entry]): [string, MergeEntry] => [
    key,
    readEntry(entry, key === own ? side : null),
  ]);
  return { direction, own, failedPages, entries: new Map(entries) };
}

function readShort(place: readonly Place[], side: Side, keys: readonly string[]): MergePlace {
  const [, direction, own, failedPages, entry, time, digest, others] = place as readonly [
    string,
    Direction,
    string | null,
    number,
    WrittenEntry,
    number | null,
    string,
    readonly ShortEntry[],
  ];
  if (digest !== digestOfKeys(keys)) throw new InvalidCursorError();
  const entries = keys.map((key, index): [string, MergeEntry] => [
    key,
    key === own ? readEntry(entry, side) : readShortEntry(others[index] ?? 0, time),
  ]);
  return { direction, own, failedPages, entries: new Map(entries) };
}

type WrittenEntry = readonly [where: Side | 'start' | 'end', place: Place, time: number | null, ended: 0 | 1];

const writeEntry = ({ gap, time, ended }: MergeEntry): WrittenEntry =>
  typeof gap === 'string' ? [gap, null, time, ended ? 1 : 0] : [gap.side, gap.place, time, ended ? 1 : 0];

const readEntry = ([where, place, time, ended]: WrittenEntry, side: Side | null): MergeEntry => ({
  gap: where === 'start' || where === 'end' ? where : { place, side: side ?? where, time },
  time,
  ended: ended === 1,
});

/** An end of the list as a negative number, the side of an item as one number, or an entry whose place is short. */
type ShortEntry = number | WrittenEntry;

function writeShort({ gap, time, ended }: MergeEntry, others: ShortForm['others']): ShortEntry {
  const isEnded = ended ? 1 : 0;
  if (typeof gap === 'string') return (gap === 'start' ? -1 : -3) - isEnded;
  const index = indexInPlace(gap.place);
  if (others === 'id' || index === null) return [gap.side, shortPlace(gap.place), time, isEnded];
  return index * 4 + (gap.side === 'after' ? 2 : 0) + isEnded;
}

/** The place of a list of any kind in short. */
const shortPlace = (place: Place): Place => shortPlaceOfToken(shortPlaceOfAnchor(place));

function readShortEntry(entry: ShortEntry, time: number | null): MergeEntry {
  if (typeof entry !== 'number') return readEntry(entry, null);
  if (entry < 0) return { gap: entry > -3 ? 'start' : 'end', time: null, ended: entry % 2 === 0 };
  const side = entry % 4 >= 2 ? 'after' : 'before';
  return { gap: { place: placeOfIndex(Math.floor(entry / 4)), side, time }, time, ended: entry % 2 === 1 };
}
