import { timeIn, type ItemTraits } from './traits.ts';
import type { Window } from './window-planner.ts';

/** What an upstream answers for a window of its list. */
export interface WindowAnswer<Item> {
  readonly items: readonly Item[];
  /** How many items the whole list has; null where the upstream does not say. */
  readonly total: number | null;
  /** The index of the first item, where the upstream tells it; else it is taken to be the one that was asked for. */
  readonly start?: number | null | undefined;
}

/** A window as it was answered: the items from index `offset` on, of which `asked` were asked for. */
export interface Chunk<Item> {
  readonly items: readonly Item[];
  readonly total: number | null;
  readonly offset: number;
  readonly asked: number;
  /** Whether the upstream told the offset. */
  readonly tellsStart: boolean;
}

/** An answer with what it was asked for. */
export const chunkOf = <Item>({ offset, count }: Window, { items, total, start }: WindowAnswer<Item>): Chunk<Item> => ({
  items,
  total,
  offset: start ?? offset,
  asked: count,
  tellsStart: typeof start === 'number',
});

/** The index after the last item of a chunk. */
export const endOf = (chunk: Chunk<unknown>): number => chunk.offset + chunk.items.length;

/** Whether fewer items came than were asked for. */
export const isShort = (chunk: Chunk<unknown>): boolean => chunk.items.length < chunk.asked;

/** Whether the upstream gave fewer items than it was asked for, though by its total it has more. */
export const isCut = (chunk: Chunk<unknown>): boolean =>
  isShort(chunk) && chunk.items.length > 0 && chunk.total !== null && endOf(chunk) < chunk.total;

/** Whether nothing follows a chunk, as far as it tells. */
export const isLastChunk = (chunk: Chunk<unknown>): boolean =>
  chunk.total === null ? isShort(chunk) : endOf(chunk) >= chunk.total || chunk.items.length === 0;

/** Whether a chunk has items beyond its own total. */
export const contradictsTotal = (chunk: Chunk<unknown>): boolean =>
  chunk.total !== null && chunk.items.length > 0 && endOf(chunk) > chunk.total;

/** Whether one time is later than another; not where one is unknown. */
export const isNewer = (one: number | null, other: number | null): boolean =>
  one !== null && other !== null && one > other;

/** The time of the first item of a chunk that has one. */
export const newestTimeOf = <Item>({ items }: Chunk<Item>, traits: ItemTraits<Item>): number | null =>
  firstTime(items, traits);

/** The time of the last item of a chunk that has one. */
export const oldestTimeOf = <Item>({ items }: Chunk<Item>, traits: ItemTraits<Item>): number | null =>
  firstTime(items.toReversed(), traits);

function firstTime<Item>(items: readonly Item[], traits: ItemTraits<Item>): number | null {
  for (const item of items) {
    const time = timeIn(traits, item);
    if (time !== null) return time;
  }
  return null;
}
