/** What every list's items have. */
export interface Listed {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
}

/** Tasks that come, move and end by themselves, as they are at the present. */
export interface Arrivals<Item> {
  /** Newest first. */
  items(): readonly Item[];
  find(id: string): Item | undefined;
}

/** What a list is made of. */
export interface ListingParts<Item extends Listed> {
  /** Newest first. */
  readonly seed: readonly Item[];
  readonly arrivals: Arrivals<Item>;
  /** Makes the items that join the list by drift: newer than all others, and each newer than the one before. */
  create(number: number): Item;
}

/** Sorts by creation, newest first, keeping the order of equal times. */
export const newestFirst = <Item extends Listed>(items: readonly Item[]): Item[] =>
  [...items].sort((left, right) => right.createdAt - left.createdAt);

/** A list of a provider, newest first, that can change at its front. */
export class Listing<Item extends Listed> {
  readonly #parts: ListingParts<Item>;
  /** The items that stay as they are: the seed, and what joined it. */
  #lasting: readonly Item[];
  /** Made when an item is first looked for: most lists are only read, or change before that. */
  #byId: ReadonlyMap<string, Item> | null = null;
  /** The ids of the items that drift has taken off the front. */
  readonly #left = new Set<string>();
  #created = 0;

  constructor(parts: ListingParts<Item>) {
    this.#parts = parts;
    this.#lasting = parts.seed;
  }

  get items(): readonly Item[] {
    const arrived = this.#parts.arrivals.items().filter(({ id }) => !this.#left.has(id));
    return arrived.length > 0 ? newestFirst([...arrived, ...this.#lasting]) : this.#lasting;
  }

  find(id: string): Item | undefined {
    this.#byId ??= indexById(this.#lasting);
    return this.#left.has(id) ? undefined : (this.#byId.get(id) ?? this.#parts.arrivals.find(id));
  }

  /** Takes items off the front, then puts new ones there. */
  shift({ add, remove }: { readonly add: number; readonly remove: number }): void {
    for (const { id } of this.items.slice(0, remove)) this.#left.add(id);
    const joining = Array.from({ length: add }, () => this.#parts.create(++this.#created)).reverse();
    this.#hold([...joining, ...this.#lasting.filter(({ id }) => !this.#left.has(id))]);
  }

  restore(): void {
    this.#created = 0;
    this.#left.clear();
    this.#hold(this.#parts.seed);
  }

  #hold(items: readonly Item[]): void {
    this.#lasting = items;
    this.#byId = null;
  }
}

const indexById = <Item extends Listed>(items: readonly Item[]): ReadonlyMap<string, Item> =>
  new Map(items.map((item) => [item.id, item]));
