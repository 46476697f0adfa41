/** What a cursor can carry. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/** Where an item stands in a list: small, and understood only by the list that made it. */
export type Place = Json;

/** A side of an item, in the list's own order. */
export type Side = 'before' | 'after';

/** One side of an item. */
export interface GapBeside {
  readonly place: Place;
  readonly side: Side;
  /** The time of the items around the gap, in milliseconds, for a place that does not tell it. */
  readonly time?: number | null | undefined;
}

/** Between two items of a list, or at one of its ends: where a walk starts and where it stops. */
export type Gap = 'start' | 'end' | GapBeside;

/** Which way a list is read. */
export type Direction = 'forward' | 'backward';

/** Where a walk goes. */
export interface Course {
  readonly direction: Direction;
  readonly from: Gap;
  readonly until: Gap;
  /** The most calls that the walk may make, where that is not left to its pages. */
  readonly mostCalls?: number | undefined;
}

/** An item of a list, with its place. */
export interface Row<Item> {
  readonly item: Item;
  /** Milliseconds; null where it is not known. */
  readonly time: number | null;
  /** Where the item stands. */
  place(): Place;
  /** The same in full, for the end of a page, where `place` is a short one. */
  endPlace?(): Place;
}

/** How far a walk has read: a side of the last item read, kept or not, or of the item where the walk began. */
export interface Reached extends GapBeside {
  /** The time of the item, in milliseconds; null where it is not known. */
  readonly time: number | null;
}

/** What a walk says of one list of a merge, beside its items. */
export interface ListOutcome {
  /** Why it could not be read; undefined where it could. */
  readonly error?: unknown;
  /** The time up to which it was read, in milliseconds, items that no filter let pass included; null where nothing was. */
  readonly scannedTo: number | null;
}

/** Whether a walk goes on: it may, it has come to its end, or it got nowhere and says in how many milliseconds to ask again. */
export type Continuation = 'more' | 'end' | { readonly retryAfterMs: number | null };

/** One reading of a list, from a gap in one direction. */
export interface Walk<Item> {
  /**
   * The next items, at most `wanted`, by as few upstream calls as that takes, or by at most `calls` at once. None where
   * the walk has ended, or has made all the calls that one page may make.
   */
  next(wanted: number, calls?: number): Promise<readonly Row<Item>[]>;
  /** Whether there is more after what was handed out, as far as can be told without a call. */
  readonly continuation: Continuation;
  /** Whether items lie behind the start of the walk. */
  readonly hasItemsBehind: boolean;
  /** Where to go on once all that was handed out is used; null while the walk has not left an end of the list. */
  readonly reached: Reached | null;
  /** How many items the list has; null where that cannot be told exactly, undefined where no answer has said yet. */
  readonly total: number | null | undefined;
  /** Whether an item was met that could not be read, and is left out. */
  readonly hasLeftOut: boolean;
  /** The total, by a call. */
  learnTotal(): Promise<number | null>;
  /** What is said of the lists of a merge, by their keys; empty for any other list. */
  readonly outcomes: ReadonlyMap<string, ListOutcome>;
}

/** A list that is read by walks. */
export interface List<Item> {
  /** Throws before any call where the course cannot be walked or its places are none of this list. */
  walk(course: Course): Walk<Item>;
}

/** The outcomes of a list that is no merge. */
export const noOutcomes: ReadonlyMap<string, ListOutcome> = new Map();

/** The other side of an item. */
export const oppositeSide = (side: Side): Side => (side === 'before' ? 'after' : 'before');

/** A side in the list's own order as it is seen in a direction, or the other way about. */
export const sideSeen = (side: Side, direction: Direction): Side =>
  direction === 'forward' ? side : oppositeSide(side);

/** The side of an item on which a walk goes on that has passed it. */
export const sideAhead = (direction: Direction): Side => sideSeen('after', direction);

/** Where a walk in a direction stands that has come to a row. */
export const reachedAt = (row: Row<unknown>, direction: Direction): Reached => ({
  place: row.place(),
  side: sideAhead(direction),
  time: row.time,
});
