import type { Connection, Edge, PageInfo } from './connection.ts';
import type { Direction, Place, Stretch, Walk } from './walk.ts';

/** An item where its stretch has it. */
export interface Row<Item> {
  readonly stretch: Stretch<Item>;
  readonly index: number;
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
    const inOrder = shape.direction === 'forward' ? rows : rows.toReversed();
    this.edges = inOrder.map((row) => new WalkedEdge(row, shape.encode));
    this.pageInfo = new WalkedPageInfo(walk, this.edges, shape);
    this.#walk = walk;
  }

  get nodes(): readonly Item[] {
    return this.edges.map(({ node }) => node);
  }

  get failures(): ReadonlyMap<string, unknown> {
    return this.#walk.failures;
  }

  totalCount(): number | null | Promise<number | null> {
    return this.#walk.total === undefined ? this.#walk.learnTotal() : this.#walk.total;
  }
}

class WalkedEdge<Item> implements Edge<Item> {
  readonly node: Item;
  readonly #row: Row<Item>;
  readonly #encode: (place: Place) => string;

  constructor(row: Row<Item>, encode: (place: Place) => string) {
    this.node = row.stretch.items[row.index] as Item;
    this.#row = row;
    this.#encode = encode;
  }

  get cursor(): string {
    return this.#encode(this.#row.stretch.placeOf(this.#row.index));
  }
}

class WalkedPageInfo implements PageInfo {
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  readonly #edges: readonly Edge<unknown>[];
  readonly #shape: PageShape;
  /** Where to go on after a page that is not full though there may be more. */
  readonly #reached: Place;

  constructor(walk: Walk<unknown>, edges: readonly Edge<unknown>[], shape: PageShape) {
    const forward = shape.direction === 'forward';
    const hasMore = shape.count > 0 && walk.more;
    this.hasNextPage = forward ? hasMore : walk.behind;
    this.hasPreviousPage = forward ? walk.behind : hasMore;
    this.#edges = edges;
    this.#shape = shape;
    this.#reached = hasMore && edges.length < shape.count ? walk.reached : null;
  }

  get startCursor(): string | null {
    return this.#cursorOf(this.#edges[0], 'backward');
  }

  get endCursor(): string | null {
    return this.#cursorOf(this.#edges.at(-1), 'forward');
  }

  #cursorOf(edge: Edge<unknown> | undefined, direction: Direction): string | null {
    const goesOn = this.#shape.direction === direction || edge === undefined;
    return goesOn && this.#reached !== null ? this.#shape.encode(this.#reached) : (edge?.cursor ?? null);
  }
}
