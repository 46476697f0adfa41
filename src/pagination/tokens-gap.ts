import { none, withoutRows, type Reading } from './kind.ts';
import { sideSeen, type Direction, type Reached } from './list.ts';
import { startInPageOfAnchor, isPageBeforeAnchor, mayBeInPageAfter, startInPageAfterAnchor } from './token-anchor.ts';
import { goesOn, pageAfter, rowsFrom, type ReadPage, type TokenRow } from './token-page.ts';
import { passedBefore, passedInPage, writeTokenPlace, type TokenGap } from './token-place.ts';
import { goOnWith } from './tokens-next.ts';
import type { TokenWalkOptions } from './tokens-options.ts';
import type { TokenQuestion } from './tokens-question.ts';
import type { AtGap, TokensState } from './tokens-state.ts';

/**
 * State `gap`: asks for the anchor's own page, where what is wanted fits in beside it, since that shows whether the list has
 * moved. Else asks for the page after.
 */
export function askAtGap<Item>(state: AtGap<Item>, wanted: number, options: TokenWalkOptions<Item>): TokenQuestion {
  const { token, passed, anchor, isAnchorInPage, needsFresh } = state;
  const { maximum, direction } = options;
  // An anchor that is looked for may be anywhere.
  const isLooking = state.doubtful.length > 0;
  const common = { direction, isFresh: needsFresh };
  const after = { ...common, size: isLooking ? maximum : sizeOf(wanted, options), anchor: 'before' } as const;
  if (anchor === null) return { ...after, token, passed, anchor: 'none' };
  if (!isAnchorInPage) return { ...after, token, passed };
  const skipped = passedInPage(anchor);
  const isLast = anchor.side === 'after' && anchor.next !== null && anchor.next !== token;
  if (isLast && skipped + wanted > maximum) {
    return { ...after, token: anchor.next, passed: anchor.position + 1 };
  }
  const size = needsFresh ? maximum : sizeOf(skipped + wanted, options);
  return { ...common, token, passed, size, anchor: 'inside' };
}

/** How many items to ask for: of a list that is filtered after the fact, a whole page. */
const sizeOf = <Item>(wanted: number, { maximum, traits }: TokenWalkOptions<Item>): number =>
  traits.keep === undefined ? Math.min(maximum, wanted) : maximum;

/** State `gap`: goes on beside the anchor, as the question tells where in the page that is. */
export function readAtGap<Item>(
  state: AtGap<Item>,
  asked: TokenQuestion,
  page: ReadPage<Item>,
  options: TokenWalkOptions<Item>,
): Reading<TokensState<Item>, Item> {
  const { anchor } = state;
  if (anchor === null || asked.anchor === 'none') {
    return goOnWith(state, page, rowsFrom(page, 0, options.traits), options);
  }
  return asked.anchor === 'inside'
    ? readPageOfAnchor(state, anchor, page, options)
    : readPageAfterAnchor(state, anchor, page, options);
}

/** Goes on beside the anchor in its own page. If it is not there, asks past the cache, and then looks in the pages after. */
export function readPageOfAnchor<Item>(
  state: AtGap<Item>,
  anchor: TokenGap,
  page: ReadPage<Item>,
  options: TokenWalkOptions<Item>,
): Reading<TokensState<Item>, Item> {
  const { traits } = options;
  // In a page after its own the anchor has no index.
  const sought: TokenGap = page.token === anchor.token ? anchor : { ...anchor, index: 0, side: 'before' };
  const inside = startInPageOfAnchor(anchor, page, traits);
  const { isFound } = inside;
  const { start } = isFound ? inside : startInPageOfAnchor(sought, page, traits);
  if (!isFound && !state.needsFresh) return withoutRows({ ...state, needsFresh: true });
  // Its rows are counted from the anchor: the page may have moved.
  const counted = isFound ? { ...page, passed: passedBefore(anchor) - start } : page;
  const following = rowsFrom(counted, start, traits);
  if (!isFound && !isLastTry(state, options) && goesOn(page) && mayBeInPageAfter(anchor, page, traits)) {
    return lookFurther(state, anchor, counted, following, options.direction);
  }
  return goOnWith(state, counted, isFound ? following : [...state.doubtful, ...following], options);
}

/** Goes on with a page that follows the anchor, unless all of it stands before the anchor: then items have joined the list. */
function readPageAfterAnchor<Item>(
  state: AtGap<Item>,
  anchor: TokenGap,
  page: ReadPage<Item>,
  options: TokenWalkOptions<Item>,
): Reading<TokensState<Item>, Item> {
  const { traits } = options;
  if (!isLastTry(state, options) && goesOn(page) && isPageBeforeAnchor(anchor, page, traits)) {
    return lookFurther(state, anchor, page, rowsFrom(page, 0, traits), options.direction);
  }
  const start = startInPageAfterAnchor(anchor, page, traits);
  const doubtful = start > 0 ? none : state.doubtful;
  return goOnWith(state, page, [...doubtful, ...rowsFrom(page, start, traits)], options);
}

/** Whether so much was read in doubt that the anchor is not looked for in another page. */
const isLastTry = <Item>({ doubtful }: AtGap<Item>, { maximum }: TokenWalkOptions<Item>): boolean =>
  doubtful.length > maximum;

/** Looks for the anchor in the page after, and keeps what was read meanwhile: it is handed out unless the anchor is met. */
function lookFurther<Item>(
  state: AtGap<Item>,
  anchor: TokenGap,
  page: ReadPage<Item>,
  following: readonly TokenRow<Item>[],
  direction: Direction,
): Reading<TokensState<Item>, Item> {
  const after = pageAfter(page);
  const doubtful = [...state.doubtful, ...following];
  const reached = doubtful.length === 0 ? reachedInSearch(anchor, after.token, after.passed, direction) : state.reached;
  return withoutRows({ ...state, reached, ...after, doubtful });
}

/** Where the next page of the walk goes on with the search for the anchor. */
function reachedInSearch(anchor: TokenGap, token: string | null, position: number, direction: Direction): Reached {
  const place = writeTokenPlace({ ...anchor, token, index: 0, next: null, position });
  return { place, side: sideSeen(anchor.side, direction), time: anchor.time };
}
