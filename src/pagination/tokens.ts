import { PaginationNotSupportedError } from './errors.ts';
import { callsOfFilteredPage, none, spareCalls, withoutRows, type Kind, type Reading } from './kind.ts';
import type { Course, Reached } from './list.ts';
import type { ReadPage, TokenAnswer, TokenPage } from './token-page.ts';
import { passedBefore, readTokenGap } from './token-place.ts';
import { TokenUntil } from './token-until.ts';
import { readApproaching } from './tokens-approaching.ts';
import { askCrossing, readCrossing, startCrossing } from './tokens-crossing.ts';
import { readFinding } from './tokens-finding.ts';
import { askAtGap, readAtGap } from './tokens-gap.ts';
import type { TokenListOptions, TokenWalkOptions } from './tokens-options.ts';
import { fullPageQuestion, type TokenQuestion } from './tokens-question.ts';
import { startOfList, type TokensState } from './tokens-state.ts';

/** A list that is read by page tokens, and the course of a walk in it. */
export interface TokensOptions<Item> extends TokenListOptions<Item> {
  readonly course: Course;
  /** Makes one upstream call. */
  readonly fetch: (page: TokenPage, isFresh: boolean) => Promise<TokenAnswer<Item>>;
}

/** The table of states of a list that is read by page tokens. */
export class Tokens<Item> implements Kind<TokensState<Item>, TokenQuestion, TokenAnswer<Item>, Item> {
  readonly #fetch: TokensOptions<Item>['fetch'];
  readonly #options: TokenWalkOptions<Item>;

  constructor({ traits, maximum, isReversible, cutShort, course, fetch }: TokensOptions<Item>) {
    const until = new TokenUntil(course, traits);
    this.#fetch = fetch;
    this.#options = { traits, maximum, isReversible, cutShort, direction: course.direction, until };
  }

  fetch({ token, size, direction, isFresh }: TokenQuestion): Promise<TokenAnswer<Item>> {
    return this.#fetch({ token, size, direction }, isFresh);
  }

  start(course: Course): TokensState<Item> {
    const from = readTokenGap(course.from);
    const reached = typeof course.from === 'string' ? null : { ...course.from, time: from?.time ?? null };
    if (this.#options.until.isBehind(from) || isAtFarEnd(course)) return { at: 'end', reached };
    if (from === null) {
      const isBackward = course.direction === 'backward';
      if (isBackward && !this.#options.isReversible) throw new PaginationNotSupportedError();
      return { ...startOfList, reached };
    }
    if (from.direction !== course.direction) return startCrossing(from, reached, this.#options);
    if (from.isTokenLost) return { at: 'finding', reached, to: from, token: null, passed: 0, calls: 0 };
    const passed = from.position - Math.max(0, from.index);
    return { ...startOfList, reached, token: from.token, passed, anchor: from.index < 0 ? null : from };
  }

  ask(state: TokensState<Item>, wanted: number): readonly TokenQuestion[] {
    switch (state.at) {
      case 'end':
      case 'cut short':
        return none;
      case 'gap':
        return [askAtGap(state, wanted, this.#options)];
      case 'crossing':
        return [askCrossing(state, wanted, this.#options)];
      case 'finding':
      case 'approaching':
        return [fullPageQuestion(state, this.#options)];
    }
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
        return withoutRows(state);
      case 'gap':
        return readAtGap(state, asked, page, this.#options);
      case 'crossing':
        return readCrossing(state, page, this.#options);
      case 'finding':
        return readFinding(state, page, this.#options);
      case 'approaching':
        return readApproaching(state, page, this.#options);
    }
  }

  stuckError({ at }: TokensState<Item>): Error | null {
    return at === 'cut short' ? (this.#options.cutShort?.() ?? null) : null;
  }

  noProgressError(): null {
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

  hasItemsBehind(course: Course): boolean {
    const from = readTokenGap(course.from);
    if (from === null) return isAtFarEnd(course);
    return from.direction !== course.direction || passedBefore(from) > 0;
  }
}

/** Whether a course starts at the end of the list that it heads for. */
const isAtFarEnd = ({ direction, from }: Course): boolean => from === (direction === 'forward' ? 'end' : 'start');
