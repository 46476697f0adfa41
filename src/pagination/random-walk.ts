import { endOf, gapBeside, isContradicted, isCut, isShort, type Chunk } from './chunk.ts';
import { readRandomPlace, writeRandomPlace, type Anchor } from './random-place.ts';
import { anchorIn, RandomStretch } from './random-stretch.ts';
import type { RandomAccess } from './random-access.ts';
import { seek } from './seek.ts';
import { findTail } from './tail.ts';
import { callsOfSiftedPage, createSieve, spareCalls, type Pin } from './traits.ts';
import { noFailures, sideAhead, type Course, type Direction, type Gap, type Place, type Walk } from './walk.ts';
import type { Window } from './window-planner.ts';

/** So many calls in a row that bring nothing end a walk, though the total says that there is more. */
const mostFruitless = 3;

/**
 * A walk in a list that is read by windows. Each chunk is joined to what was read before it by the anchor, the item beside
 * the gap that the walk has reached: by its id where the chunk has it, and by the total where it has not.
 */
export class RandomWalk<Item> implements Walk<Item> {
  readonly failures = noFailures;
  readonly behind: boolean;
  readonly #list: RandomAccess<Item>;
  readonly #direction: Direction;
  readonly #sieve: (item: Item) => boolean;
  /** The index of the gap that the walk has reached; null for the list's end, while it is not known where that is. */
  #position: number | null;
  /** The index of the gap where the walk stops. */
  #bound: number;
  #anchor: Anchor | null;
  #pin: Pin;
  #total: number | null | undefined;
  /** Whether no answer had items beyond the total. */
  #believed = true;
  #ended: boolean;
  readonly #start: Place | null;
  #reached: Place | null;
  #taken: RandomStretch<Item> | undefined;
  #frontier: number | null = null;
  #queue: RandomStretch<Item>[] = [];
  #fruitless = 0;
  #lastTotal: number | null;
  /** How many of the fruitless answers, the latest, had no items at all. */
  #empty = 0;
  /** Whether the list was seen to move: a full call is then the cheapest way to get ahead of it. */
  #hasShifted = false;
  /** How many items the upstream was seen to cut its answers at. */
  #cut: number | undefined;
  #calls = 0;
  #mostCalls: number | undefined;

  constructor(list: RandomAccess<Item>, { direction, from, until }: Course) {
    this.#list = list;
    this.#direction = direction;
    this.#sieve = createSieve(list.traits);
    this.#anchor = anchorOf(from);
    this.#position = indexOf(from);
    const bound = anchorOf(until);
    this.#bound = indexOf(until) ?? Infinity;
    this.#pin = this.#anchor?.pin ?? bound?.pin ?? null;
    this.#total = this.#anchor?.total ?? undefined;
    this.#lastTotal = this.#anchor?.total ?? null;
    this.#start = typeof from === 'string' ? null : from.place;
    this.#reached = this.#start;
    this.behind = direction === 'forward' ? this.#position !== 0 : from !== 'end';
    this.#ended = this.#isAtBound();
  }

  get more(): boolean {
    return this.#queue.length > 0 || !this.#ended;
  }

