import type { List } from './list.ts';

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
