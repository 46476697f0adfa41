import { InvalidCursorError, PaginationNotSupportedError } from './errors.ts';
import { noRows } from './kind.ts';
import { reachedAt, type Direction } from './list.ts';
import { goesOn, rowsFrom, type ReadPage, type TokenRow } from './token-page.ts';
import { passedBefore, passedInPage, type TokenGap } from './token-place.ts';
import type { TokenUntil } from './token-until.ts';
import type { Approaching, AtEnd, Crossing, Finding, TokenQuestion } from './tokens-state.ts';
import { hasId, type ItemTraits } from './traits.ts';

/**
 * The way to a place against the direction that it was made in. Tokens lead one way only: what lies before a place is read
 * from its own page, from the start of the list up to it, or in the other order from the other end.
 */
export interface WayOptions<Item> {
  readonly traits: ItemTraits<Item>;
  /** The most items that a call gives. */
  readonly maximum: number;
  /** Whether the upstream can give the list in the reversed order. */
  readonly isReversible: boolean;
  /** Which way the walk goes. */
  readonly direction: Direction;
  readonly until: TokenUntil<Item>;
}

/** The most calls of a way: more from the start of a list that can be read in both orders. */
const mostCalls = { oneOrder: 10, bothOrders: 50 };

const mostCallsFromStart = ({ isReversible }: { readonly isReversible: boolean }): number =>
  isReversible ? mostCalls.bothOrders : mostCalls.oneOrder;

/** Whether a place can be reached from the start of the list. */
export const isNearStart = <Item>(to: TokenGap, options: WayOptions<Item>): boolean =>
  passedBefore(to) <= mostCallsFromStart(options) * options.maximum;

/** The next page on the way. */
export function askOnWay<Item>(state: Crossing<Item>, wanted: number, options: WayOptions<Item>): TokenQuestion {
  const { to, token, passed, calls } = state;
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

/** What a page on the way leads to: the next page, or the rows before the place, read backwards. */
export function readOnWay<Item>(state: Crossing<Item>, page: ReadPage<Item>, options: WayOptions<Item>) {
  const rows = [...state.rows, ...rowsFrom(page, 0, options.traits)];
  const calls = state.calls + 1;
  if (page.next === null || holds(page, state.to, options.traits)) return turnRound(state, rows, options);
  if (calls >= mostCallsFromStart(options)) throw new PaginationNotSupportedError();
  const next: Crossing<Item> = { ...state, rows, calls, token: page.next, passed: page.passed + page.items.length };
  return { state: next, rows: noRows };
}

/** The next page in the direction of the walk, as large as a call gives. */
export const askFullPage = <Item>(
  { token, passed }: Finding | Approaching,
  { maximum, direction }: WayOptions<Item>,
): TokenQuestion => ({ token, passed, size: maximum, direction, isFresh: false, anchor: 'none' });

/** The next page, or the place as an item of this page, which has come to its position. Too far from the start, the cursor is lost. */
export function readToFind<Item>(
  state: Finding,
  page: ReadPage<Item>,
  { traits }: WayOptions<Item>,
): { readonly next: Finding } | { readonly anchor: TokenGap } {
  const { to } = state;
  const passed = page.passed + page.items.length;
  if (passed > to.position || holds(page, to, traits) || !goesOn(page)) {
    const side = to.index < 0 ? 'before' : to.side;
    const index = Math.max(0, to.position - page.passed);
    return { anchor: { ...to, token: page.token, next: null, side, index, isTokenLost: false } };
  }
  const calls = state.calls + 1;
  if (calls >= mostCalls.bothOrders) throw new InvalidCursorError();
  return { next: { ...state, token: page.next, passed, calls } };
}

/** In the other order: the next page, or the index in this page of the first row beyond the place. */
export function approach<Item>(
  state: Approaching,
  page: ReadPage<Item>,
  { traits }: WayOptions<Item>,
): { readonly next: Approaching } | { readonly start: number } {
  const { to } = state;
  const { id } = to;
  const found = id === null ? -1 : page.items.findIndex((item) => hasId(traits, item, id));
  // Seen in this order, what lies before the place comes after it.
  if (found !== -1) return { start: to.side === 'before' ? found + 1 : found };
  const calls = state.calls + 1;
  if (calls >= mostCalls.oneOrder || !goesOn(page)) throw new PaginationNotSupportedError();
  return { next: { ...state, token: page.next, passed: page.passed + page.items.length, calls } };
}

/** What was read on the way to a place, from the place backwards. */
function turnRound<Item>(
  { to, reached }: Crossing<Item>,
  rows: readonly TokenRow<Item>[],
  { traits, until, direction }: WayOptions<Item>,
): { readonly state: AtEnd | Crossing<Item>; readonly rows: readonly TokenRow<Item>[] } {
  const cut = until.cut(upTo(to, rows, traits).toReversed(), to.direction);
  const first = cut.rows.at(-1);
  const went = first ? reachedAt(first, direction) : reached;
  const isFromStart = rows[0]?.position === 0;
  const isMet = cut.isMet || (first !== undefined && until.isAt(first.position));
  if (isMet || isFromStart || first === undefined) return { state: { at: 'end', reached: went }, rows: cut.rows };
  const rest: Crossing<Item> = {
    at: 'crossing',
    reached: went,
    to: { ...first.tokenPlace(), side: 'before', isTokenLost: false },
    token: null,
    passed: 0,
    rows: [],
    calls: 0,
  };
  return { state: rest, rows: cut.rows };
}

/** How many items to ask for on the way to a place. */
function sizeUpTo({ position }: TokenGap, passed: number, maximum: number): number {
  const missing = position + 1 - passed;
  return missing > 0 ? Math.min(maximum, missing) : maximum;
}

/** Whether a page holds a place. */
function holds<Item>({ items, passed }: ReadPage<Item>, to: TokenGap, traits: ItemTraits<Item>): boolean {
  const { id, position, index } = to;
  if (index < 0) return passed + items.length >= position;
  if (id === null) return passed + items.length > position;
  return items.some((item) => hasId(traits, item, id));
}

/** The rows up to a place. */
function upTo<Item>(to: TokenGap, rows: readonly TokenRow<Item>[], traits: ItemTraits<Item>) {
  const { id, position, index, side } = to;
  const at = rows.findIndex((row) => (id === null ? row.position === position : hasId(traits, row.item, id)));
  if (at === -1 && id !== null) throw new PaginationNotSupportedError();
  if (at === -1) return rows;
  return rows.slice(0, side === 'after' && index >= 0 ? at + 1 : at);
}
