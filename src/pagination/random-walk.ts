import { anchorOf, gapBeside, hasMoved, indexBeside, isAmiss, positionWithout, type Anchor } from './anchor.ts';
import { isAtListEnd, isCut, isSmallerPage, type Chunk } from './chunk.ts';
import { Patience } from './patience.ts';
import type { RandomAccess } from './random-access.ts';
import { writeRandomPlace } from './random-place.ts';
import { planWindows } from './random-plan.ts';
import { RandomQueue } from './random-queue.ts';
import { RandomReader } from './random-reader.ts';
import { anchorIn, RandomStretch } from './random-stretch.ts';
import { seek } from './seek.ts';
import { findTail } from './tail.ts';
import { createSieve } from './traits.ts';
import { noFailures, sideAhead, type Course, type Direction, type Gap, type Place, type Walk } from './walk.ts';

/**
 * A walk in a list that is read by windows. Each chunk is joined to what was read before it by the anchor, the item beside
 * the gap that the walk has reached: by its id where the chunk has it, and by the total where it has not.
 */
export class RandomWalk<Item> implements Walk<Item> {
  readonly failures = noFailures;
  readonly behind: boolean;
  readonly #list: RandomAccess<Item>;
  readonly #reader: RandomReader<Item>;
  readonly #queue: RandomQueue<Item>;
  readonly #patience: Patience;
  readonly #direction: Direction;
  readonly #sieve: (item: Item) => boolean;
  /** The index of the gap that the walk has reached; null for the list's end, while it is not known where that is. */
  #position: number | null;
  /** The index of the gap where the walk stops. */
  #bound: number;
  #anchor: Anchor | null;
  #frontier: number | null = null;
  #ended: boolean;
  #cut: number | undefined;
  /** Whether the list was seen to move: a full call is then the cheapest way to get ahead of it. */
  #hasShifted = false;

  constructor(list: RandomAccess<Item>, { direction, from, until }: Course) {
    this.#list = list;
    this.#direction = direction;
    this.#sieve = createSieve(list.traits);
    this.#anchor = anchorOf(from);
    this.#position = this.#anchor === null ? indexOfEnd(from) : indexBeside(this.#anchor);
    const goal = anchorOf(until);
    this.#bound = goal === null ? (indexOfEnd(until) ?? Infinity) : indexBeside(goal);
    this.#patience = new Patience(this.#anchor?.total ?? null);
    const seen = this.#anchor ?? goal;
    this.#reader = new RandomReader(list, seen?.pin ?? null, seen?.total ?? null);
    this.#queue = new RandomQueue(typeof from === 'string' ? null : from.place);
    this.behind = direction === 'forward' ? this.#position !== 0 : from !== 'end';
    this.#ended = this.#isAtBound();
  }

  get more(): boolean {
    return !this.#queue.isEmpty || !this.#ended;
  }

  get reached(): Place | null {
    return this.#queue.reached;
  }

  get frontier(): number | null {
    return this.#frontier;
  }

  get total(): number | null | undefined {
    return this.#reader.total;
  }

