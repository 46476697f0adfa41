import { InvalidCursorError, PaginationNotSupportedError } from './errors.ts';
import { Feed } from './feed.ts';
import type { MergedList } from './merge.ts';
import { readMergeGap, writeMergePlace, type MergeEntry, type MergePlace } from './merge-place.ts';
import type { Course, Direction, Gap, Place, Stretch, Walk } from './walk.ts';

/** A walk in several lists at once, always taking the item that comes next among those that the lists come to. */
export class MergeWalk<Item> implements Walk<Item> {
  readonly failures = new Map<string, unknown>();
  readonly frontier = null;
  readonly #direction: Direction;
  readonly #feeds: readonly Feed<Item>[];
  readonly #isFatal: (error: unknown) => boolean;

  /** `joins` is where a list starts that a place does not know. */
  constructor(
    lists: readonly MergedList<Item>[],
    course: Course,
    joins: 'start' | 'end',
    isFatal: (error: unknown) => boolean,
  ) {
    const [from, until] = [readGap(course.from), readGap(course.until)];
    this.#direction = course.direction;
    this.#isFatal = isFatal;
    this.#feeds = lists.map((list) => {
      const entry = entryOf(from, list.key, joins);
      const ended = entry.ended && typeof from !== 'string' && from.direction === course.direction;
      return new Feed(list, course.direction, { ...entry, ended }, entryOf(until, list.key, joins));
    });
  }

  get more(): boolean {
    return this.#feeds.some((feed) => feed.more);
  }

  get behind(): boolean {
    return this.#feeds.some((feed) => feed.walk.behind);
  }

  get reached(): Place {
    const entries = this.#feeds.map((feed): [string, MergeEntry] => [feed.list.key, feed.entryAt(feed.used, true)]);
    return writeMergePlace({ direction: this.#direction, own: null, entries: new Map(entries) });
  }

  /** Null where one of the lists cannot tell, or was not asked when others were; undefined where none of them was. */
  get total(): number | null | undefined {
    return sumOf(this.#feeds.map((feed) => feed.total));
  }

  async learnTotal(): Promise<number | null> {
    if (this.total === undefined) await Promise.all(this.#feeds.map((feed) => this.#learnTotalOf(feed)));
    return this.total ?? null;
  }

  async #learnTotalOf(feed: Feed<Item>): Promise<void> {
    try {
      await feed.walk.learnTotal();
    } catch (error) {
      this.#fail(feed, error);
    }
  }

  async next(wanted: number): Promise<Stretch<Item>> {
    const before = this.#feeds.map((feed) => feed.used);
    const order: number[] = [];
    const items: Item[] = [];
    while (items.length < wanted) {
      await this.#fill(wanted - items.length);
      const taken = this.#take(wanted - items.length, items, order);
      if (taken === 0 && !this.#group().some((feed) => feed.isDry)) break;
    }
    return { items, placeOf: (index) => this.#placeOf(order.slice(0, index + 1), before) };
  }

  /** Asks those lists, all at once, without which it is not known which item comes next. */
  async #fill(wanted: number): Promise<void> {
    const calls = this.#feeds.length === 1 ? Infinity : 1;
    const dry = this.#group().filter((feed) => feed.isDry);
    await Promise.all(dry.map((feed) => this.#ask(feed, wanted, calls)));
  }

  async #ask(feed: Feed<Item>, wanted: number, calls: number): Promise<void> {
    try {
      await feed.ask(wanted, calls);
    } catch (error) {
      this.#fail(feed, error);
    }
  }

  /** Notes that a list cannot be read; what is wrong with the cursor or with the request is wrong with the page. */
  #fail(feed: Feed<Item>, error: unknown): void {
    if (error instanceof InvalidCursorError || error instanceof PaginationNotSupportedError) throw error;
    if (this.#isFatal(error)) throw error;
    this.failures.set(feed.list.key, error);
    feed.hasFailed = true;
    feed.settleTimes();
  }

  /** Takes items for as long as it is known which comes next; says how many. */
  #take(wanted: number, items: Item[], order: number[]): number {
    const feeds = this.#group();
    let taken = 0;
    for (; taken < wanted && !feeds.some((feed) => feed.isDry); taken += 1) {
      const next = this.#foremost(feeds);
      if (next === null || !next.hasNext) break;
      items.push(next.items[next.used] as Item);
      order.push(this.#feeds.indexOf(next));
      next.used += 1;
    }
    return taken;
  }

  /** The lists that the walk is in: those with times, or those without once the others have ended. */
  #group(): readonly Feed<Item>[] {
    const forward = this.#direction === 'forward';
    const nearer = this.#feeds.filter((feed) => (feed.list.undated === true) !== forward);
    const isThrough = nearer.every((feed) => (feed.hasFailed ? !feed.hasNext : !feed.more));
    return isThrough ? this.#feeds.filter((feed) => (feed.list.undated === true) === forward) : nearer;
  }

  /** The list whose item comes next; of those of the same time the first by key, backwards the last. */
  #foremost(feeds: readonly Feed<Item>[]): Feed<Item> | null {
    let foremost: Feed<Item> | null = null;
    for (const feed of feeds) {
      if (feed.time === null) continue;
      if (foremost?.time === undefined || foremost.time === null || this.#precedes(feed.time, foremost.time))
        foremost = feed;
    }
    return foremost;
  }

  #precedes(time: number, other: number): boolean {
    return this.#direction === 'forward' ? time > other : time <= other;
  }

  /** The place of the last of these items, which are told by the indexes of their lists. */
  #placeOf(order: readonly number[], before: readonly number[]): Place {
    const used = [...before];
    for (const index of order) used[index] = (used[index] ?? 0) + 1;
    const own = this.#feeds[order.at(-1) ?? -1]?.list.key ?? null;
    const entries = this.#feeds.map((feed, index): [string, MergeEntry] => {
      // A list that was asked in vain need not be asked for the same again.
      const isSettled = feed.isSpent && feed.list.key !== own;
      return [feed.list.key, feed.entryAt(used[index] ?? 0, isSettled)];
    });
    return writeMergePlace({ direction: this.#direction, own, entries: new Map(entries) });
  }
}

function sumOf(totals: readonly (number | null | undefined)[]): number | null | undefined {
  const known = totals.filter((total) => typeof total === 'number');
  if (known.length === totals.length) return known.reduce((one, other) => one + other, 0);
  return totals.every((total) => total === undefined) ? undefined : null;
}

const readGap = (gap: Gap): MergePlace | 'start' | 'end' =>
  typeof gap === 'string' ? gap : readMergeGap(gap.place, gap.side);

function entryOf(place: MergePlace | 'start' | 'end', key: string, joins: 'start' | 'end'): MergeEntry {
  if (typeof place === 'string') return { gap: place, time: null, ended: false };
  return place.entries.get(key) ?? { gap: joins, time: null, ended: false };
}
