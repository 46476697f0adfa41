import type { Direction } from './list.ts';
import type { TokenUntil } from './token-until.ts';
import type { ItemTraits } from './traits.ts';

/** What is known of a list that is read by page tokens. */
export interface TokenListOptions<Item> {
  readonly traits: ItemTraits<Item>;
  /** The most items that a call gives. */
  readonly maximum: number;
  /** Whether the upstream can give the list in the reversed order. */
  readonly isReversible: boolean;
  /** Makes the error of a walk that cannot go on, since a token leads to its own page; absent where that is the list's end. */
  readonly cutShort?: (() => Error) | undefined;
}

/** What is the same in all states of a walk in such a list. */
export interface TokenWalkOptions<Item> extends TokenListOptions<Item> {
  readonly direction: Direction;
  readonly until: TokenUntil<Item>;
}
