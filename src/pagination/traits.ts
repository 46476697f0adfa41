import type { Json } from './walk.ts';

/** What a list may know of its items; all of it can be left out. */
export interface ItemTraits<Item> {
  /** Unique in the list; null where an item has none. Without it, changes of the list cannot be noticed. */
  readonly idOf?: ((item: Item) => string | null) | undefined;
  /** Milliseconds, falling along the list; null where an item has none. It tells where an item stood that was removed. */
  readonly timeOf?: ((item: Item) => number | null) | undefined;
  /** Which items the list is of, where the upstream cannot be told; its total is then unknown. */
  readonly keep?: ((item: Item) => boolean) | undefined;
}

/** What fixes a list against newcomers, made of its first items: the newest time, for instance; null where nothing does. */
export type PinOf<Item> = (items: readonly Item[]) => Pin;
export type Pin = Exclude<Json, object> | null;

/** How many upstream calls one page may make of a list whose items are sifted after the fact. */
export const callsOfSiftedPage = 10;

/** How many upstream calls one page may make beyond those it needs when the upstream answers in full. */
export const spareCalls = 10;

/** Hands each item on once: an upstream that repeats an item, or a list that moves while it is read, does not show. */
export function createSieve<Item>({ idOf, keep }: ItemTraits<Item>): (item: Item) => boolean {
  const seen = new Set<string>();
  return (item) => {
    const id = idOf?.(item) ?? null;
    if (id !== null) {
      if (seen.has(id)) return false;
      seen.add(id);
    }
    return keep?.(item) ?? true;
  };
}
