import { PaginationNotSupportedError } from './errors.ts';
import { callsOfFilteredPage, noRows, spareCalls, type Kind, type Reading } from './kind.ts';
import { reachedAt, sideAhead, sideSeen, type Course, type Direction, type Reached } from './list.ts';
import { indexInPage, isBeforeAnchor, mayComeAfter, startAfterAnchorBefore } from './token-anchor.ts';
import {
  goesOn,
  leadsToItself,
  placeOfPage,
  rowsFrom,
  type ReadPage,
  type TokenAnswer,
  type TokenPage,
  type TokenRow,
} from './token-page.ts';
import { passedBefore, passedInPage, readTokenGap, type TokenGap, writeTokenPlace } from './token-place.ts';
import { TokenUntil } from './token-until.ts';
import { type Approaching, type AtGap, type Finding, type TokenQuestion, type TokensState } from './tokens-state.ts';
import { approach, askFullPage, askOnWay, isNearStart, readOnWay, readToFind, type WayOptions } from './tokens-way.ts';
import type { ItemTraits } from './traits.ts';

/** What a list of page tokens is made of. */
export interface TokensOptions<Item> {
  readonly traits: ItemTraits<Item>;
  /** The most items that a call gives. */
  readonly maximum: number;
  /** Whether the upstream can give the list in the reversed order. */
  readonly isReversible: boolean;
  readonly course: Course;
  /** Why a walk cannot go on where a token leads to its own page; absent where that is the list's end. */
  readonly cutShort?: (() => Error) | undefined;
  readonly fetch: (page: TokenPage, isFresh: boolean) => Promise<TokenAnswer<Item>>;
}

/** The table of states of a list that is read by page tokens. */
export class Tokens<Item> implements Kind<TokensState<Item>, TokenQuestion, TokenAnswer<Item>, Item> {
  readonly #options: TokensOptions<Item>;
  readonly #until: TokenUntil<Item>;
  readonly #direction: Direction;
  readonly #way: WayOptions<Item>;

  constructor(options: TokensOptions<Item>) {
    const { traits, maximum, isReversible, course } = options;
    this.#options = options;
    this.#until = new TokenUntil(course, traits);
    this.#direction = course.direction;
    this.#way = { traits, maximum, isReversible, direction: course.direction, until: this.#until };
  }

  fetch({ token, size, direction, isFresh }: TokenQuestion): Promise<TokenAnswer<Item>> {
    return this.#options.fetch({ token, size, direction }, isFresh);
  }

