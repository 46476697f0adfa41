import type { TokenPage } from './token-page.ts';
import type { TokenWalkOptions } from './tokens-options.ts';
import type { Approaching, Finding } from './tokens-state.ts';

/** One call: a page, and how its answer is to be read. */
export interface TokenQuestion extends TokenPage {
  /** Whether an answer from a cache will not do. */
  readonly isFresh: boolean;
  /** How many items were passed before the page. */
  readonly passed: number;
  /** Whether the anchor is an item of the page, or stands before it. */
  readonly anchor: 'inside' | 'before' | 'none';
}

/** The question for the page that a place is looked for in: in the direction of the walk, as large as a call gives. */
export const fullPageQuestion = <Item>(
  { token, passed }: Finding | Approaching,
  { maximum, direction }: TokenWalkOptions<Item>,
): TokenQuestion => ({ token, passed, size: maximum, direction, isFresh: false, anchor: 'none' });
