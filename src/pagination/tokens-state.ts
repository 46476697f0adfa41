import type { Reached } from './list.ts';
import type { TokenRow } from './token-page.ts';
import type { TokenGap } from './token-place.ts';

/** What every state has: the gap after the last item read, or at the start of a page; null at an end of the list. */
interface Common {
  readonly reached: Reached | null;
}

/** The next items follow an item of the page of `token`, or that page's start. */
export interface AtGap<Item> extends Common {
  readonly at: 'gap';
  readonly token: string | null;
  /** How many items were passed before the page of `token`. */
  readonly passed: number;
  /** The item beside the gap; null where nothing is known before the start of the page. */
  readonly anchor: TokenGap | null;
  /** Whether the anchor is an item of the page of `token`, and not the last item before it. */
  readonly isAnchorInPage: boolean;
  /** What was read while the anchor is looked for: dropped if the anchor comes later, handed out if it is gone. */
  readonly doubtful: readonly TokenRow<Item>[];
  /** Whether cached answers will not do any more. */
  readonly needsFresh: boolean;
}

/** Pages are read, one after the other, up to a place. */
interface TowardsPlace extends Common {
  readonly to: TokenGap;
  /** The token of the next page. */
  readonly token: string | null;
  /** How many items were passed before that page. */
  readonly passed: number;
  /** How many pages were read. */
  readonly calls: number;
}

/** The token of the place where the walk begins is not remembered: its page is looked for, from the start of the list. */
export interface Finding extends TowardsPlace {
  readonly at: 'finding';
}

/** The pages up to a place are read, from the start of the list or from its own page on: the walk goes back from the place. */
export interface Crossing<Item> extends TowardsPlace {
  readonly at: 'crossing';
  /** What was read. */
  readonly rows: readonly TokenRow<Item>[];
}

/** The list is read in the other order, from its other end up to a place: the walk goes on beyond it. */
export interface Approaching extends TowardsPlace {
  readonly at: 'approaching';
}

/** Nothing follows. */
export interface AtEnd extends Common {
  readonly at: 'end';
}

/** A token leads to its own page, so that what follows cannot be had. */
export interface CutShort extends Common {
  readonly at: 'cut short';
}

/** The states of a walk in a list that is read by page tokens. */
export type TokensState<Item> = AtGap<Item> | Finding | Crossing<Item> | Approaching | AtEnd | CutShort;

/** The gap at the start of the list, in the direction of the walk. */
export const startOfList = {
  at: 'gap',
  token: null,
  passed: 0,
  anchor: null,
  isAnchorInPage: true,
  doubtful: [],
  needsFresh: false,
} as const;
