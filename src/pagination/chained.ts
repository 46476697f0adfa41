import { ChainedWalk } from './chained-walk.ts';
import { readChainedGap } from './chained-place.ts';
import { CrossWalk } from './cross-walk.ts';
import { PaginationNotSupportedError } from './errors.ts';
import type { ItemTraits } from './traits.ts';
import type { Course, Direction, Gap, List, Walk } from './walk.ts';

/** What is asked of an upstream that pages by tokens. */
export interface TokenPage {
  /** Null for the first page. */
  readonly token: string | null;
  readonly size: number;
  /** Backward: the same list in the reversed order, with tokens of its own. */
  readonly direction: Direction;
}

export interface TokenAnswer<Item> {
  /** In the direction asked for. */
  readonly items: readonly Item[];
  /** The next page's token; null at the end. */
  readonly next: string | null;
}

export interface ChainedOptions<Item> extends ItemTraits<Item> {
  /** The most items that a call gives. */
  readonly maximum: number;
  /** Whether the upstream can give the list in the reversed order. */
  readonly reversible?: boolean | undefined;
}

export type FetchTokenPage<Item> = (page: TokenPage) => Promise<TokenAnswer<Item>>;

/** A list whose upstream names the next page in each answer, and cannot say how many items there are. */
export const byToken = <Item>(options: ChainedOptions<Item>, fetchPage: FetchTokenPage<Item>): List<Item> => ({
  walk(course: Course): Walk<Item> {
    const from = gapOf(course.from);
    const until = gapOf(course.until);
    if (from !== null && from.direction !== course.direction)
      return new CrossWalk(options, fetchPage, course, from, until);
    if (from === null && course.direction === 'backward' && course.from === 'end' && options.reversible !== true) {
      throw new PaginationNotSupportedError();
    }
    return new ChainedWalk(options, fetchPage, course, from, until);
  },
});

const gapOf = (gap: Gap) => (typeof gap === 'string' ? null : readChainedGap(gap.place, gap.side));
