import { InvalidCursorError } from './errors.ts';
import { withoutRows, type Reading } from './kind.ts';
import { holdsPlace } from './token-anchor.ts';
import { goesOn, pageAfter, type ReadPage } from './token-page.ts';
import type { TokenGap } from './token-place.ts';
import { readPageOfAnchor } from './tokens-gap.ts';
import type { TokenWalkOptions } from './tokens-options.ts';
import { startOfList, type AtGap, type Finding, type TokensState } from './tokens-state.ts';

/** The most calls that finding a place may take. */
const mostCalls = 50;

/** State `finding`: goes on beside the place once its page is found. Too far from the start, the cursor is invalid. */
export function readFinding<Item>(
  state: Finding,
  page: ReadPage<Item>,
  options: TokenWalkOptions<Item>,
): Reading<TokensState<Item>, Item> {
  const { to, reached } = state;
  const after = pageAfter(page);
  if (after.passed > to.position || holdsPlace(page, to, options.traits) || !goesOn(page)) {
    const anchor = placeInPage(to, page);
    const gap: AtGap<Item> = { ...startOfList, reached, token: page.token, passed: page.passed, anchor };
    return readPageOfAnchor(gap, anchor, page, options);
  }
  const calls = state.calls + 1;
  if (calls >= mostCalls) throw new InvalidCursorError();
  return withoutRows({ ...state, ...after, calls });
}

/** A place as an item of a page that has come to its position. */
const placeInPage = (to: TokenGap, { token, passed }: ReadPage<unknown>): TokenGap => ({
  ...to,
  token,
  next: null,
  side: to.index < 0 ? 'before' : to.side,
  index: Math.max(0, to.position - passed),
  isTokenLost: false,
});
