import { MergeWalk } from './merge-walk.ts';
import { reversed } from './reversed.ts';
import type { List } from './walk.ts';

/** A list of a merge. */
export interface MergedList<Item> {
  /** Unique in the merge; of items of the same time those of the smaller key come first. */
  readonly key: string;
  readonly list: List<Item>;
  /** Milliseconds, falling along the list; an item without is ordered by the time of the item before it in its list. */
  readonly timeOf: (item: Item) => number | null;
  /** Comes after all lists that have times, and is asked only when a page reaches it. */
  readonly undated?: boolean | undefined;
}

export interface MergeOptions {
  /** DESC: newest first. ASC: the same list from its other end. */
  readonly direction?: 'ASC' | 'DESC' | undefined;
  /** Which errors are the merge's own and not a source's failure: those of a caller that is gone, for instance. */
  readonly isFatal?: ((error: unknown) => boolean) | undefined;
}

/** One list of several: by time, newest first. A list that cannot be read costs the page its own items only. */
export function merge<Item>(lists: readonly MergedList<Item>[], options: MergeOptions = {}): List<Item> {
  const inOrder = lists.toSorted((one, other) => (one.key < other.key ? -1 : 1));
  const isFatal = options.isFatal ?? (() => false);
  const ascending = options.direction === 'ASC';
  const merged: List<Item> = {
    walk: (course) => new MergeWalk(inOrder, course, ascending ? 'end' : 'start', isFatal),
  };
  return ascending ? reversed(merged) : merged;
}
