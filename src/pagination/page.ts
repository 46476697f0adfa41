import type { Direction, ListOutcome, Place, Reached, Row, Walk } from './list.ts';

/** An item of a page; its cursor is made when it is read. */
export interface Edge<Item> {
  readonly node: Item;
  readonly cursor: string;
}

/** Relay's `PageInfo`. */
export interface PageInfo {
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  readonly startCursor: string | null;
  readonly endCursor: string | null;
}

/** A page of a list, as the Relay specification cuts it. */
export interface Connection<Item> {
  readonly edges: readonly Edge<Item>[];
  readonly nodes: readonly Item[];
  readonly pageInfo: PageInfo;
  /** How many items the whole list has, null where that is not known; a call is made only where the page made none that told. */
  totalCount(): number | null | Promise<number | null>;
  /** Why lists of a merge could not be read, by their keys. */
  readonly failures: ReadonlyMap<string, unknown>;
  /** How far the lists of a merge were read, and why they could not be, by their keys. */
  readonly outcomes: ReadonlyMap<string, ListOutcome>;
}

/** What a page was asked for, and how its cursors are written. */
export interface PageShape {
  readonly direction: Direction;
  readonly count: number;
  readonly encode: (place: Place) => string;
}

/** A page of a list, made of the first rows of a walk. Its edges are made when they are read. */
export class WalkedPage<Item> implements Connection<Item> {
  readonly pageInfo: PageInfo;
  readonly #walk: Walk<Item>;
  readonly #rows: PageRows<Item>;

  constructor(walk: Walk<Item>, rows: readonly Row<Item>[], shape: PageShape) {
    this.#walk = walk;
    this.#rows = new PageRows(rows, shape);
    this.pageInfo = new WalkedPageInfo(walk, this.#rows, shape);
  }

  get nodes(): readonly Item[] {
    return this.#rows.inOrder.map(({ item }) => item);
  }

  get edges(): readonly Edge<Item>[] {
    return this.#rows.inOrder.map((row) => new WalkedEdge(row, this.#rows));
  }

  get outcomes(): ReadonlyMap<string, ListOutcome> {
    return this.#walk.outcomes;
  }

  get failures(): ReadonlyMap<string, unknown> {
    const failed = [...this.outcomes].filter(([, outcome]) => 'error' in outcome);
    return new Map(failed.map(([key, { error }]) => [key, error]));
  }

  totalCount(): number | null | Promise<number | null> {
    return this.#walk.total === undefined ? this.#walk.learnTotal() : this.#walk.total;
  }
}

/** The rows of a page, and their cursors. */
class PageRows<Item> {
  /** In the order of the list. */
  readonly inOrder: readonly Row<Item>[];
  /** The row that the next page goes on from. */
  readonly #last: Row<Item> | undefined;
  readonly #encode: (place: Place) => string;

  constructor(rows: readonly Row<Item>[], { direction, encode }: PageShape) {
    this.inOrder = direction === 'forward' ? rows : rows.toReversed();
    this.#last = rows.at(-1);
    this.#encode = encode;
  }

  cursorOf(row: Row<Item>): string {
    const place = row === this.#last ? row.endPlace?.() : undefined;
    return this.#encode(place === undefined ? row.place() : place);
  }
}

class WalkedEdge<Item> implements Edge<Item> {
  readonly node: Item;
  readonly #row: Row<Item>;
  readonly #rows: PageRows<Item>;

  constructor(row: Row<Item>, rows: PageRows<Item>) {
    this.node = row.item;
    this.#row = row;
    this.#rows = rows;
  }

  get cursor(): string {
    return this.#rows.cursorOf(this.#row);
  }
}

class WalkedPageInfo<Item> implements PageInfo {
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  readonly #rows: PageRows<Item>;
  readonly #shape: PageShape;
  /** Where the next page goes on after one that is not full though there may be more; null after any other. */
  readonly #reached: Reached | null;

  constructor(walk: Walk<Item>, rows: PageRows<Item>, shape: PageShape) {
    const isForward = shape.direction === 'forward';
    const hasMore = shape.count > 0 && mayGoOn(walk);
    this.hasNextPage = isForward ? hasMore : walk.hasItemsBehind;
    this.hasPreviousPage = isForward ? walk.hasItemsBehind : hasMore;
    this.#rows = rows;
    this.#shape = shape;
    const isOpen = shape.count > 0 && rows.inOrder.length < shape.count && walk.continuation !== 'end';
    this.#reached = isOpen ? walk.reached : null;
  }

  get startCursor(): string | null {
    return this.#cursorOf(this.#rows.inOrder[0], 'backward');
  }

  get endCursor(): string | null {
    return this.#cursorOf(this.#rows.inOrder.at(-1), 'forward');
  }

  #cursorOf(row: Row<Item> | undefined, direction: Direction): string | null {
    const isWhereNextPageStarts = this.#shape.direction === direction || row === undefined;
    if (isWhereNextPageStarts && this.#reached !== null) return this.#shape.encode(this.#reached.place);
    return row === undefined ? null : this.#rows.cursorOf(row);
  }
}

/** Whether a client gets further with the next page, at once or after the time that it is told to wait. */
function mayGoOn({ continuation }: Walk<unknown>): boolean {
  return typeof continuation === 'string' ? continuation === 'more' : continuation.retryAfterMs !== null;
}
