import { KindWalk } from './kind-walk.ts';
import type { List } from './list.ts';
import type { TokenAnswer, TokenPage } from './token-page.ts';
import { Tokens } from './tokens.ts';
import { traitsOfRead, type ItemTraits } from './traits.ts';

/** A list whose upstream names the next page in each answer. */
export interface ChainedOptions<Item> extends ItemTraits<Item> {
  /** The most items that a call gives. */
  readonly maximum: number;
  /** Whether the upstream can give the list in the reversed order. */
  readonly reversible?: boolean | undefined;
  /** Why a walk cannot go on where a token leads to its own page. Without it, the list ends there. */
  readonly cutShort?: (() => Error) | undefined;
}

/** Asks for one page; `isFresh` where an answer from a cache will not do. Null stands for an item that cannot be read. */
export type FetchTokenPage<Item> = (page: TokenPage, isFresh: boolean) => Promise<TokenAnswer<Item | null>>;

/** A list whose upstream names the next page in each answer, and cannot say how many items there are. */
export const byToken = <Item>(options: ChainedOptions<Item>, fetchPage: FetchTokenPage<Item>): List<Item> => ({
  walk(course) {
    const { maximum, reversible: isReversible = false, cutShort } = options;
    const kind = new Tokens<Item | null>({
      traits: traitsOfRead(options),
      maximum,
      isReversible,
      course,
      cutShort,
      fetch: fetchPage,
    });
    return new KindWalk({ kind, traits: options }, course);
  },
});
