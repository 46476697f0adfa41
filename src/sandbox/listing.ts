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
  /** Made when an item is first looked for: most lists are only read, or change before that. */
  #byId: ReadonlyMap<string, Item> | null = null;
  #created = 0;

  /** `create` makes the items that join later: newer than the seed, and each newer than the one before. */
  constructor(seed: readonly Item[], create: (number: number) => Item) {
    this.#seed = seed;
    this.#create = create;
    this.#items = seed;
  }

  get items(): readonly Item[] {
    return this.#items;
  }

  find(id: string): Item | undefined {
    this.#byId ??= indexById(this.#items);
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
    this.#byId = null;
  }
}

const indexById = <Item extends Listed>(items: readonly Item[]): ReadonlyMap<string, Item> =>
  new Map(items.map((item) => [item.id, item]));