  start(course: Course): TokensState<Item> {
    const from = readTokenGap(course.from);
    const reached = typeof course.from === 'string' ? null : { ...course.from, time: from?.time ?? null };
    if (this.#until.isBehind(from) || (from === null && isFarEnd(course))) return { at: 'end', reached };
    if (from === null) {
      const isBackward = course.direction === 'backward';
      if (isBackward && !this.#options.isReversible) throw new PaginationNotSupportedError();
      return { ...fromStart, reached };
    }
    if (from.direction !== course.direction) return this.#startAgainst(from, reached);
    if (from.isTokenLost) return { at: 'finding', reached, to: from, token: null, passed: 0, calls: 0 };
    const passed = from.position - Math.max(0, from.index);
    return { ...fromStart, reached, token: from.token, passed, anchor: from.index < 0 ? null : from };
  }

  /** Tokens lead one way only: against it, what lies before a place is read from its page, or from an end of the list. */
  #startAgainst(from: TokenGap, reached: Reached | null): TokensState<Item> {
    if (passedBefore(from) === 0) return { at: 'end', reached };
    const isNear = isNearStart(from, this.#way);
    if (!isNear && passedInPage(from) === 0 && !this.#options.isReversible) throw new PaginationNotSupportedError();
    return { at: 'crossing', reached, to: from, token: from.token, passed: 0, rows: [], calls: 0 };
  }

  hasItemsBehind(course: Course): boolean {
    const from = readTokenGap(course.from);
    if (from === null) return isFarEnd(course);
    return from.direction !== course.direction || passedBefore(from) > 0;
  }

  stuckBy({ at }: TokensState<Item>): Error | null {
    return at === 'cut short' ? (this.#options.cutShort?.() ?? null) : null;
  }

  vainBy(): null {
    return null;
  }

  isFindingStart({ at }: TokensState<Item>): boolean {
    return at === 'finding' || at === 'crossing' || at === 'approaching';
  }

  callsOfPage(state: TokensState<Item>, wanted: number): number {
    const { traits, maximum } = this.#options;
    if (traits.keep === undefined) return Math.ceil(wanted / maximum) + spareCalls;
    return callsOfFilteredPage(state.at === 'gap' ? Math.floor(state.passed / maximum) : 0);
  }

  reached({ reached }: TokensState<Item>): Reached | null {
    return reached;
  }

  total(): null {
    return null;
  }

  totalQuestion(): null {
    return null;
  }

  ask(state: TokensState<Item>, wanted: number): readonly TokenQuestion[] {
    switch (state.at) {
      case 'end':
      case 'cut short':
        return noRows;
      case 'gap':
        return [this.#askAtGap(state, wanted)];
      case 'crossing':
        return [askOnWay(state, wanted, this.#way)];
      case 'finding':
      case 'approaching':
        return [askFullPage(state, this.#way)];
    }
  }

  /** The anchor's own page, where what is wanted fits in beside it: so it shows whether the list moved. Else the page after. */
  #askAtGap(state: AtGap<Item>, wanted: number): TokenQuestion {
    const { token, passed, anchor, isAnchorInPage, needsFresh } = state;
    const { maximum } = this.#options;
    // An anchor that is looked for may be anywhere.
    const isLooking = state.doubtful.length > 0;
    const common = { direction: this.#direction, isFresh: needsFresh };
    const after = { ...common, size: isLooking ? maximum : this.#sizeOf(wanted), anchor: 'before' } as const;
    if (anchor === null) return { ...after, token, passed, anchor: 'none' };
    if (!isAnchorInPage) return { ...after, token, passed };
    const skipped = passedInPage(anchor);
    const isLast = anchor.side === 'after' && anchor.next !== null && anchor.next !== token;
    if (isLast && skipped + wanted > maximum) {
      return { ...after, token: anchor.next, passed: anchor.position + 1 };
    }
    const size = needsFresh ? maximum : this.#sizeOf(skipped + wanted);
    return { ...common, token, passed, size, anchor: 'inside' };
  }

  /** A page that is filtered after the fact is asked for whole. */
  #sizeOf(wanted: number): number {
    const { maximum, traits } = this.#options;
    return traits.keep === undefined ? Math.min(maximum, wanted) : maximum;
  }

  read(
    state: TokensState<Item>,
    asked: TokenQuestion,
    { items, next }: TokenAnswer<Item>,
  ): Reading<TokensState<Item>, Item> {
    const { direction, token, passed } = asked;
    const page: ReadPage<Item> = { direction, token, items, next, passed };
    switch (state.at) {
      case 'end':
      case 'cut short':
        return { state, rows: noRows };
      case 'gap':
        return this.#readAtGap(state, asked, page);
      case 'finding':
        return this.#find(state, asked, page);
      case 'crossing':
        return asked.direction === state.to.direction
          ? readOnWay(state, page, this.#way)
          : this.#approach(
              { at: 'approaching', reached: state.reached, to: state.to, token: null, passed: 0, calls: 0 },
              page,
            );
      case 'approaching':
        return this.#approach(state, page);
    }
  }

  #readAtGap(state: AtGap<Item>, asked: TokenQuestion, page: ReadPage<Item>): Reading<TokensState<Item>, Item> {
    const { anchor } = state;
    const { traits } = this.#options;
    if (anchor === null || asked.anchor === 'none') return this.#handOn(state, page, rowsFrom(page, 0, traits));
    const isLastTry = state.doubtful.length > this.#options.maximum;
    if (asked.anchor === 'before') {
      if (!isLastTry && goesOn(page) && isBeforeAnchor(anchor, page, traits)) {
        return this.#lookFurther(state, anchor, page, rowsFrom(page, 0, traits));
      }
      const start = startAfterAnchorBefore(anchor, page, traits);
      return this.#handOn(state, page, [...(start > 0 ? noRows : state.doubtful), ...rowsFrom(page, start, traits)]);
    }
    // In a page after its own the anchor has no index.
    const sought: TokenGap = asked.token === anchor.token ? anchor : { ...anchor, index: 0, side: 'before' };
    const inside = indexInPage(anchor, page, traits);
    const { isFound } = inside;
    const { start } = isFound ? inside : indexInPage(sought, page, traits);
    if (!isFound && !state.needsFresh) return { state: { ...state, needsFresh: true }, rows: noRows };
    // Its rows are counted from the anchor: the page may have moved.
    const counted = isFound ? { ...page, passed: passedBefore(anchor) - start } : page;
    const following = rowsFrom(counted, start, traits);
    if (!isFound && !isLastTry && goesOn(page) && mayComeAfter(anchor, page, traits)) {
      return this.#lookFurther(state, anchor, counted, following);
    }
    return this.#handOn(state, counted, isFound ? following : [...state.doubtful, ...following]);
  }

  /** Goes to the page after, and keeps the rows that have been read already if the anchor is met there. */
  #lookFurther(
    state: AtGap<Item>,
    anchor: TokenGap,
    page: ReadPage<Item>,
    following: readonly TokenRow<Item>[],
  ): Reading<TokensState<Item>, Item> {
    const passed = page.passed + page.items.length;
    const doubtful = [...state.doubtful, ...following];
    const reached = doubtful.length === 0 ? this.#reachedInSearch(anchor, page.next, passed) : state.reached;
    return { state: { ...state, reached, token: page.next, passed, doubtful }, rows: noRows };
  }

  /** Where the next page of the walk goes on that looks for the anchor. */
  #reachedInSearch(anchor: TokenGap, token: string | null, position: number): Reached {
    const place = writeTokenPlace({ ...anchor, token, index: 0, next: null, position });
    return { place, side: sideSeen(anchor.side, this.#direction), time: anchor.time };
  }

  /** Hands rows on as far as the walk goes, and goes to the page after. */
  #handOn(
    state: AtGap<Item>,
    page: ReadPage<Item>,
    found: readonly TokenRow<Item>[],
  ): Reading<TokensState<Item>, Item> {
    const { rows, isMet } = this.#until.cut(found, page.direction);
    const passed = page.passed + page.items.length;
    const last = rows.at(-1);
    const reached = last ? reachedAt(last, this.#direction) : this.#reachedAfter(state, page, passed);
    const isOver = isMet || this.#until.isAt(passed);
    if (!isOver && this.#options.cutShort && leadsToItself(page)) return { state: { at: 'cut short', reached }, rows };
    if (isOver || !goesOn(page)) return { state: { at: 'end', reached }, rows };
    const [lastOfPage] = rowsFrom(page, Math.max(0, page.items.length - 1), this.#options.traits);
    const anchor: TokenGap | null = lastOfPage
      ? { ...lastOfPage.tokenPlace(), side: 'after', isTokenLost: false }
      : state.anchor;
    const next: AtGap<Item> = {
      ...state,
      reached,
      token: page.next,
      passed,
      anchor,
      isAnchorInPage: false,
      doubtful: [],
    };
    return { state: next, rows };
  }

  /** After a page with nothing for the walk, the page after is reached. */
  #reachedAfter({ reached }: AtGap<Item>, page: ReadPage<Item>, passed: number): Reached | null {
    if (page.next === null) return reached;
    const place = placeOfPage(page.direction, page.next, passed);
    return { place, side: sideAhead(this.#direction), time: reached?.time ?? null };
  }

  /** Goes on beside the place once its page is found. */
  #find(state: Finding, asked: TokenQuestion, page: ReadPage<Item>): Reading<TokensState<Item>, Item> {
    const found = readToFind(state, page, this.#way);
    if ('next' in found) return { state: found.next, rows: noRows };
    const { reached } = state;
    const { token, passed } = page;
    const gap: AtGap<Item> = { ...fromStart, reached, token, passed, anchor: found.anchor };
    return this.#readAtGap(gap, { ...asked, anchor: 'inside' }, page);
  }

  /** In the other order: goes on beyond the place once that is met. */
  #approach(state: Approaching, page: ReadPage<Item>): Reading<TokensState<Item>, Item> {
    const met = approach(state, page, this.#way);
    if ('next' in met) return { state: met.next, rows: noRows };
    const gap: AtGap<Item> = { ...fromStart, reached: state.reached };
    return this.#handOn(gap, page, rowsFrom(page, met.start, this.#options.traits));
  }
}

/** The gap at the start of the list. */
const fromStart = {
  at: 'gap',
  token: null,
  passed: 0,
  anchor: null,
  isAnchorInPage: true,
  doubtful: [],
  needsFresh: false,
} as const;

/** Whether a course starts at the end that it heads for. */
const isFarEnd = ({ direction, from }: Course): boolean => from === (direction === 'forward' ? 'end' : 'start');
