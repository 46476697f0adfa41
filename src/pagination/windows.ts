import { indexBeside, readAnchor, writeAnchor } from './anchor.ts';
import { chunkOf, type WindowAnswer } from './chunk.ts';
import { callsOfFilteredPage, none, spareCalls, withoutRows, type Kind, type Reading } from './kind.ts';
import type { Course, Reached } from './list.ts';
import { hidesItems } from './windows-doubts.ts';
import { askFarEnd, readFarEnd } from './windows-far-end.ts';
import { askAtGap, readAtGap } from './windows-gap.ts';
import { learn } from './windows-known.ts';
import { askLost, readLost } from './windows-lost.ts';
import { isCountable, type WindowsOptions } from './windows-options.ts';
import { windowQuestion, type WindowQuestion } from './windows-question.ts';
import { isOver, type Known, type WindowsState } from './windows-state.ts';
import { totalAfter } from './windows-total.ts';

/** The table of states of a list that is read by windows: of any offset, or of numbered pages. */
export class Windows<Item> implements Kind<WindowsState, WindowQuestion, WindowAnswer<Item>, Item> {
  readonly fetch: (question: WindowQuestion) => Promise<WindowAnswer<Item>>;
  readonly #options: WindowsOptions<Item>;
  readonly #isCountable: boolean;

  constructor(options: WindowsOptions<Item>) {
    this.fetch = options.fetch;
    this.#options = options;
    this.#isCountable = isCountable(options);
  }

  start({ direction, from, until }: Course): WindowsState {
    const [anchor, goal] = [readAnchor(from), readAnchor(until)];
    const bound = goal === null ? (until === 'start' ? 0 : Infinity) : indexBeside(goal);
    const seen = anchor ?? goal;
    const known: Known = {
      pin: seen?.pin ?? null,
      total: seen?.total ?? undefined,
      isTotalWrong: false,
      mostRows: undefined,
      hasMoved: false,
      needsFresh: false,
    };
    if (anchor === null && from === 'end') {
      if (direction === 'forward' || bound === Infinity) return { at: 'end', known, anchor };
      return { at: 'far end', known, anchor, bound, tail: null, absent: Infinity, asksAfterTail: false, tries: 0 };
    }
    const index = anchor === null ? 0 : indexBeside(anchor);
    const isAtBound = direction === 'forward' ? index >= bound : index <= bound;
    return isAtBound ? { at: 'end', known, anchor } : { at: 'gap', known, anchor, bound, index, isRetry: false };
  }

  ask(state: WindowsState, wanted: number, calls: number): readonly WindowQuestion[] {
    switch (state.at) {
      case 'end':
      case 'cut short':
        return none;
      case 'far end':
        return askFarEnd(state, wanted, this.#options);
      case 'lost':
        return askLost(state, this.#options);
      case 'gap':
        return askAtGap(state, wanted, calls, this.#options);
    }
  }

  read(state: WindowsState, asked: WindowQuestion, answer: WindowAnswer<Item>): Reading<WindowsState, Item> {
    // Asked before the pin was let go.
    if (asked.pin !== state.known.pin && !isOver(state)) return withoutRows(state);
    const chunk = chunkOf(asked, { ...answer, total: totalAfter(answer, state, this.#options) });
    if (!isOver(state) && hidesItems(chunk, state.known)) {
      return withoutRows({ ...state, known: { ...state.known, pin: null, hasMoved: true, needsFresh: true } });
    }
    const known = learn(state.known, chunk, this.#options, state.anchor);
    switch (state.at) {
      case 'end':
      case 'cut short':
        return withoutRows({ ...state, known });
      case 'far end':
        return readFarEnd({ ...state, known }, chunk, this.#options);
      case 'lost':
        // Where not fresh, it was asked before the anchor was missed: it may come from the cache that is in doubt.
        return asked.isFresh ? readLost({ ...state, known }, chunk, this.#options) : withoutRows({ ...state, known });
      case 'gap':
        // Where the walk has moved since, the window does not follow its gap.
        return asked.from === state.index
          ? readAtGap({ ...state, known }, chunk, this.#options)
          : withoutRows({ ...state, known });
    }
  }

  stuckError({ at }: WindowsState): Error | null {
    return at === 'cut short' ? (this.#options.cutShort?.() ?? null) : null;
  }

  noProgressError(): Error | null {
    return this.#options.cutShort?.() ?? null;
  }

  isFindingStart({ at }: WindowsState): boolean {
    return at === 'far end';
  }

  callsOfPage(state: WindowsState, wanted: number): number {
    const { maximum } = this.#options.planner;
    if (!this.#isCountable) return callsOfFilteredPage(Math.floor(this.#passedBefore(state) / maximum));
    return 2 * Math.ceil(wanted / maximum) + spareCalls;
  }

  /** How many items the walk has passed before this page. */
  #passedBefore({ anchor }: WindowsState): number {
    if (anchor === null) return 0;
    return this.#options.direction === 'forward' ? anchor.index : Math.max(0, (anchor.total ?? 0) - anchor.index);
  }

  reached({ anchor }: WindowsState): Reached | null {
    return anchor === null ? null : { place: writeAnchor(anchor), side: anchor.side, time: anchor.time };
  }

  total({ known }: WindowsState): number | null | undefined {
    return this.#isCountable && !known.isTotalWrong ? known.total : null;
  }

  totalQuestion({ known }: WindowsState): WindowQuestion | null {
    if (!this.#isCountable) return null;
    return windowQuestion(this.#options.planner.reach(0, 1, 'forward'), known);
  }

  hasItemsBehind({ direction, from }: Course): boolean {
    const anchor = readAnchor(from);
    if (direction === 'backward') return from !== 'end';
    return anchor === null ? from !== 'start' : indexBeside(anchor) !== 0;
  }
}
