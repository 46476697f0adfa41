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

/** A page of a list, made of the first rows of a walk. */
export class WalkedPage<Item> implements Connection<Item> {
  readonly edges: readonly Edge<Item>[];
  readonly pageInfo: PageInfo;
  readonly #walk: Walk<Item>;

  constructor(walk: Walk<Item>, rows: readonly Row<Item>[], shape: PageShape) {
    const edges = rows.map((row, index) => new WalkedEdge(row, index === rows.length - 1, shape.encode));
    this.edges = shape.direction === 'forward' ? edges : edges.reverse();
    this.pageInfo = new WalkedPageInfo(walk, this.edges, shape);
    this.#walk = walk;
  }

  get nodes(): readonly Item[] {
    return this.edges.map(({ node }) => node);
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

class WalkedEdge<Item> implements Edge<Item> {
  readonly node: Item;
  readonly #row: Row<Item>;
  /** Whether the next page goes on from here. */
  readonly #isLast: boolean;
  readonly #encode: (place: Place) => string;

  constructor(row: Row<Item>, isLast: boolean, encode: (place: Place) => string) {
    this.node = row.item;
    this.#row = row;
    this.#isLast = isLast;
    this.#encode = encode;
  }

  get cursor(): string {
    const place = this.#isLast ? this.#row.endPlace?.() : undefined;
    return this.#encode(place === undefined ? this.#row.place() : place);
  }
}

class WalkedPageInfo implements PageInfo {
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  readonly #edges: readonly Edge<unknown>[];
  readonly #shape: PageShape;
  /** Where to go on after a page that is not full though there may be more. */
  readonly #reached: Reached | null;

  constructor(walk: Walk<unknown>, edges: readonly Edge<unknown>[], shape: PageShape) {
    const isForward = shape.direction === 'forward';
    const hasMore = shape.count > 0 && mayGoOn(walk);
    this.hasNextPage = isForward ? hasMore : walk.hasItemsBehind;
    this.hasPreviousPage = isForward ? walk.hasItemsBehind : hasMore;
    this.#edges = edges;
    this.#shape = shape;
    const isOpen = shape.count > 0 && walk.continuation !== 'end' && edges.length < shape.count;
    this.#reached = isOpen ? walk.reached : null;
  }

  get startCursor(): string | null {
    return this.#cursorOf(this.#edges[0], 'backward');
  }

  get endCursor(): string | null {
    return this.#cursorOf(this.#edges.at(-1), 'forward');
  }

  #cursorOf(edge: Edge<unknown> | undefined, direction: Direction): string | null {
    const goesOn = this.#shape.direction === direction || edge === undefined;
    return goesOn && this.#reached !== null ? this.#shape.encode(this.#reached.place) : (edge?.cursor ?? null);
  }
}

/** Whether a client that asks for the page after gets on, at once or after a time that it is told. */
const mayGoOn = ({ continuation }: Walk<unknown>): boolean =>
  typeof continuation === 'string' ? continuation === 'more' : continuation.retryAfterMs !== null;
