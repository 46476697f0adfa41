import type { Reading } from './kind.ts';
import { reachedAt, sideAhead, type Direction, type Reached } from './list.ts';
import { goesOn, leadsToItself, pageAfter, placeOfPage, rowsFrom, type ReadPage, type TokenRow } from './token-page.ts';
import type { TokenGap } from './token-place.ts';
import type { TokenWalkOptions } from './tokens-options.ts';
import type { AtGap, TokensState } from './tokens-state.ts';

/** Goes on with rows that were found, as far as the walk goes, and then to the page after. */
export function goOnWith<Item>(
  state: AtGap<Item>,
  page: ReadPage<Item>,
  found: readonly TokenRow<Item>[],
  { traits, direction, until, cutShort }: TokenWalkOptions<Item>,
): Reading<TokensState<Item>, Item> {
  const { rows, isMet } = until.cut(found, page.direction);
  const after = pageAfter(page);
  const last = rows.at(-1);
  const reached = last ? reachedAt(last, direction) : reachedAfter(state, page, after.passed, direction);
  const isOver = isMet || until.isAt(after.passed);
  if (!isOver && cutShort && leadsToItself(page)) return { state: { at: 'cut short', reached }, rows };
  if (isOver || !goesOn(page)) return { state: { at: 'end', reached }, rows };
  const [lastOfPage] = rowsFrom(page, Math.max(0, page.items.length - 1), traits);
  const anchor: TokenGap | null = lastOfPage
    ? { ...lastOfPage.tokenPlace(), side: 'after', isTokenLost: false }
    : state.anchor;
  const next: AtGap<Item> = {
    ...state,
    reached,
    ...after,
    anchor,
    isAnchorInPage: false,
    doubtful: [],
  };
  return { state: next, rows };
}

/** What is reached by a page with nothing for the walk: the page after. */
function reachedAfter<Item>(
  { reached }: AtGap<Item>,
  page: ReadPage<Item>,
  passed: number,
  direction: Direction,
): Reached | null {
  if (page.next === null) return reached;
  const place = placeOfPage(page.direction, page.next, passed);
  return { place, side: sideAhead(direction), time: reached?.time ?? null };
}
