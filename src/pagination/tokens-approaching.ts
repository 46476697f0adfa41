import { PaginationNotSupportedError } from './errors.ts';
import { withoutRows, type Reading } from './kind.ts';
import { goesOn, pageAfter, rowsFrom, type ReadPage } from './token-page.ts';
import { goOnWith } from './tokens-next.ts';
import type { TokenWalkOptions } from './tokens-options.ts';
import { startOfList, type Approaching, type AtGap, type TokensState } from './tokens-state.ts';
import { hasId } from './traits.ts';

/** The most calls that the way to a place may take. */
const mostCalls = 10;

/** State `approaching`: goes on beyond the place once it is met. */
export function readApproaching<Item>(
  state: Approaching,
  page: ReadPage<Item>,
  options: TokenWalkOptions<Item>,
): Reading<TokensState<Item>, Item> {
  const { id, side } = state.to;
  const found = id === null ? -1 : page.items.findIndex((item) => hasId(options.traits, item, id));
  if (found !== -1) {
    const gap: AtGap<Item> = { ...startOfList, reached: state.reached };
    // Seen in this order, what lies before the place comes after it.
    return goOnWith(gap, page, rowsFrom(page, side === 'before' ? found + 1 : found, options.traits), options);
  }
  const calls = state.calls + 1;
  if (calls >= mostCalls || !goesOn(page)) throw new PaginationNotSupportedError();
  return withoutRows({ ...state, ...pageAfter(page), calls });
}
