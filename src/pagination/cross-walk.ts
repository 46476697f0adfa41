import { ChainedEnd } from './chained-end.ts';
import { passedBefore, writeChainedPlace, type ChainedGap } from './chained-place.ts';
import { ChainedStretch, itemOf, placeOfRow, type ChainedPage, type ChainedRow } from './chained-stretch.ts';
import type { ChainedOptions, FetchTokenPage } from './chained.ts';
import { PaginationNotSupportedError } from './errors.ts';
import { createSieve } from './traits.ts';
import { noFailures, type Course, type Place, type Walk } from './walk.ts';

const mostCalls = 10;

/**
 * A walk in a chained list against the direction that its place was made in. Tokens lead one way only, so that it reads
 * the place's own page where that holds all that is wanted, and else the way from the start up to the place.
 */
export class CrossWalk<Item> implements Walk<Item> {
  readonly failures = noFailures;
  readonly total = null;
  readonly frontier = null;
  readonly behind = true;
  readonly #options: ChainedOptions<Item>;
  readonly #fetchPage: FetchTokenPage<Item>;
  readonly #from: ChainedGap;
  readonly #end: ChainedEnd<Item>;
  readonly #sieve: (item: Item) => boolean;
  #rows: readonly ChainedRow<Item>[] | null = null;
  #reached: Place;
  /** Whether items lie before those that were read. */
  #beyond: boolean;

  constructor(
    options: ChainedOptions<Item>,
    fetchPage: FetchTokenPage<Item>,
    course: Course,
    from: ChainedGap,
    until: ChainedGap | null,
  ) {
    this.#options = options;
    this.#fetchPage = fetchPage;
    this.#from = from;
    this.#end = new ChainedEnd(course, until, options);
    this.#sieve = createSieve(options);
    this.#reached = typeof course.from === 'string' ? writeChainedPlace(from) : course.from.place;
    const nothing = this.#end.isBehind(from) || passedBefore(from) === 0;
    if (nothing) this.#rows = [];
    this.#beyond = !nothing;
    if (!nothing && this.#itemsInPage() === 0) this.#refuseLongWay();
  }

  get more(): boolean {
    return (this.#rows?.length ?? 0) > 0 || this.#beyond;
  }

  learnTotal(): Promise<null> {
    return Promise.resolve(null);
  }

  get reached(): Place {
    return this.#reached;
  }

  async next(wanted: number): Promise<ChainedStretch<Item>> {
    this.#rows ??= await this.#read(wanted);
    const rows = this.#rows.slice(0, wanted);
    this.#rows = this.#rows.slice(wanted);
    const last = rows.at(-1);
    if (last !== undefined) this.#reached = writeChainedPlace(placeOfRow(last, this.#options));
    return new ChainedStretch(rows, this.#options);
  }

  async #read(wanted: number): Promise<readonly ChainedRow<Item>[]> {
    const inPage = this.#options.keep === undefined && this.#itemsInPage() >= wanted;
    const { token, position, index } = this.#from;
    if (!inPage) this.#refuseLongWay();
    const pages = inPage ? await this.#pages(token, position - index) : await this.#pages(null, 0);
    this.#beyond = inPage && token !== null && position > index;
    const rows = pages.flatMap((page) => page.items.map((_, row) => ({ page, index: row })));
    const { rows: reading, met } = this.#end.cut(this.#upToPlace(rows).toReversed());
    if (met) this.#beyond = false;
    else this.#end.refuseUncertainty(this.#from.direction);
    return reading.filter((row) => this.#sieve(itemOf(row)));
  }

  /** The pages from a token up to the one that holds the place. */
  async #pages(first: string | null, passedFirst: number): Promise<readonly ChainedPage<Item>[]> {
    const pages: ChainedPage<Item>[] = [];
    let [token, passed] = [first, passedFirst];
    for (let calls = 0; calls < mostCalls; calls += 1) {
      const missing = this.#from.position + 1 - passed;
      const size = missing > 0 ? Math.min(this.#options.maximum, missing) : this.#options.maximum;
      const { items, next } = await this.#fetchPage({ token, size, direction: this.#from.direction });
      const page = { direction: this.#from.direction, token, items, next, passed };
      pages.push(page);
      passed += items.length;
      if (next === null || this.#holdsPlace(page)) return pages;
      token = next;
    }
    throw new PaginationNotSupportedError();
  }

  #holdsPlace({ items, passed }: ChainedPage<Item>): boolean {
    const { id, position, index } = this.#from;
    if (index < 0) return passed + items.length >= position;
    if (id === null) return passed + items.length > position;
    return items.some((item) => this.#options.idOf?.(item) === id);
  }

  #upToPlace(rows: readonly ChainedRow<Item>[]): readonly ChainedRow<Item>[] {
    const { id, position, index, side } = this.#from;
    const byPosition = ({ page, index: row }: ChainedRow<Item>) => page.passed + row === position;
    const byId = (row: ChainedRow<Item>) => this.#options.idOf?.(itemOf(row)) === id;
    const at = rows.findIndex(id === null ? byPosition : byId);
    if (at === -1 && id !== null) throw new PaginationNotSupportedError();
    if (at === -1) return rows;
    return rows.slice(0, side === 'after' && index >= 0 ? at + 1 : at);
  }

  #itemsInPage(): number {
    const { index, side } = this.#from;
    return index < 0 ? 0 : index + (side === 'after' ? 1 : 0);
  }

  #refuseLongWay(): void {
    if (passedBefore(this.#from) > mostCalls * this.#options.maximum) throw new PaginationNotSupportedError();
  }
}
