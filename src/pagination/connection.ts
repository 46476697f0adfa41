import type { CursorCodec } from './cursor.ts';
import { readPageSize, type PageArguments } from './page-arguments.ts';
import type { Direction, Gap, List, Place, Side, Stretch, Walk } from './walk.ts';

export interface ConnectionOptions {
  readonly cursors: CursorCodec;
  /** What the cursors belong to: connection, source, filter and order, in one text. */
  readonly binding: string;
  /** How many items a page has that says neither `first` nor `last`: 20. */
  readonly default?: number | undefined;
  /** The largest page: 500. */
  readonly maximum?: number | undefined;
}

/** An item of a page; its cursor is made when it is read. */
export interface Edge<Item> {
  readonly node: Item;
  readonly cursor: string;
}

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
  /** How many items the whole list has, null where that is not known; it makes a call only where the page made none. */
  totalCount(): number | null | Promise<number | null>;
  /** Why lists of a merge could not be read, by their keys. */
  readonly failures: ReadonlyMap<string, unknown>;
}

/** The page of a list that the arguments ask for; an empty one, for which no call is made, where they ask for 0. */
export async function connection<Item>(
  list: List<Item>,
  page: PageArguments,
  options: ConnectionOptions,
): Promise<Connection<Item>> {
  const [direction, count] = readPageSize(page, { default: options.default ?? 20, maximum: options.maximum ?? 500 });
  const after = readCursor(page.after, 'after', options) ?? 'start';
  const before = readCursor(page.before, 'before', options) ?? 'end';
  const [from, until] = direction === 'forward' ? [after, before] : [before, after];
  const walk = list.walk({ direction, from, until });
  const rows = count === 0 ? [] : await collect(walk, count);
  return new WalkedPage(list, walk, direction, count, rows, options);
}

function readCursor(cursor: string | null | undefined, side: Side, { cursors, binding }: ConnectionOptions): Gap | null {
  if (cursor === null || cursor === undefined) return null;
  return { place: cursors.decode(binding, cursor), side };
}

/** An item where its stretch has it. */
interface Row<Item> {
  readonly stretch: Stretch<Item>;
  readonly index: number;
}

async function collect<Item>(walk: Walk<Item>, count: number): Promise<Row<Item>[]> {
  const rows: Row<Item>[] = [];
  while (rows.length < count && walk.more) {
    const stretch = await walk.next(count - rows.length);
    if (stretch.items.length === 0) break;
    for (let index = 0; index < stretch.items.length; index += 1) rows.push({ stretch, index });
  }
  return rows;
}

class WalkedPage<Item> implements Connection<Item> {
  readonly edges: readonly WalkedEdge<Item>[];
  readonly #list: List<Item>;
  readonly #walk: Walk<Item>;
  readonly #direction: Direction;
  readonly #count: number;
  readonly #encode: (place: Place) => string;

  constructor(
    list: List<Item>,
    walk: Walk<Item>,
    direction: Direction,
    count: number,
    rows: Row<Item>[],
    { cursors, binding }: ConnectionOptions,
  ) {
    this.#list = list;
    this.#walk = walk;
    this.#direction = direction;
    this.#count = count;
    this.#encode = (place) => cursors.encode(binding, place);
    if (direction === 'backward') rows.reverse();
    this.edges = rows.map((row) => new WalkedEdge(row, this.#encode));
  }

  get nodes(): readonly Item[] {
    return this.edges.map(({ node }) => node);
  }

  get failures(): ReadonlyMap<string, unknown> {
    return this.#walk.failures;
  }

  get pageInfo(): PageInfo {
    const [hasMore, cursors] = [this.#count > 0 && this.#walk.more, new PageCursors(this.edges, this.#reached())];
    const forward = this.#direction === 'forward';
    return Object.assign(cursors, {
      hasNextPage: forward ? hasMore : this.#walk.behind,
      hasPreviousPage: forward ? this.#walk.behind : hasMore,
    });
  }

  totalCount(): number | null | Promise<number | null> {
    if (!this.#list.countable) return null;
    const known = this.#walk.total;
    return known === undefined ? this.#list.total() : known;
  }
}
