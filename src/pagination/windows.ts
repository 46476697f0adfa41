import { anchorOfGap, indexBeside, readAnchor, writeAnchor, type Anchor } from './anchor.ts';
import { chunkOf, endOf, gapIn, hasMoved, isCut, isShort, type Chunk, type WindowAnswer } from './chunk.ts';
import { callsOfFilteredPage, noRows, spareCalls, type Kind, type Reading } from './kind.ts';
import { sideAhead, type Course, type Direction, type Reached } from './list.ts';
import type { ItemTraits, PinOf } from './traits.ts';
import type { WindowPlanner } from './window-planner.ts';
import { hidesItems, isDoubtful, mayStartElsewhere } from './windows-doubts.ts';
import { endWindow, mayBeCut, narrowEnd } from './windows-end.ts';
import { learn } from './windows-known.ts';
import { extendSeen, findGap, indexWithout, searchWindow } from './windows-lost.ts';
import { planWindows } from './windows-plan.ts';
import { handOn } from './windows-rows.ts';
import type { AtEnd, AtFarEnd, AtGap, CutShort, Known, Lost, WindowQuestion, WindowsState } from './windows-state.ts';

/** A list whose upstream gives any window of it. */
export interface WindowsOptions<Item> {
  readonly planner: WindowPlanner;
  readonly traits: ItemTraits<Item>;
  readonly pinOf: PinOf<Item>;
  readonly direction: Direction;
  /** Why a walk cannot go on that is cut short of the total; absent where the total is not believed. */
  readonly cutShort?: (() => Error) | undefined;
  /** Whether all items may have left the list a moment after they were read. */
  readonly mayBecomeEmpty?: boolean | undefined;
  readonly fetch: (question: WindowQuestion) => Promise<WindowAnswer<Item>>;
}

/** The table of states of a list that is read by windows: of any offset, or of numbered pages. */
export class Windows<Item> implements Kind<WindowsState, WindowQuestion, WindowAnswer<Item>, Item> {
  readonly fetch: (question: WindowQuestion) => Promise<WindowAnswer<Item>>;
  readonly #options: WindowsOptions<Item>;
  /** Whether the upstream's total is the list's: not where items are filtered after the fact. */
  readonly #isCountable: boolean;
  readonly #isForward: boolean;

