import { createHash } from 'node:crypto';
import { indexInPlace, placeOfIndex } from './anchor.ts';
import { InvalidCursorError } from './errors.ts';
import type { Direction, Gap, Place, Side } from './list.ts';

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
  readonly vainPages: number;
  readonly entries: ReadonlyMap<string, MergeEntry>;
}

/** Marks the places of merges: in full, and in short. */
const format = { full: 'm', short: 's' };

/** A place in full: it finds each list again, whatever became of the others. */
export const writeMergePlace = ({ direction, own, vainPages, entries }: MergePlace): Place => [
  format.full,
  direction,
  own,
  vainPages,
  Object.fromEntries([...entries].map(([key, entry]) => [key, writeEntry(entry)])),
];

/**
 * A place in short, for a merge of many lists: its own list in full, the others by their index and by the time of the
 * item. It holds for the same lists only.
 */
export function writeShortMergePlace({ direction, own, entries }: MergePlace, time: number, keys: string): Place {
  const others = [...entries].map(([key, { gap, ended }]) => (key === own ? 0 : writeShortGap(gap, ended)));
  const entry = own === null ? undefined : entries.get(own);
  return [
    format.short,
    direction,
    own,
    entry ? writeEntry(entry) : null,
    Number.isFinite(time) ? time : null,
    keys,
    others,
  ];
}

/** What tells the lists of a merge from those of another: a short place holds for the same lists only. */
export const digestOfKeys = (keys: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(keys)).digest('base64url').slice(0, 11);

/** Where each list stands at the gap on one side, in the list's order, of a place. Places come from signed cursors: their format alone is checked. */
export function readMergeGap(place: Place, side: Side, keys: readonly string[]): MergePlace {
  if (!Array.isArray(place)) throw new InvalidCursorError();
  if (place[0] === format.short && place.length === 7) return readShort(place, side, keys);
  if (place[0] !== format.full || place.length !== 5) throw new InvalidCursorError();
  const [, direction, own, vainPages, written] = place;
  const entries = Object.entries<WrittenEntry>(written).map(([key, entry]): [string, MergeEntry] => [
    key,
    readEntry(entry, key === own ? side : null),
  ]);
  return { direction, own, vainPages, entries: new Map(entries) };
}

function readShort(place: readonly Place[], side: Side, keys: readonly string[]): MergePlace {
  const [, direction, own, entry, time, digest, others] = place as readonly [
    string,
    Direction,
    string,
    WrittenEntry,
    number | null,
    string,
    readonly ShortGap[],
  ];
  if (digest !== digestOfKeys(keys)) throw new InvalidCursorError();
  const entries = keys.map((key, index): [string, MergeEntry] => [
    key,
    key === own ? readEntry(entry, side) : readShortGap(others[index] ?? 0, time),
  ]);
  return { direction, own, vainPages: 0, entries: new Map(entries) };
}

type WrittenEntry = readonly [where: Side | 'start' | 'end', place: Place, time: number | null, ended: 0 | 1];

const writeEntry = ({ gap, time, ended }: MergeEntry): WrittenEntry =>
  typeof gap === 'string' ? [gap, null, time, ended ? 1 : 0] : [gap.side, gap.place, time, ended ? 1 : 0];

const readEntry = ([where, place, time, ended]: WrittenEntry, side: Side | null): MergeEntry => ({
  gap: where === 'start' || where === 'end' ? where : { place, side: side ?? where },
  time,
  ended: ended === 1,
});

/** An end of the list as a negative number, the side of an item as one number, or its entry where the item has no index. */
type ShortGap = number | WrittenEntry;

function writeShortGap(gap: Gap, ended: boolean): ShortGap {
  const isEnded = ended ? 1 : 0;
  if (typeof gap === 'string') return (gap === 'start' ? -1 : -3) - isEnded;
  const index = indexInPlace(gap.place);
  if (index === null || index < 0) return [gap.side, gap.place, null, isEnded];
  return index * 4 + (gap.side === 'after' ? 2 : 0) + isEnded;
}

function readShortGap(gap: ShortGap, time: number | null): MergeEntry {
  if (typeof gap !== 'number') return { ...readEntry(gap, null), time };
  if (gap < 0) return { gap: gap > -3 ? 'start' : 'end', time: null, ended: gap % 2 === 0 };
  const side = gap % 4 >= 2 ? 'after' : 'before';
  return { gap: { place: placeOfIndex(Math.floor(gap / 4)), side, time }, time, ended: gap % 2 === 1 };
}
