import { reachedAt, type Direction, type ListOutcome, type Reached, type Row, type Walk } from './list.ts';
import type { MergedList } from './merged-list.ts';
import type { MergeEntry } from './merge-place.ts';

/** Whether a list can be asked: yes; no, since it has made all the calls of a page; or no, since it has failed. */
type InputState = 'open' | 'out of calls' | { readonly error: unknown };

/** One list of a merge as a walk reads it: what it gave, what of it was used, and by which time each item is ordered. */
export class MergeInput<Item> {
  readonly list: MergedList<Item>;
  readonly walk: Walk<Item>;
  #rows: readonly Row<Item>[] = [];
  readonly #isForward: boolean;
  /** Where it begins; `ended` where a former page came to its end, so that it need not be asked. */
  readonly #from: MergeEntry;
  readonly #until: MergeEntry;
  /** The times that the rows are ordered by, as far as they are known. */
  readonly #times: number[] = [];
  #used = 0;
  #state: InputState = 'open';
  /** The entry that was asked for last, until something new is known. */
  #lastEntry: { readonly used: number; readonly isSettled: boolean; readonly entry: MergeEntry } | null = null;

  constructor(list: MergedList<Item>, direction: Direction, from: MergeEntry, until: MergeEntry) {
    this.list = list;
    this.walk = list.list.walk({ direction, from: from.gap, until: until.gap });
    this.#isForward = direction === 'forward';
    this.#from = from;
    this.#until = until;
  }

  /** How many of the rows were used. */
  get used(): number {
    return this.#used;
  }

  /** Whether it has a row that was not used yet. */
  get hasNext(): boolean {
    return this.#used < this.#rows.length;
  }

  get hasFailed(): boolean {
    return typeof this.#state !== 'string';
  }

  get isOutOfCalls(): boolean {
    return this.#state === 'out of calls';
  }

  /** Whether it has anything that was not used yet, or may have. */
  get hasMore(): boolean {
    return this.hasFailed || this.hasNext || this.#hasUnread();
  }

  /** Whether it must be asked before it is known which item comes next. */
  get mustBeAsked(): boolean {
    return this.#state === 'open' && this.time === null && this.#hasUnread();
  }

  /** The time that its next item is ordered by, or that bounds it where no more can be asked; null where there is none. */
  get time(): number | null {
    const known = this.#timeAt(this.#used);
    if (known !== undefined) return known;
    return this.isOutOfCalls && this.#hasUnread() && !this.hasNext ? this.#timeReached() : null;
  }

  /** Why it failed; undefined where it did not. */
  get error(): unknown {
    return typeof this.#state === 'string' ? undefined : this.#state.error;
  }

  /** How far it was read, and why it could not be. */
  get outcome(): ListOutcome {
    const time = this.walk.reached?.time ?? this.#from.time;
    const scannedTo = time === null || !Number.isFinite(time) ? null : time;
    return typeof this.#state === 'string' ? { scannedTo } : { error: this.#state.error, scannedTo };
  }

  /** How many items the list has; null where that is not to be had, undefined where the list was not asked for it. */
  get total(): number | null | undefined {
    if (this.hasFailed) return null;
    const { total } = this.walk;
    return total === undefined && this.#from.ended && typeof this.#from.gap === 'string' ? 0 : total;
  }

  /** Asks for more items, by one call unless it is the only list. */
  async ask(wanted: number, calls: number): Promise<void> {
    const rows = await this.walk.next(wanted, calls);
    if (rows.length === 0 && this.walk.continuation === 'more') this.#state = 'out of calls';
    this.#lastEntry = null;
    this.#rows = this.#rows.length === 0 ? rows : [...this.#rows, ...rows];
    if (!this.#isForward) this.#settleTimesBackward();
  }

  /** Notes that it cannot be read. */
  fail(error: unknown): void {
    this.#state = { error };
    this.#lastEntry = null;
    if (!this.#isForward) this.#settleTimesBackward();
  }

  /** The next row, which is used now. */
  take(): Row<Item> {
    this.#used += 1;
    return this.#rows[this.#used - 1] as Row<Item>;
  }

  /**
   * Its entry in a place, once so many of its rows are used: the gap after the last of them. Where all are used and
   * `isSettled`, it is the gap that the walk has reached, after items that were left out as well.
   */
  entryAt(used: number, isSettled: boolean): MergeEntry {
    const last = this.#lastEntry;
    // With hundreds of lists, most stand alike about all items of a page.
    if (last?.used === used && last.isSettled === isSettled) return last.entry;
    const entry = this.#makeEntryAt(used, isSettled);
    this.#lastEntry = { used, isSettled, entry };
    return entry;
  }

  #makeEntryAt(used: number, isSettled: boolean): MergeEntry {
    const isRead = used === this.#rows.length;
    const ended = this.#from.ended || (isRead && this.#isAtListEnd());
    const gap = isSettled && isRead ? this.walk.reached : this.#gapAfter(used);
    if (gap === null) return { ...this.#from, ended };
    const time = isSettled && isRead ? this.#timeReached() : this.#timeBefore(used);
    return { gap, time: Number.isFinite(time) ? time : null, ended };
  }

  #gapAfter(used: number): Reached | null {
    const row = this.#rows[used - 1];
    return row === undefined ? null : reachedAt(row, this.#isForward ? 'forward' : 'backward');
  }

  #hasUnread(): boolean {
    return !this.#from.ended && this.walk.continuation === 'more';
  }

  /** Whether the walk has come to the end of the list, and not just to a place where it stops. */
  #isAtListEnd(): boolean {
    return (
      this.#until.gap === (this.#isForward ? 'end' : 'start') && this.walk.continuation === 'end' && !this.hasFailed
    );
  }

  /** The time that a row is ordered by; undefined where it is not known yet, or there is no such row. */
  #timeAt(index: number): number | undefined {
    // Only as far as they are asked for: of the rows of hundreds of lists few are looked at.
    while (this.#isForward && this.#times.length <= Math.min(index, this.#rows.length - 1)) {
      const { item } = this.#rows[this.#times.length] as Row<Item>;
      this.#times.push(this.list.timeOf(item) ?? this.#timeBefore(this.#times.length));
    }
    return this.#times[index];
  }

  /** An item without a time is ordered by the time of the item before it in the list. Read backwards, that item comes later. */
  #settleTimesBackward(): void {
    for (let index = this.#times.length; index < this.#rows.length; index += 1) {
      const time = this.list.timeOf((this.#rows[index] as Row<Item>).item);
      if (time !== null) this.#fillTo(index, time);
    }
    if (this.#state !== 'open' || !this.#hasUnread()) this.#fillTo(this.#rows.length - 1, this.#timeAtEnd());
  }

  #fillTo(last: number, time: number): void {
    while (this.#times.length <= last) this.#times.push(time);
  }

  /** The time of the row before this index, or that of the start before the first row. Infinity, which comes first, for none. */
  #timeBefore(index: number): number {
    return (index > 0 ? this.#timeAt(index - 1) : this.#from.time) ?? Infinity;
  }

  #timeReached(): number {
    return this.walk.reached?.time ?? this.#timeBefore(this.#rows.length);
  }

  /** Backwards, the time for the last rows if they have none: they come first at the list's start, else with the rows before. */
  #timeAtEnd(): number {
    return this.#hasUnread() ? this.#timeBefore(this.#times.length) : (this.#until.time ?? Infinity);
  }
}
