import type { Direction, Place, Row } from './list.ts';
import { writeTokenPlace, type TokenPlace } from './token-place.ts';
import { idIn, timeIn, type ItemTraits } from './traits.ts';

/** What is asked of an upstream that pages by tokens. */
export interface TokenPage {
  /** Null for the first page. */
  readonly token: string | null;
  readonly size: number;
  /** Backward: the same list in the reversed order, with tokens of its own. */
  readonly direction: Direction;
}

/** What an upstream answers for a page. */
export interface TokenAnswer<Item> {
  /** In the direction asked for. */
  readonly items: readonly Item[];
  /** The next page's token; null at the end. */
  readonly next: string | null;
}

/** A page as it was answered, with what it was asked for, and how many items were passed before it. */
export interface ReadPage<Item> extends TokenAnswer<Item> {
  readonly direction: Direction;
  readonly token: string | null;
  readonly passed: number;
}

/** The page after a page that was read: its token, and how many items are passed before it. */
export const pageAfter = ({ next, passed, items }: ReadPage<unknown>): Pick<ReadPage<unknown>, 'token' | 'passed'> => ({
  token: next,
  passed: passed + items.length,
});

/** Whether a page leads to another: a token that leads to itself ends the list. */
export const goesOn = ({ next, token }: ReadPage<unknown>): boolean => next !== null && next !== token;

/** Whether a page with items leads to itself again. */
export const leadsToItself = ({ items, next, token }: ReadPage<unknown>): boolean =>
  items.length > 0 && next !== null && next === token;

/** An item of a page; its place is made when it is read. */
export class TokenRow<Item> implements Row<Item> {
  readonly item: Item;
  readonly page: ReadPage<Item>;
  readonly index: number;
  readonly #traits: ItemTraits<Item>;

  constructor(page: ReadPage<Item>, index: number, traits: ItemTraits<Item>) {
    this.item = page.items[index] as Item;
    this.page = page;
    this.index = index;
    this.#traits = traits;
  }

  get time(): number | null {
    return timeIn(this.#traits, this.item);
  }

  /** How many items were passed before it. */
  get position(): number {
    return this.page.passed + this.index;
  }

  /** Its place, by which it is found again. */
  tokenPlace(): TokenPlace {
    const { page, index, item, position, time } = this;
    const next = index === page.items.length - 1 ? page.next : null;
    return { direction: page.direction, token: page.token, index, next, id: idIn(this.#traits, item), time, position };
  }

  place(): Place {
    return writeTokenPlace(this.tokenPlace());
  }
}

/** The rows of a page from an index on. */
export const rowsFrom = <Item>(page: ReadPage<Item>, start: number, traits: ItemTraits<Item>): TokenRow<Item>[] => {
  const rows: TokenRow<Item>[] = [];
  for (let index = start; index < page.items.length; index += 1) rows.push(new TokenRow(page, index, traits));
  return rows;
};

/** The place of a page of which no item was seen yet. */
export const placeOfPage = (direction: Direction, token: string | null, passed: number): Place =>
  writeTokenPlace({ direction, token, index: -1, next: null, id: null, time: null, position: passed });
