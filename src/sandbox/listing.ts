/** What every list's items have. */
export interface Listed {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
}

/** A list of a provider, newest first, that can change at its front. */
export class Listing<Item extends Listed> {
  readonly #seed: readonly Item[];
  readonly #create: (number: number) => Item;
  #items: readonly Item[];
  #byId: ReadonlyMap<string, Item>;
  #created = 0;

  /** `create` makes the items that join later: newer than the seed, and each newer than the one before. */
  constructor(seed: readonly Item[], create: (number: number) => Item) {
    this.#seed = seed;
    this.#create = create;
    this.#items = seed;
    this.#byId = indexById(seed);
  }

  get items(): readonly Item[] {
    return this.#items;
  }

  find(id: string): Item | undefined {
    return this.#byId.get(id);
  }

  /** Takes items off the front, then puts new ones there. */
  shift({ add, remove }: { readonly add: number; readonly remove: number }): void {
    const joining = Array.from({ length: add }, () => this.#create(++this.#created)).reverse();
    this.#hold([...joining, ...this.#items.slice(remove)]);
  }

  restore(): void {
    this.#created = 0;
    this.#hold(this.#seed);
  }

  #hold(items: readonly Item[]): void {
    this.#items = items;
    this.#byId = indexById(items);
  }
}

const indexById = <Item extends Listed>(items: readonly Item[]): ReadonlyMap<string, Item> =>
  new Map(items.map((item) => [item.id, item]));
