import { InvalidCursorError } from './errors.ts';
import type { Direction, Gap, Place, Side } from './walk.ts';

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
  readonly entries: ReadonlyMap<string, MergeEntry>;
}

export function writeMergePlace({ direction, own, entries }: MergePlace): Place {
  const written = [...entries].map(([key, { gap, time, ended }]): [string, Place] => {
    const place = typeof gap === 'string' ? [gap] : [gap.side, gap.place];
    return [key, [...place, time, ended ? 1 : 0]];
  });
  return [direction, own, Object.fromEntries(written)];
}

/** Where each list stands at the gap on one side, in the list's order, of a place. */
export function readMergeGap(place: Place, side: Side): MergePlace {
  if (!Array.isArray(place) || place.length !== 3) throw new InvalidCursorError();
  const [direction, own, written] = place as readonly Place[];
  if (direction !== 'forward' && direction !== 'backward') throw new InvalidCursorError();
  if (!(own === null || typeof own === 'string')) throw new InvalidCursorError();
  if (typeof written !== 'object' || written === null || Array.isArray(written)) throw new InvalidCursorError();
  const entries = Object.entries(written).map(([key, entry]): [string, MergeEntry] => [
    key,
    readEntry(entry, key === own ? side : null),
  ]);
  return { direction, own, entries: new Map(entries) };
}

function readEntry(entry: Place, side: Side | null): MergeEntry {
  if (!Array.isArray(entry) || entry.length < 3) throw new InvalidCursorError();
  const parts = entry as readonly Place[];
  const [where, place = null] = parts;
  const [time, ended] = parts.slice(-2);
  if (!(time === null || typeof time === 'number')) throw new InvalidCursorError();
  if (where === 'start' || where === 'end') return { gap: where, time, ended: ended === 1 };
  if (where !== 'before' && where !== 'after') throw new InvalidCursorError();
  return { gap: { place, side: side ?? where }, time, ended: ended === 1 };
}