  async learnTotal(): Promise<number | null> {
    if (this.#list.countable) await this.#reader.fetch(this.#list.planner.reach(0, 1, 'forward'));
    return this.total ?? null;
  }

  async next(wanted: number, calls = Infinity): Promise<RandomStretch<Item>> {
    this.#reader.boundCalls(wanted);
    while (this.#queue.isEmpty && !this.#ended && this.#reader.callsLeft > 0) await this.#advance(wanted, calls);
    return this.#queue.take(wanted);
  }

  async #advance(wanted: number, calls: number): Promise<void> {
    // Of a list that is sifted, or moves, nobody knows which items make the wanted ones: a full call is the cheapest guess.
    const isCertain = this.#list.countable && !this.#hasShifted;
    const count = isCertain ? wanted : Math.max(wanted, this.#list.planner.maximum);
    if (this.#position === null) return this.#startFromEnd(count);
    const windows = this.#plan(this.#position, count, isCertain ? calls : 1).slice(0, this.#reader.callsLeft);
    const chunks = await Promise.all(windows.map((window) => this.#reader.fetch(window)));
    for (const chunk of chunks) await this.#join(chunk);
  }

  #plan(position: number, wanted: number, calls: number) {
    const standing = {
      direction: this.#direction,
      position,
      bound: this.#bound,
      anchor: this.#anchor,
      knownEnd: this.#reader.knownEnd,
      cut: this.#cut,
      hasShifted: this.#hasShifted,
    };
    return planWindows(standing, this.#list.planner, wanted, calls);
  }

  async #startFromEnd(wanted: number): Promise<void> {
    const tail = await findTail((window) => this.#reader.fetch(window), this.#list.planner, wanted);
    this.#reader.forgetCalls();
    this.#hand(tail, tail.items.length);
  }

  /** Hands on what of a chunk follows the gap that the walk has reached. */
  async #join(chunk: Chunk<Item>): Promise<void> {
    if (this.#ended || this.#isInDoubt(chunk)) return;
    const expected = (this.#position ?? 0) - chunk.offset;
    const anchor = this.#anchor;
    const at = anchor === null ? null : gapBeside(chunk, anchor, this.#list.traits);
    if (at !== null) return this.#hand(chunk, at);
    if (anchor !== null && hasMoved(anchor, chunk)) return this.#seek(chunk, anchor);
    if (expected < 0) return;
    if (expected <= chunk.items.length) return this.#hand(chunk, expected);
    this.#fail(chunk);
  }

  /** Whether it is not known where a page starts: it is asked for once more then, by a size that the upstream gives. */
  #isInDoubt(chunk: Chunk<Item>): boolean {
    const isTried = this.#cut !== undefined && chunk.asked <= this.#cut;
    if (isTried || !isSmallerPage(chunk, this.#list.planner)) return false;
    if (isAtListEnd(chunk) && !(this.#anchor && isAmiss(this.#anchor, chunk, this.#list.traits))) return false;
    this.#cut = chunk.items.length;
    return true;
  }

  async #seek(chunk: Chunk<Item>, anchor: Anchor): Promise<void> {
    const found = await seek(anchor, chunk, {
      planner: this.#list.planner,
      traits: this.#list.traits,
      direction: this.#direction,
      fetch: (window) => (this.#reader.callsLeft > 0 ? this.#reader.fetch(window) : null),
    });
    if (found !== null) return this.#hand(found.chunk, found.at);
    this.#position = positionWithout(anchor, chunk, this.#position ?? 0, this.#direction);
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
    this.#anchor = anchorIn(chunk, index, this.#reader.pin, this.#list.traits, sideAhead(this.#direction));
    this.#queue.reach(writeRandomPlace(this.#anchor));
    this.#frontier = this.#anchor.time;
  }

  /** Queues the items of a chunk that the list is of. */
  #settle(chunk: Chunk<Item>, start: number, end: number): void {
    const forward = this.#direction === 'forward';
    this.#patience.renew();
    if (isCut(chunk)) this.#cut = chunk.items.length;
    const indexes: number[] = [];
    for (let index = start; index < end; index += 1) if (this.#sieve(chunk.items[index] as Item)) indexes.push(index);
    if (!forward) indexes.reverse();
    this.#queue.add(new RandomStretch(chunk, indexes, this.#reader.pin, this.#list.traits));
  }

  /** After a chunk with nothing for the walk: asks again, then beyond the hole, then gives up. */
  #fail(chunk: Chunk<Item>): void {
    const forward = this.#direction === 'forward';
    this.#patience.wear(chunk);
    if (isCut(chunk)) this.#cut = chunk.items.length;
    if (forward && (this.#patience.isAtEnd || this.#isAtEnd(chunk))) this.#ended = true;
    else if (!forward && chunk.total !== null && chunk.total < (this.#position ?? 0)) this.#jump(chunk.total);
    else if (this.#patience.isAtHole) this.#jump(forward ? chunk.offset + chunk.asked : chunk.offset);
  }

  #jump(position: number): void {
    this.#position = position;
    this.#anchor = null;
    this.#ended ||= this.#isAtBound();
  }

  #isAtEnd(chunk: Chunk<Item>): boolean {
    return this.#reader.isEnd(this.#position ?? 0, chunk);
  }

  #isAtBound(): boolean {
    if (this.#direction === 'forward') return (this.#position ?? Infinity) >= this.#bound;
    return (this.#position ?? Infinity) <= this.#bound;
  }
}

/** The index of one of the list's ends; null for the far one, while it is not known where that is. */
const indexOfEnd = (gap: Gap): number | null => (gap === 'start' ? 0 : null);
