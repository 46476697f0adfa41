import { MergeWalk } from './merge-walk.ts';
import { reversed } from './reversed.ts';
import type { List } from './list.ts';
import type { MergedList } from './merged-list.ts';

/** How lists are merged. */
export interface MergeOptions {
  /** DESC: newest first. ASC: the same list from its other end. */
  readonly direction?: 'ASC' | 'DESC' | undefined;
  /** Which errors are the merge's own and not a source's failure: those of a caller that is gone, for instance. */
  readonly isFatal?: ((error: unknown) => boolean) | undefined;
  /** In how many milliseconds a list that failed may be asked again, by its error; null where nothing tells. */
  readonly retryAfterMsOf?: ((error: unknown) => number | null) | undefined;
}

/** One list of several: by time, newest first. A list that cannot be read costs the page its own items only. */
export function merge<Item>(lists: readonly MergedList<Item>[], options: MergeOptions = {}): List<Item> {
  const { direction, isFatal = () => false, retryAfterMsOf = () => null } = options;
  const isAscending = direction === 'ASC';
  const inOrder = lists.toSorted((one, other) => (one.key < other.key ? -1 : 1));
  const joins = isAscending ? 'end' : 'start';
  const merged: List<Item> = {
    walk: (course) => new MergeWalk({ lists: inOrder, joins, isFatal, retryAfterMsOf }, course),
  };
  return isAscending ? reversed(merged) : merged;
}
