import type { WindowAnswer } from './chunk.ts';
import { KindWalk } from './kind-walk.ts';
import type { List } from './list.ts';
import { traitsOfRead, type ItemTraits, type Pin, type PinOf } from './traits.ts';
import { offsetPlanner, pagePlanner, type PageSizes, type Window, type WindowPlanner } from './window-planner.ts';
import type { WindowQuestion } from './windows-question.ts';
import { Windows } from './windows.ts';

/** A list whose upstream gives any window of it. */
export interface RandomAccessOptions<Item> extends ItemTraits<Item> {
  /** What later calls are pinned to, made of the first items of the list; the first call itself is asked without. */
  readonly pinOf?: PinOf<Item> | undefined;
  /**
   * Why a walk cannot go on where the upstream gives nothing, asked twice, before the end that its total tells. Without it
   * the total is taken to be wrong, and the list to end there.
   */
  readonly cutShort?: (() => Error) | undefined;
  /**
   * Whether all its items may leave it a moment after they were read, as those of a status do. If not, an answer that
   * nothing is left of them is not believed.
   */
  readonly mayBecomeEmpty?: boolean | undefined;
}

/** Asks for a window; `isFresh` where an answer from a cache will not do. Null stands for an item that cannot be read. */
export type FetchWindow<Item> = (window: Window, pin: Pin, isFresh: boolean) => Promise<WindowAnswer<Item | null>>;

/** A list whose upstream takes an offset and a count of at most `maximum`. */
export const byOffset = <Item>(
  options: RandomAccessOptions<Item> & { readonly maximum: number },
  fetchWindow: FetchWindow<Item>,
): List<Item> =>
  byWindows(options, offsetPlanner(options.maximum), ({ offset, count, pin, isFresh }) =>
    fetchWindow({ offset, count }, pin, isFresh),
  );

/** A page as an upstream numbers it, from 1. */
export interface NumberedPage {
  readonly pageNumber: number;
  readonly pageSize: number;
}

/** Asks for a page; `isFresh` where an answer from a cache will not do. Null stands for an item that cannot be read. */
export type FetchPage<Item> = (page: NumberedPage, pin: Pin, isFresh: boolean) => Promise<WindowAnswer<Item | null>>;

/** A list whose upstream takes a page number, from 1, and a page size. */
export const byPageNumber = <Item>(
  options: RandomAccessOptions<Item> & { readonly sizes: PageSizes },
  fetchPage: FetchPage<Item>,
): List<Item> =>
  byWindows(options, pagePlanner(options.sizes), ({ offset, count, pin, isFresh }) =>
    fetchPage({ pageNumber: offset / count + 1, pageSize: count }, pin, isFresh),
  );

/** A list that comes whole, by one call or none. Null stands for an item that cannot be read. */
export function listOf<Item>(options: ItemTraits<Item>, load: () => Promise<readonly (Item | null)[]>): List<Item> {
  let loading: Promise<readonly (Item | null)[]> | undefined;
  return byWindows(options, offsetPlanner(Number.MAX_SAFE_INTEGER), async ({ offset, count }) => {
    const items = await (loading ??= load());
    return { items: items.slice(offset, offset + count), total: items.length };
  });
}

/** A list of items that are at hand. */
export const listOfItems = <Item>(items: readonly (Item | null)[]): List<Item> =>
  listOf<Item>({}, () => Promise.resolve(items));

const isRead = <Item>(item: Item | null): item is Item => item !== null;

/** A list by its windows. */
const byWindows = <Item>(
  options: RandomAccessOptions<Item>,
  planner: WindowPlanner,
  fetch: (question: WindowQuestion) => Promise<WindowAnswer<Item | null>>,
): List<Item> => ({
  walk(course) {
    const { pinOf = () => null, cutShort, mayBecomeEmpty } = options;
    const kind = new Windows<Item | null>({
      planner,
      traits: traitsOfRead(options),
      pinOf: (items) => pinOf(items.includes(null) ? items.filter(isRead) : (items as readonly Item[])),
      direction: course.direction,
      cutShort,
      mayBecomeEmpty,
      fetch,
    });
    return new KindWalk({ kind, traits: options }, course);
  },
});
