/** What a cursor can carry. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/** Where an item stands in a list: small, and understood by the list that made it only. */
export type Place = Json;

/** Which side of an item, in the list's own order. */
export type Side = 'before' | 'after';

/** Between two items of a list, or at one of its ends: where a walk starts and where it stops. */
export type Gap = 'start' | 'end' | { readonly place: Place; readonly side: Side };

export type Direction = 'forward' | 'backward';

/** Where a walk goes. */
export interface Course {
  readonly direction: Direction;
  readonly from: Gap;
  readonly until: Gap;
}

/** Some items that follow one another in the direction of a walk. */
export interface Stretch<Item> {
  readonly items: readonly Item[];
  /** Where the item at this index of the stretch stands; worked out when asked. */
  placeOf(index: number): Place;
}

/** One reading of a list, from a gap in one direction. */
export interface Walk<Item> {
  /**
   * The next items, at least one and at most `wanted`, by as few upstream calls as that takes, or by at most `calls` for
   * as many items as those give. None where the walk has ended (`more` is false), or has made all the calls that one
   * page may make (`more` is true, and `reached` is where to go on).
   */
  next(wanted: number, calls?: number): Promise<Stretch<Item>>;
  /** Whether there is more after what was handed out, as far as can be told without a call. */
  readonly more: boolean;
  /** Whether items lie behind the start of the walk. */
  readonly behind: boolean;
  /** The place to go on after (or, backwards, before) once all that was handed out is used; null at the list's end. */
  readonly reached: Place | null;
  /** The time, in milliseconds, of the last item read, handed out or not; null where it is not known. */
  readonly frontier: number | null;
  /** How many items the list has; null where that cannot be told exactly, undefined where no answer has said yet. */
  readonly total: number | null | undefined;
  /** The total, by a call. */
  learnTotal(): Promise<number | null>;
  /** Why sources could not be read, by their keys; empty but for a merge. */
  readonly failures: ReadonlyMap<string, unknown>;
}

/** A list that is read by walks. */
export interface List<Item> {
  /** Throws before any call where the course cannot be walked or its places are none of this list. */
  walk(course: Course): Walk<Item>;
}

export const noFailures: ReadonlyMap<string, unknown> = new Map();

export const oppositeSide = (side: Side): Side => (side === 'before' ? 'after' : 'before');

/** The side of an item on which a walk goes on that has passed it. */
export const sideAhead = (direction: Direction): Side => (direction === 'forward' ? 'after' : 'before');