  constructor(options: WindowsOptions<Item>) {
    this.fetch = options.fetch;
    this.#options = options;
    this.#isCountable = options.traits.keep === undefined;
    this.#isForward = options.direction === 'forward';
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
      return { at: 'far end', known, anchor, bound, tail: null, absent: Infinity, mayGoOn: false, tries: 0 };
    }
    const index = anchor === null ? 0 : indexBeside(anchor);
    const isAtBound = direction === 'forward' ? index >= bound : index <= bound;
    return isAtBound ? { at: 'end', known, anchor } : { at: 'gap', known, anchor, bound, index, isRetry: false };
  }

  hasItemsBehind({ direction, from }: Course): boolean {
    const anchor = readAnchor(from);
    if (direction === 'backward') return from !== 'end';
    return anchor === null ? from !== 'start' : indexBeside(anchor) !== 0;
  }

  callsOfPage(state: WindowsState, wanted: number): number {
    const { maximum } = this.#options.planner;
    if (!this.#isCountable) return callsOfFilteredPage(Math.floor(this.#passedBy(state) / maximum));
    return 2 * Math.ceil(wanted / maximum) + spareCalls;
  }

  stuckBy({ at }: WindowsState): Error | null {
    return at === 'cut short' ? (this.#options.cutShort?.() ?? null) : null;
  }

  vainBy(): Error | null {
    return this.#options.cutShort?.() ?? null;
  }

  isFindingStart({ at }: WindowsState): boolean {
    return at === 'far end';
  }

  /** How many items the walk has passed before this page. */
  #passedBy({ anchor }: WindowsState): number {
    if (anchor === null) return 0;
    return this.#isForward ? anchor.index : Math.max(0, (anchor.total ?? 0) - anchor.index);
  }

  reached({ anchor }: WindowsState): Reached | null {
    return anchor === null ? null : { place: writeAnchor(anchor), side: anchor.side, time: anchor.time };
  }

  total({ known }: WindowsState): number | null | undefined {
    return this.#isCountable && !known.isTotalWrong ? known.total : null;
  }

  totalQuestion({ known }: WindowsState): WindowQuestion | null {
    if (!this.#isCountable) return null;
    return question(this.#options.planner.reach(0, 1, 'forward'), known, 0);
  }

  ask(state: WindowsState, wanted: number, calls: number): readonly WindowQuestion[] {
    const { planner } = this.#options;
    if (isOver(state)) return noRows;
    if (state.at === 'lost')
      return [question(searchWindow(state, this.#search()) ?? planner.around(state.index), state.known, 0)];
    // Of a list that is filtered, or moves, nobody knows which items make the wanted ones: a full call is the cheapest guess.
    const isRetry = state.at === 'gap' && state.isRetry;
    const isCertain = this.#isCountable && !state.known.hasMoved && !isRetry;
    const count = isCertain ? wanted : Math.max(wanted, planner.maximum);
    if (state.at === 'far end') return [question(endWindow(state, planner, count), state.known, 0)];
    const windows = planWindows(state, this.#options, count, isCertain ? calls : 1);
    return windows.slice(0, calls).map((window) => question(window, state.known, window.from));
  }

  read(state: WindowsState, asked: WindowQuestion, answer: WindowAnswer<Item>): Reading<WindowsState, Item> {
    // Made before the pin was let go.
    if (asked.pin !== state.known.pin && !isOver(state)) return stay(state);
    const chunk = chunkOf(asked, { ...answer, total: this.#totalOf(answer, state) });
    if (!isOver(state) && hidesItems(chunk, state.known)) {
      return stay({ ...state, known: { ...state.known, pin: null, hasMoved: true, needsFresh: true } });
    }
    const known = learn(state.known, chunk, this.#options, state.anchor);
    switch (state.at) {
      case 'end':
      case 'cut short':
        return stay({ ...state, known });
      case 'far end':
        return this.#readFarEnd({ ...state, known }, chunk);
      case 'lost':
        // Asked before the anchor was missed: it may come from the cache that is in doubt.
        return asked.isFresh ? this.#readLost({ ...state, known }, chunk) : stay({ ...state, known });
      case 'gap':
        return asked.from === state.index ? this.#readGap({ ...state, known }, chunk) : stay({ ...state, known });
    }
  }

  #readGap(state: AtGap, chunk: Chunk<Item>): Reading<WindowsState, Item> {
    const { anchor, index, known } = state;
    const { planner, traits } = this.#options;
    if (mayStartElsewhere(state, chunk, planner, traits)) {
      return stay({ ...state, known: { ...known, mostRows: chunk.items.length } });
    }
    const at = anchor === null ? null : gapIn(chunk, anchor, traits);
    if (anchor !== null && (at === null ? hasMoved(anchor, chunk) : isDoubtful(anchor, chunk, at))) {
      return this.#lose(state, anchor, chunk);
    }
    if (at !== null) return this.#handOn(state, chunk, at);
    const expected = index - chunk.offset;
    if (expected >= 0 && expected <= chunk.items.length) return this.#handOn(state, chunk, expected);
    return stay(this.#readNothing(state, chunk));
  }

  /** The anchor is not where it was. Nothing is concluded from a chunk that a cache may have given. */
  #lose({ known, bound, index }: AtGap, anchor: Anchor, chunk: Chunk<Item>): Reading<WindowsState, Item> {
    const lost: Lost = {
      at: 'lost',
      known: { ...known, needsFresh: true },
      anchor,
      bound,
      index,
      missedIn: chunk,
      seen: null,
      tries: 0,
    };
    const isGone = gapIn(chunk, anchor, this.#options.traits) === null;
    return known.needsFresh && isGone ? this.#readLost(lost, chunk) : stay(lost);
  }

  #readLost(state: Lost, chunk: Chunk<Item>): Reading<WindowsState, Item> {
    const { anchor, bound, index, known } = state;
    if (chunk.items.length === 0 && this.#isShortOfTotal(chunk.offset, known)) {
      // Nothing shows where the anchor is not.
      return stay(state.tries > 0 ? cutShort(state) : { ...state, tries: state.tries + 1 });
    }
    const seen = extendSeen(state.seen, chunk);
    const gap: AtGap = { at: 'gap', known, anchor, bound, index, isRetry: false };
    const at = findGap(anchor, seen, this.#search());
    if (at !== null) {
      const isFound = gapIn(chunk, anchor, this.#options.traits) !== null;
      const place = isFound ? anchor : this.#anchorAt(chunk.offset + at, known, anchor.time);
      return this.#handOn({ ...gap, anchor: place }, chunk, at);
    }
    const lost = { ...state, seen, tries: state.tries + 1 };
    if (searchWindow(lost, this.#search()) !== null) return stay(lost);
    const without = indexWithout(lost, this.#isForward);
    return stay({ ...gap, anchor: this.#anchorAt(without, known, null), index: without });
  }

  #anchorAt(index: number, { total = null, pin }: Known, time: number | null): Anchor {
    return anchorOfGap(sideAhead(this.#options.direction), index, { time, total, pin });
  }

  #readFarEnd(state: AtFarEnd, chunk: Chunk<Item>): Reading<WindowsState, Item> {
    const next = narrowEnd(state, chunk);
    if ('at' in next) return stay(next);
    const { bound } = state;
    const isEnd = state.mayGoOn || !mayBeCut(state.known, next);
    const isTotalWrong = next.total !== null && endOf(next) < next.total && isEnd;
    if (isTotalWrong && this.#isShortOfTotal(endOf(next), state.known)) return stay(cutShort(state));
    const known = { ...state.known, isTotalWrong: state.known.isTotalWrong || isTotalWrong };
    const gap: AtGap = { at: 'gap', known, anchor: null, bound, index: endOf(next), isRetry: false };
    return this.#handOn(gap, next as Chunk<Item>, next.items.length);
  }

  #handOn(state: AtGap, chunk: Chunk<Item>, at: number): Reading<WindowsState, Item> {
    const { next, rows } = handOn(state, chunk, at, this.#options);
    // An anchor that was found elsewhere is progress, even if nothing follows it.
    const isVain = rows.length === 0 && chunk.offset + at === state.index;
    const went = isVain ? this.#readNothing(next, chunk) : next;
    return { state: went.at === 'gap' && this.#isDone(went, chunk) ? ended(went) : went, rows };
  }

  /** Whether the walk has come to its bound, or forwards to the end of the list. */
  #isDone({ index, bound, known }: AtGap, chunk: Chunk<Item>): boolean {
    if (!this.#isForward) return index <= bound;
    return index >= bound || this.#isListEnd(index, known, chunk);
  }

  #isListEnd(index: number, { isTotalWrong }: Known, chunk: Chunk<Item>): boolean {
    return !isTotalWrong && chunk.total !== null ? index >= chunk.total : isShort(chunk);
  }

  /** The total that was told before, by an answer or the cursor, where it is believed and an answer does not tell any. */
  #totalBefore({ total = null }: Known): number | null {
    return this.#options.cutShort === undefined ? null : total;
  }

  /** The total that an answer tells, or one before it. That nothing is left of what was just read is no total, but a blank answer. */
  #totalOf({ items, total }: WindowAnswer<Item>, { known, anchor }: WindowsState): number | null {
    const before = this.#totalBefore(known);
    const isBlank = total === 0 && items.length === 0 && anchor !== null && this.#options.mayBecomeEmpty !== true;
    return isBlank ? (before ?? total) : (total ?? before);
  }

  /** Whether there is an item at an index by the total that was told, where that is believed. */
  #isShortOfTotal(index: number, known: Known): boolean {
    return index < (this.#totalBefore(known) ?? 0);
  }

  /** After an answer with nothing for the walk: asks once more, past the cache, and then gives up what is missing. */
  #readNothing(state: AtGap, chunk: Chunk<Item>): WindowsState {
    const { index, known } = state;
    if (isCut(chunk) && chunk.items.length < (known.mostRows ?? Infinity)) {
      return { ...state, known: { ...known, mostRows: chunk.items.length } };
    }
    if (this.#isForward && this.#isListEnd(index, known, chunk)) return ended(state);
    if (!this.#isForward && chunk.total !== null && chunk.total < index) return this.#jumpTo(state, chunk.total);
    if (!state.isRetry) return { ...state, isRetry: true, known: { ...known, needsFresh: true } };
    // Backwards the item before the gap is missing.
    if (this.#isShortOfTotal(this.#isForward ? index : index - 1, known)) return cutShort(state);
    return this.#isForward ? ended(state) : this.#jumpTo(state, Math.min(endOf(chunk), index - 1));
  }

  #jumpTo(state: AtGap, index: number): WindowsState {
    const to = Math.max(0, index);
    const next: AtGap = { ...state, index: to, anchor: this.#anchorAt(to, state.known, null), isRetry: false };
    return to <= next.bound ? ended(next) : next;
  }

  #search() {
    return { planner: this.#options.planner, traits: this.#options.traits, isForward: this.#isForward };
  }
}

const stay = <State extends WindowsState>(state: State): Reading<State, never> => ({ state, rows: noRows });

const isOver = (state: WindowsState): state is AtEnd | CutShort => state.at === 'end' || state.at === 'cut short';

const cutShort = ({ known, anchor }: AtGap | AtFarEnd | Lost): CutShort => ({ at: 'cut short', known, anchor });

const ended = ({ known, anchor }: AtGap): WindowsState => ({ at: 'end', known, anchor });

const question = (
  { offset, count }: { offset: number; count: number },
  known: Known,
  from: number,
): WindowQuestion => ({
  offset,
  count,
  pin: known.pin,
  isFresh: known.needsFresh,
  from,
});
