import type { Reached } from './list.ts';
import type { TokenRow } from './token-page.ts';
import type { TokenGap } from './token-place.ts';

/** What every state has: the last item read, or the page reached; null at an end of the list. */
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
  /** Whether the anchor is an item of the page of `token`, and does not just stand before it. */
  readonly isAnchorInPage: boolean;
  /** Read after the anchor's place in pages without the anchor: used if it is gone, dropped if it comes later. */
  readonly doubtful: readonly TokenRow<Item>[];
  /** Whether cached answers will not do any more. */
  readonly needsFresh: boolean;
}

/** The way from the list's start to a place is read, to go on from there against it. */
export interface Crossing<Item> extends Common {
  readonly at: 'crossing';
  readonly to: TokenGap;
  readonly token: string | null;
  readonly passed: number;
  readonly rows: readonly TokenRow<Item>[];
  readonly calls: number;
}

/** The list is read in the other order from its other end, up to a place, to go on beyond it. */
export interface Approaching extends Common {
  readonly at: 'approaching';
  readonly to: TokenGap;
  readonly token: string | null;
  readonly passed: number;
  readonly calls: number;
}

/** The token of the place where the walk begins is not remembered: its page is looked for from the start of the list. */
export interface Finding extends Common {
  readonly at: 'finding';
  readonly to: TokenGap;
  readonly token: string | null;
  readonly passed: number;
  readonly calls: number;
}

/** Nothing follows; or what follows is not to be had by a page. */
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
