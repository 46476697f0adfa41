import type { Json } from './list.ts';

/** What a list may know of its items; all of it can be left out. */
export interface ItemTraits<Item> {
  /** Unique in the list; null where an item has none. Without it, changes of the list cannot be noticed. */
  readonly idOf?: ((item: Item) => string | null) | undefined;
  /** Milliseconds, falling along the list; null where an item has none. It tells where an item stood that was removed. */
  readonly timeOf?: ((item: Item) => number | null) | undefined;
  /** Which items the list is of, where the upstream cannot be told; its total is then unknown. */
  readonly keep?: ((item: Item) => boolean) | undefined;
}

/** The same of items as they are read, where null stands for one that cannot be. */
export const traitsOfRead = <Item>({ idOf, timeOf, keep }: ItemTraits<Item>): ItemTraits<Item | null> => ({
  idOf: idOf && ((item) => (item === null ? null : idOf(item))),
  timeOf: timeOf && ((item) => (item === null ? null : timeOf(item))),
  keep: keep && ((item) => item !== null && keep(item)),
});

/** What fixes a list against newcomers; null where nothing does. */
export type Pin = Exclude<Json, object> | null;

/** What fixes a list against newcomers, made of its first items: the newest time, for instance. */
export type PinOf<Item> = (items: readonly Item[]) => Pin;

/** The id of an item; null where it has none. */
export const idIn = <Item>({ idOf }: ItemTraits<Item>, item: Item): string | null => idOf?.(item) ?? null;

/** An id as a place has it: whole, or its last characters, which tell it from those around it. */
export type PlaceId = string | readonly [tail: string];

/** The last characters of an id. */
export const tailOfId = (id: PlaceId): PlaceId =>
  typeof id === 'string' && id.length > tailLength ? [id.slice(-tailLength)] : id;

/** Twelve characters of hexadecimal digits are 48 bits. */
const tailLength = 12;

/** Whether an item has the id of a place. */
export function hasId<Item>(traits: ItemTraits<Item>, item: Item, id: PlaceId): boolean {
  const own = idIn(traits, item);
  return own !== null && (typeof id === 'string' ? own === id : own.endsWith(id[0]));
}

/** The time of an item, in milliseconds; null where it has none. */
export const timeIn = <Item>({ timeOf }: ItemTraits<Item>, item: Item): number | null => timeOf?.(item) ?? null;

/** Where the item of an id is among others: of several, which an upstream may give, the one nearest to an index; -1 for none. */
export function nearestIndex<Item>(
  items: readonly Item[],
  id: PlaceId,
  index: number,
  traits: ItemTraits<Item>,
): number {
  let nearest = -1;
  for (let at = 0; at < items.length; at += 1) {
    if (!hasId(traits, items[at] as Item, id)) continue;
    if (nearest === -1 || Math.abs(at - index) < Math.abs(nearest - index)) nearest = at;
  }
  return nearest;
}

/** How items are ordered by time, and on which side of those of the same time something is looked for. */
export interface TimeOrder<Item> {
  readonly traits: ItemTraits<Item>;
  readonly oldestFirst: boolean;
  readonly afterTies: boolean;
}

/** The index before which something of a time belongs among items. */
export function indexByTime<Item>(items: readonly Item[], time: number, order: TimeOrder<Item>): number {
  const index = items.findIndex((item) => {
    const other = timeIn(order.traits, item);
    if (other === null) return false;
    if (other === time) return !order.afterTies;
    return order.oldestFirst ? other > time : other < time;
  });
  return index === -1 ? items.length : index;
}
