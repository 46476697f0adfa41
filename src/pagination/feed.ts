import type { MergedList } from './merge.ts';
import type { MergeEntry } from './merge-place.ts';
import { sideAhead, type Direction, type Gap, type Place, type Stretch, type Walk } from './walk.ts';

/** One list of a merge as a walk reads it: what it gave, what of it was used, and by which time each item is ordered. */
export class Feed<Item> {
  readonly list: MergedList<Item>;
  readonly walk: Walk<Item>;
  readonly items: Item[] = [];
  /** How many of the items were used. */
  used = 0;
  /** Whether it was asked in vain: it has made all the calls that a page may make. */
  isSpent = false;
  hasFailed = false;
  readonly #direction: Direction;
  readonly #from: MergeEntry;
  readonly #until: MergeEntry;
  /** Whether a former page came to its end, so that it need not be asked. */
  readonly #hasEnded: boolean;
  readonly #stretches: { readonly start: number; readonly stretch: Stretch<Item> }[] = [];
  /** The times that the items are ordered by, as far as they are known. */
  readonly #times: number[] = [];

  constructor(list: MergedList<Item>, direction: Direction, from: MergeEntry, until: MergeEntry) {
    this.list = list;
    this.walk = list.list.walk({ direction, from: from.gap, until: until.gap });
    this.#direction = direction;
    this.#from = from;
    this.#until = until;
    this.#hasEnded = from.ended;
  }

  /** Whether it has anything that was not used yet, or may have. */
  get more(): boolean {
    return this.hasFailed || this.used < this.items.length || this.#hasUnread();
  }

  /** Whether it must be asked before it is known which item comes next. */
  get isDry(): boolean {
    return this.time === null && this.#hasUnread() && !this.isSpent && !this.hasFailed;
  }

  /** The time that its next item is ordered by, or that bounds it where no more can be asked; null where there is none. */
  get time(): number | null {
    const known = this.#times[this.used];
    if (known !== undefined) return known;
    return this.isSpent && this.#hasUnread() && this.used === this.items.length ? this.#timeReached() : null;
  }

  /** How many items the list has; null where that is not to be had, undefined where the list was not asked for it. */
  get total(): number | null | undefined {
    if (this.hasFailed) return null;
    const wasEmpty = this.#hasEnded && typeof this.#from.gap === 'string';
    return this.walk.total ?? (wasEmpty && this.walk.total === undefined ? 0 : this.walk.total);
  }

  get hasNext(): boolean {
    return this.used < this.items.length;
  }

  /** Asks for more items, by one call unless it is the only list. */
  async ask(wanted: number, calls: number): Promise<void> {
    const stretch = await this.walk.next(wanted, calls);
    this.isSpent = stretch.items.length === 0 && this.walk.more;
    if (stretch.items.length > 0) this.#stretches.push({ start: this.items.length, stretch });
    this.items.push(...stretch.items);
    this.settleTimes();
  }

  /** An item without a time is ordered by that of the item before it in the list. */
  settleTimes(): void {
    const isFinal = this.#direction === 'forward' || this.isSpent || this.hasFailed || !this.#hasUnread();
    for (let index = this.#times.length; index < this.items.length; index += 1) {
      const time = this.list.timeOf(this.items[index] as Item);
      if (time !== null) this.#fillTo(index, time);
      else if (this.#direction === 'forward') this.#times.push(this.#timeBefore(index));
    }
    if (isFinal) this.#fillTo(this.items.length - 1, this.#timeAtEnd());
  }

  /** How it stands when so many of its items are used; `settled` where nothing else was read of it. */
  entryAt(used: number, settled: boolean): MergeEntry {
    const isRead = used === this.items.length;
    const ended = this.#hasEnded || (isRead && this.#isAtListEnd());
    const place = settled && isRead ? this.walk.reached : used > 0 ? this.#placeOf(used - 1) : null;
    // Where the walk has not left its start, that stays on the side of the item where it was.
    if (place === null || place === placeAt(this.#from.gap)) return { ...this.#from, ended };
    const time = settled && isRead ? this.#timeReached() : this.#timeBefore(used);
    return { gap: { place, side: sideAhead(this.#direction) }, time: Number.isFinite(time) ? time : null, ended };
  }

  #placeOf(index: number): Place {
    const found = this.#stretches.findLast(({ start }) => start <= index);
    return found === undefined ? null : found.stretch.placeOf(index - found.start);
  }

  #hasUnread(): boolean {
    return !this.#hasEnded && this.walk.more;
  }

  /** Not where the walk stops short of it at another place. */
  #isAtListEnd(): boolean {
    const end = this.#direction === 'forward' ? 'end' : 'start';
    return this.#until.gap === end && !this.walk.more && !this.hasFailed;
  }

  #fillTo(last: number, time: number): void {
    while (this.#times.length <= last) this.#times.push(time);
  }

  /** The time of the item before this index of what was read, where it was read; items without any come first. */
  #timeBefore(index: number): number {
    return (index > 0 ? this.#times[index - 1] : this.#from.time) ?? Infinity;
  }

  #timeReached(): number {
    return this.walk.frontier ?? this.#timeBefore(this.items.length);
  }

  /** Backwards, of items whose time nothing tells: at the list's start they come first, else with those read before. */
  #timeAtEnd(): number {
    return this.#hasUnread() ? this.#timeBefore(this.#times.length) : (this.#until.time ?? Infinity);
  }
}

const placeAt = (gap: Gap): Place | null => (typeof gap === 'string' ? null : gap.place);
