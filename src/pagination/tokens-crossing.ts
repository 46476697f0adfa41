import { PaginationNotSupportedError } from './errors.ts';
import { withoutRows, type Reading } from './kind.ts';
import { reachedAt, type Reached } from './list.ts';
import { holdsPlace } from './token-anchor.ts';
import { pageAfter, rowsFrom, type ReadPage, type TokenRow } from './token-page.ts';
import { passedBefore, passedInPage, type TokenGap } from './token-place.ts';
import { readApproaching } from './tokens-approaching.ts';
import type { TokenWalkOptions } from './tokens-options.ts';
import type { TokenQuestion } from './tokens-question.ts';
import type { Crossing, TokensState } from './tokens-state.ts';
import { hasId, type ItemTraits } from './traits.ts';

/** The most calls from the start of a list up to a place: more where the list can be read in both orders. */
const mostCalls = { oneOrder: 10, bothOrders: 50 };

/**
 * The first state of a walk against the direction that its place was made in. Tokens lead one way only: what lies before a
 * place is read from its own page, from the start of the list up to it, or in the other order from the other end.
 */
export function startCrossing<Item>(
  from: TokenGap,
  reached: Reached | null,
  options: TokenWalkOptions<Item>,
): TokensState<Item> {
  if (passedBefore(from) === 0) return { at: 'end', reached };
  const isInPage = passedInPage(from) > 0;
  if (!isInPage && !options.isReversible && !isNearStart(from, options)) throw new PaginationNotSupportedError();
  return { at: 'crossing', reached, to: from, token: from.token, passed: 0, rows: [], calls: 0 };
}

/** State `crossing`: asks for the next page up to the place, or for the first page in the other order. */
export function askCrossing<Item>(
  { to, token, passed, calls }: Crossing<Item>,
  wanted: number,
  options: TokenWalkOptions<Item>,
): TokenQuestion {
  const { maximum, traits, isReversible, direction } = options;
  const ofPlace = { direction: to.direction, isFresh: false, anchor: 'none' } as const;
  if (calls > 0) return { ...ofPlace, token, passed, size: sizeUpTo(to, passed, maximum) };
  const isInPage = !to.isTokenLost && traits.keep === undefined && passedInPage(to) >= wanted;
  if (isInPage) {
    const first = to.position - to.index;
    return { ...ofPlace, token: to.token, passed: first, size: sizeUpTo(to, first, maximum) };
  }
  if (isNearStart(to, options)) return { ...ofPlace, token: null, passed: 0, size: sizeUpTo(to, 0, maximum) };
  if (!isReversible) throw new PaginationNotSupportedError();
  return { ...ofPlace, direction, token: null, passed: 0, size: maximum };
}

/** State `crossing`: goes on to the next page, or hands out the rows before the place, backwards. */
export function readCrossing<Item>(
  state: Crossing<Item>,
  page: ReadPage<Item>,
  options: TokenWalkOptions<Item>,
): Reading<TokensState<Item>, Item> {
  const { to, reached } = state;
  if (page.direction !== to.direction) {
    return readApproaching({ at: 'approaching', reached, to, token: null, passed: 0, calls: 0 }, page, options);
  }
  const rows = [...state.rows, ...rowsFrom(page, 0, options.traits)];
  const calls = state.calls + 1;
  if (page.next === null || holdsPlace(page, to, options.traits)) return turnRound(state, rows, options);
  if (calls >= mostCallsFromStart(options)) throw new PaginationNotSupportedError();
  return withoutRows({ ...state, rows, calls, ...pageAfter(page) });
}

/** The rows that were read up to the place, from the place backwards. What lies before them is crossed next. */
function turnRound<Item>(
  { to, reached: reachedBefore }: Crossing<Item>,
  read: readonly TokenRow<Item>[],
  { traits, until, direction }: TokenWalkOptions<Item>,
): Reading<TokensState<Item>, Item> {
  const { rows, isMet } = until.cut(upTo(to, read, traits).toReversed(), to.direction);
  const first = rows.at(-1);
  const reached = first ? reachedAt(first, direction) : reachedBefore;
  const isFromStart = read[0]?.position === 0;
  const isOver = isMet || isFromStart || first === undefined || until.isAt(first.position);
  if (isOver) return { state: { at: 'end', reached }, rows };
  const before: TokenGap = { ...first.tokenPlace(), side: 'before', isTokenLost: false };
  return { state: { at: 'crossing', reached, to: before, token: null, passed: 0, rows: [], calls: 0 }, rows };
}

/** Whether a place can be reached from the start of the list. */
const isNearStart = <Item>(to: TokenGap, options: TokenWalkOptions<Item>): boolean =>
  passedBefore(to) <= mostCallsFromStart(options) * options.maximum;

const mostCallsFromStart = ({ isReversible }: { readonly isReversible: boolean }): number =>
  isReversible ? mostCalls.bothOrders : mostCalls.oneOrder;

/** How many items to ask for, so that the page ends with the place. */
function sizeUpTo({ position }: TokenGap, passed: number, maximum: number): number {
  const missing = position + 1 - passed;
  return missing > 0 ? Math.min(maximum, missing) : maximum;
}

/** The rows up to a place. */
function upTo<Item>(to: TokenGap, rows: readonly TokenRow<Item>[], traits: ItemTraits<Item>) {
  const { id, position, index, side } = to;
  const at = rows.findIndex((row) => (id === null ? row.position === position : hasId(traits, row.item, id)));
  if (at === -1 && id !== null) throw new PaginationNotSupportedError();
  if (at === -1) return rows;
  return rows.slice(0, side === 'after' && index >= 0 ? at + 1 : at);
}