  get reached(): Place | null {
    if (this.#queue.length === 0) return this.#reached;
    return this.#taken?.placeOf(this.#taken.items.length - 1) ?? this.#start;
  }

  get frontier(): number | null {
    return this.#frontier;
  }

  get total(): number | null | undefined {
    return this.#list.countable && this.#believed ? this.#total : null;
  }

  async learnTotal(): Promise<number | null> {
    if (this.#list.countable) await this.#fetch(this.#list.planner.reach(0, 1, 'forward'));
    return this.total ?? null;
  }

  async next(wanted: number, calls = Infinity): Promise<RandomStretch<Item>> {
    this.#mostCalls ??= this.#callsOfPage(wanted);
    // Of a list that is sifted nobody knows how many items make the wanted ones: a full call is the cheapest guess.
    while (this.#queue.length === 0 && !this.#ended && this.#callsLeft() > 0) {
      const isCertain = this.#list.countable && !this.#hasShifted;
      await (isCertain ? this.#advance(wanted, calls) : this.#advance(Math.max(wanted, this.#list.planner.maximum), 1));
    }
    return this.#take(wanted);
  }

  #take(wanted: number): RandomStretch<Item> {
    const [stretch, ...rest] = this.#queue;
    if (stretch === undefined) return new RandomStretch<Item>(nothing, [], null, {});
    this.#queue = stretch.items.length > wanted ? [stretch.slice(wanted), ...rest] : rest;
    this.#taken = stretch.items.length > wanted ? stretch.slice(0, wanted) : stretch;
    return this.#taken;
  }

  #callsOfPage(wanted: number): number {
    const { countable, planner } = this.#list;
    return countable ? 2 * Math.ceil(wanted / planner.maximum) + spareCalls : callsOfSiftedPage;
  }

  #callsLeft(): number {
    return (this.#mostCalls ?? 1) - this.#calls;
  }

  async #advance(wanted: number, calls: number): Promise<void> {
    if (this.#position === null) return this.#startFromEnd(wanted);
    const windows = this.#plan(this.#position, wanted, calls).slice(0, this.#callsLeft());
    const chunks = await Promise.all(windows.map((window) => this.#fetch(window)));
    for (const chunk of chunks) await this.#join(chunk);
  }

  async #fetch(window: Window): Promise<Chunk<Item>> {
    this.#calls += 1;
    const answer = await this.#list.fetch(window, this.#pin);
    const chunk = { offset: window.offset, asked: window.count, items: answer.items, total: answer.total };
    if (isContradicted(chunk)) this.#believed = false;
    this.#total = chunk.total;
    if (chunk.offset === 0 && chunk.items.length > 0) this.#pin ??= this.#list.pinOf(chunk.items);
    return chunk;
  }

  async #startFromEnd(wanted: number): Promise<void> {
    const tail = await findTail((window) => this.#fetch(window), this.#list.planner, wanted);
    this.#calls = 0;
    this.#hand(tail, tail.items.length);
  }

  /** The windows to ask for next, in the order of the walk. */
  #plan(position: number, wanted: number, calls: number): readonly Window[] {
    const { planner } = this.#list;
    const forward = this.#direction === 'forward';
    const start = forward ? position : Math.max(this.#bound, position - wanted);
    const end = forward ? Math.min(position + wanted, this.#bound) : position;
    const windows = this.#cover(start, end);
    if (this.#cut !== undefined || this.#hasShifted || windows.length > calls) {
      return [this.#withAnchor(position) ?? planner.reach(position, end - start, this.#direction, this.#cut)];
    }
    if (!forward) return windows.toReversed();
    const known = this.#believed ? (this.#total ?? 0) : 0;
    return windows.filter(({ offset }, index) => index === 0 || offset < known);
  }

  /** In a list that moves: one window over the anchor and some of what follows it; null where there is none. */
  #withAnchor(position: number): Window | null {
    if (!this.#hasShifted || this.#cut !== undefined || this.#anchor === null) return null;
    const { planner } = this.#list;
    const spare = Math.floor(planner.maximum / 4);
    const start = Math.max(0, Math.min(position, this.#anchor.index) - spare);
    const windows = planner.cover({ offset: start, count: position + spare - start });
    return windows.length === 1 ? (windows[0] ?? null) : null;
  }

  /** The windows over these indexes, and over the anchor where that costs no call more. */
  #cover(start: number, end: number): readonly Window[] {
    const { planner } = this.#list;
    const windows = planner.cover({ offset: start, count: end - start });
    if (this.#anchor === null || this.#anchor.id === null) return windows;
    const [low, high] = [Math.min(start, this.#anchor.index), Math.max(end, this.#anchor.index + 1)];
    const wider = planner.cover({ offset: low, count: high - low });
    return wider.length > windows.length ? windows : wider;
  }

  /** Hands on what of a chunk follows the gap that the walk has reached. */
  async #join(chunk: Chunk<Item>): Promise<void> {
    if (this.#ended) return;
    const expected = (this.#position ?? 0) - chunk.offset;
    const anchor = this.#anchor;
    const at = anchor === null ? null : gapBeside(chunk, anchor, this.#list.traits);
    if (at !== null) return this.#hand(chunk, at);
    if (anchor !== null && this.#hasMoved(chunk, anchor)) return this.#seek(chunk, anchor);
    if (expected < 0) return;
    if (expected <= chunk.items.length) return this.#hand(chunk, expected);
    this.#fail(chunk);
  }

  /** Whether the item at the anchor's index is another than it was, or the total's change makes it likely. */
  #hasMoved(chunk: Chunk<Item>, anchor: Anchor): boolean {
    if (anchor.id === null) return false;
    if (anchor.index >= chunk.offset && anchor.index < endOf(chunk)) return true;
    return chunk.total !== null && anchor.total !== null && chunk.total !== anchor.total;
  }

  async #seek(chunk: Chunk<Item>, anchor: Anchor): Promise<void> {
    const found = await seek(anchor, chunk, {
      planner: this.#list.planner,
      traits: this.#list.traits,
      direction: this.#direction,
      fetch: (window) => (this.#callsLeft() > 0 ? this.#fetch(window) : null),
    });
    if (found !== null) return this.#hand(found.chunk, found.at);
    // It cannot be told where the anchor went: rather repeat what moved than lose it.
    const shift = (chunk.total ?? 0) - (anchor.total ?? chunk.total ?? 0);
    const position = this.#position ?? 0;
    const moved =
      this.#direction === 'forward' ? Math.min(position, position + shift) : Math.max(position, position + shift);
    this.#position = Math.max(0, moved);
    this.#anchor = null;
  }

  /** Takes a chunk's items from the gap on, in the direction of the walk. */
  #hand(chunk: Chunk<Item>, at: number): void {
    const hasShifted = this.#follow(chunk.offset + at);
    const forward = this.#direction === 'forward';
    const [start, end] = forward
      ? [at, Math.max(at, Math.min(chunk.items.length, this.#bound - chunk.offset))]
      : [Math.min(at, Math.max(0, this.#bound - chunk.offset)), at];
    this.#position = chunk.offset + (forward ? end : start);
    this.#anchorAt(chunk, forward ? end - 1 : start);
    if (end > start) this.#settle(chunk, start, end);
    else if (!hasShifted) this.#fail(chunk);
    this.#ended ||= this.#isAtBound() || (forward && this.#isAtEnd(chunk));
  }

  /** Moves the bound along where the anchor turned out to have moved. */
  #follow(position: number): boolean {
    const shift = position - (this.#position ?? position);
    this.#hasShifted ||= shift !== 0;
    if (this.#bound > 0) this.#bound = Math.max(0, this.#bound + shift);
    this.#position = position;
    return shift !== 0;
  }

  /** From now on the last item passed is the anchor; it can be one passed before, seen again. */
  #anchorAt(chunk: Chunk<Item>, index: number): void {
    if (chunk.items[index] === undefined) return;
    this.#anchor = anchorIn(chunk, index, this.#pin, this.#list.traits, sideAhead(this.#direction));
    this.#reached = writeRandomPlace(this.#anchor);
    this.#frontier = this.#anchor.time;
  }

  #settle(chunk: Chunk<Item>, start: number, end: number): void {
    const { traits } = this.#list;
    const forward = this.#direction === 'forward';
    [this.#fruitless, this.#empty] = [0, 0];
    if (isCut(chunk)) this.#cut = chunk.items.length;
    const indexes: number[] = [];
    for (let index = start; index < end; index += 1) if (this.#sieve(chunk.items[index] as Item)) indexes.push(index);
    if (!forward) indexes.reverse();
    if (indexes.length > 0) this.#queue.push(new RandomStretch(chunk, indexes, this.#pin, traits));
  }

  /** After a chunk with nothing for the walk: asks again, then beyond the hole, then gives up. */
  #fail(chunk: Chunk<Item>): void {
    const forward = this.#direction === 'forward';
    if (chunk.items.length === 0 || chunk.total === this.#lastTotal) this.#fruitless += 1;
    this.#lastTotal = chunk.total;
    this.#empty = chunk.items.length === 0 ? this.#empty + 1 : 0;
    if (isCut(chunk)) this.#cut = chunk.items.length;
    if (forward && (this.#fruitless >= mostFruitless || this.#isAtEnd(chunk))) this.#ended = true;
    else if (!forward && chunk.total !== null && chunk.total < (this.#position ?? 0)) this.#jump(chunk.total);
    else if (this.#empty > 1) this.#jump(forward ? chunk.offset + chunk.asked : chunk.offset);
  }

  #jump(position: number): void {
    this.#position = position;
    this.#anchor = null;
    this.#ended ||= this.#isAtBound();
  }

  #isAtEnd(chunk: Chunk<Item>): boolean {
    if (this.#believed && chunk.total !== null) return (this.#position ?? 0) >= chunk.total;
    return isShort(chunk);
  }

  #isAtBound(): boolean {
    if (this.#direction === 'forward') return (this.#position ?? Infinity) >= this.#bound;
    return (this.#position ?? Infinity) <= this.#bound;
  }
}

const nothing: Chunk<never> = { offset: 0, asked: 0, items: [], total: null };

function anchorOf(gap: Gap): Anchor | null {
  return typeof gap === 'string' ? null : { ...readRandomPlace(gap.place), side: gap.side };
}

/** The index of a gap: that of the item after it; null for the end. */
function indexOf(gap: Gap): number | null {
  if (gap === 'start') return 0;
  if (gap === 'end') return null;
  const { index } = readRandomPlace(gap.place);
  return gap.side === 'after' ? index + 1 : index;
}
