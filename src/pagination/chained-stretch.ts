import { writeChainedPlace, type ChainedPlace } from './chained-place.ts';
import type { ItemTraits } from './traits.ts';
import type { Direction, Place, Stretch } from './walk.ts';

/** A page as it was answered, with how it was asked for and how many items were passed before it. */
export interface ChainedPage<Item> {
  readonly direction: Direction;
  readonly token: string | null;
  readonly items: readonly Item[];
  readonly next: string | null;
  readonly passed: number;
}

/** One item of a page. */
export interface ChainedRow<Item> {
  readonly page: ChainedPage<Item>;
  readonly index: number;
}

/** Rows of one page or of several, in the direction of a walk. */
export class ChainedStretch<Item> implements Stretch<Item> {
  readonly items: readonly Item[];
  readonly #rows: readonly ChainedRow<Item>[];
  readonly #traits: ItemTraits<Item>;

  constructor(rows: readonly ChainedRow<Item>[], traits: ItemTraits<Item>) {
    this.items = rows.map(itemOf);
    this.#rows = rows;
    this.#traits = traits;
  }

  placeOf(index: number): Place {
    const row = this.#rows[index];
    return row === undefined ? null : writeChainedPlace(placeOfRow(row, this.#traits));
  }
}

export const itemOf = <Item>({ page, index }: ChainedRow<Item>): Item => page.items[index] as Item;

export function placeOfRow<Item>({ page, index }: ChainedRow<Item>, traits: ItemTraits<Item>): ChainedPlace {
  const item = page.items[index] as Item;
  return {
    direction: page.direction,
    token: page.token,
    index,
    next: index === page.items.length - 1 ? page.next : null,
    id: traits.idOf?.(item) ?? null,
    time: traits.timeOf?.(item) ?? null,
    position: page.passed + index,
  };
}

/** The place of a page of which no item was seen yet. */
export const placeOfPage = (direction: Direction, token: string | null, passed: number): Place =>
  writeChainedPlace({ direction, token, index: -1, next: null, id: null, time: null, position: passed });
