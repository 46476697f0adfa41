import type { WindowAnswer } from './chunk.ts';
import { RandomWalk } from './random-walk.ts';
import type { ItemTraits, Pin, PinOf } from './traits.ts';
import type { Course, List } from './walk.ts';
import { offsetPlanner, pagePlanner, type PageSizes, type Window, type WindowPlanner } from './window-planner.ts';

/** A list whose upstream gives any window of it. */
export interface RandomAccessOptions<Item> extends ItemTraits<Item> {
  /** What later calls are pinned to, made of the first items of the list; the first call itself is asked without. */
  readonly pinOf?: PinOf<Item> | undefined;
}

/** A list by its windows. */
export class RandomAccess<Item> implements List<Item> {
  readonly planner: WindowPlanner;
  readonly traits: ItemTraits<Item>;
  readonly pinOf: PinOf<Item>;
  /** Whether the upstream's total is the list's: not where items are sifted after the fact. */
  readonly countable: boolean;
  readonly fetch: (window: Window, pin: Pin) => Promise<WindowAnswer<Item>>;

  constructor(planner: WindowPlanner, options: RandomAccessOptions<Item>, fetch: RandomAccess<Item>['fetch']) {
    this.planner = planner;
    this.traits = options;
    this.pinOf = options.pinOf ?? (() => null);
    this.countable = options.keep === undefined;
    this.fetch = fetch;
  }

  walk(course: Course): RandomWalk<Item> {
    return new RandomWalk(this, course);
  }
}

/** A list whose upstream takes an offset and a count of at most `maximum`. */
export const byOffset = <Item>(
  options: RandomAccessOptions<Item> & { readonly maximum: number },
  fetchWindow: (window: Window, pin: Pin) => Promise<WindowAnswer<Item>>,
): List<Item> => new RandomAccess(offsetPlanner(options.maximum), options, fetchWindow);

/** A page as an upstream numbers it, from 1. */
export interface NumberedPage {
  readonly pageNumber: number;
  readonly pageSize: number;
}

/** A list whose upstream takes a page number, from 1, and a page size. */
export const byPageNumber = <Item>(
  options: RandomAccessOptions<Item> & { readonly sizes: PageSizes },
  fetchPage: (page: NumberedPage, pin: Pin) => Promise<WindowAnswer<Item>>,
): List<Item> =>
  new RandomAccess(pagePlanner(options.sizes), options, ({ offset, count }, pin) =>
    fetchPage({ pageNumber: offset / count + 1, pageSize: count }, pin),
  );

/** A list that comes whole, by one call or none. */
export function listOf<Item>(options: ItemTraits<Item>, load: () => Promise<readonly Item[]>): List<Item> {
  let loading: Promise<readonly Item[]> | undefined;
  return new RandomAccess(offsetPlanner(Number.MAX_SAFE_INTEGER), options, async ({ offset, count }) => {
    const items = await (loading ??= load());
    return { items: items.slice(offset, offset + count), total: items.length };
  });
}

/** A list of items that are at hand. */
export const listOfItems = <Item>(items: readonly Item[]): List<Item> => listOf({}, () => Promise.resolve(items));
