import type { ItemTraits } from './traits.ts';
import type { Window, WindowPlanner } from './window-planner.ts';

/** What an upstream says of a window of its list. */
export interface WindowAnswer<Item> {
  readonly items: readonly Item[];
  /** How many items the whole list has; null where the upstream does not say. */
  readonly total: number | null;
}

/** A window as it was answered: from `offset` on, `items` where `asked` were wanted. */
export interface Chunk<Item> extends WindowAnswer<Item> {
  readonly offset: number;
  readonly asked: number;
}

export type FetchChunk<Item> = (window: Window) => Promise<Chunk<Item>>;

/** The index after the last item of a chunk. */
export const endOf = (chunk: Chunk<unknown>): number => chunk.offset + chunk.items.length;

export const isShort = (chunk: Chunk<unknown>): boolean => chunk.items.length < chunk.asked;

/** Whether the upstream gave fewer items than it was asked for and has. */
export const isCut = (chunk: Chunk<unknown>): boolean =>
  isShort(chunk) && chunk.items.length > 0 && chunk.total !== null && endOf(chunk) < chunk.total;

/**
 * Whether fewer items than a page has came, not the first page: at the list's end; or else the upstream cut the page short,
 * or makes smaller pages than it was asked for, and counts by those.
 */
export const isSmallerPage = (chunk: Chunk<unknown>, { smallestPage = Infinity }: WindowPlanner): boolean =>
  isShort(chunk) && chunk.offset > 0 && chunk.items.length >= smallestPage;

/** Whether a chunk ends where the list does, as far as its total tells. */
export const isAtListEnd = (chunk: Chunk<unknown>): boolean => chunk.total === null || endOf(chunk) === chunk.total;

/** Whether a total is contradicted by items beyond it. */
export const isContradicted = (chunk: Chunk<unknown>): boolean =>
  chunk.total !== null && chunk.items.length > 0 && endOf(chunk) > chunk.total;

/**
 * Where among items, read newest first (or `oldestFirst`), one stood that is gone: before the first that is not newer.
 * Among items of the same time a walk starts where it may repeat rather than lose: `tiesBefore` tells on which side.
 */
export function gapByTime<Item>(items: readonly Item[], time: number, order: TimeOrder<Item>): number {
  const index = items.findIndex((item) => {
    const other = order.traits.timeOf?.(item) ?? null;
    if (other === null) return false;
    if (other === time) return !order.tiesBefore;
    return order.oldestFirst ? other > time : other < time;
  });
  return index === -1 ? items.length : index;
}

export interface TimeOrder<Item> {
  readonly traits: ItemTraits<Item>;
  readonly oldestFirst: boolean;
  readonly tiesBefore: boolean;
}
