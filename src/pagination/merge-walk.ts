import { EndNotFoundError, InvalidCursorError, PaginationNotSupportedError } from './errors.ts';
import { Feed } from './feed.ts';
import { Heads } from './merge-heads.ts';
import {
  sideAhead,
  type Continuation,
  type Course,
  type Direction,
  type Gap,
  type ListOutcome,
  type Place,
  type Reached,
  type Row,
  type Walk,
} from './list.ts';
import {
  digestOfKeys,
  readMergeGap,
  writeMergePlace,
  writeShortMergePlace,
  type MergeEntry,
  type MergePlace,
} from './merge-place.ts';
import { MergeRow } from './merge-row.ts';
import type { MergedList } from './merged-list.ts';

/** What is the same for all walks of a merge. */
export interface MergeWalkOptions<Item> {
  /** In the order of their keys. */
  readonly lists: readonly MergedList<Item>[];
  /** Where a list starts that a place does not know. */
  readonly joins: 'start' | 'end';
  readonly isFatal: (error: unknown) => boolean;
  readonly retryAfterMsOf: (error: unknown) => number | null;
}

/** From so many lists on, an item's own place is written in short. */
const manyLists = 17;

/** The most characters of a place in full: few lists have more by long tokens only. */
const mostOfFullPlace = 12_000;

/** So many pages in a row may read nothing; then it is said that the merge gets no further. */
const mostVainPages = 3;

/** A walk in several lists at once, always taking the item that comes next among those that the lists come to. */
export class MergeWalk<Item> implements Walk<Item> {
  readonly #options: MergeWalkOptions<Item>;
  readonly #direction: Direction;
  readonly #feeds: readonly Feed<Item>[];
  /** How many pages before this one read nothing. */
  readonly #vainPages: number;
  /** The lists whose items were taken, in the order of the items. */
  readonly #order: Feed<Item>[] = [];
  #digest: string | undefined;

  constructor(options: MergeWalkOptions<Item>, { direction, from, until }: Course) {
    const { lists, joins } = options;
    const keys = lists.map(({ key }) => key);
    const [start, stop] = [readGap(from, keys), readGap(until, keys)];
    const farEnd = direction === 'forward' ? 'start' : 'end';
    this.#options = options;
    this.#direction = direction;
    this.#vainPages = typeof start === 'string' ? 0 : start.vainPages;
    this.#feeds = lists.map((list) => {
      const [entry, goal] = [entryOf(start, list.key, joins), entryOf(stop, list.key, joins)];
      const hasEnded = entry.ended && typeof start !== 'string' && start.direction === direction;
      // Read the other way, a list that had come to its end where this walk stops has nothing for it.
      const isPastGoal = goal.ended && typeof stop !== 'string' && stop.direction !== direction;
      const ended = hasEnded || (isPastGoal && entry.gap === farEnd);
      return new Feed(list, direction, { ...entry, ended }, goal);
    });
  }

  get continuation(): Continuation {
    if (!this.#feeds.some((feed) => feed.hasMore)) return 'end';
    if (!this.#isVain() || this.#vainPages + 1 < mostVainPages) return 'more';
    const times = this.#feeds.map((feed) => (feed.hasFailed ? this.#options.retryAfterMsOf(feed.error) : null));
    const told = times.filter((time) => time !== null);
    return { retryAfterMs: told.length === 0 ? null : Math.min(...told) };
  }

  get hasItemsBehind(): boolean {
    return this.#feeds.some((feed) => feed.walk.hasItemsBehind);
  }

  get reached(): Reached {
    const entries = this.#feeds.map((feed): [string, MergeEntry] => [feed.list.key, feed.entryAt(feed.used, true)]);
    const vainPages = this.#isVain() ? Math.min(this.#vainPages + 1, mostVainPages) : 0;
    const place = { direction: this.#direction, own: null, vainPages, entries: new Map(entries) };
    return { place: this.#fullPlace(place), side: sideAhead(this.#direction), time: null };
  }

  get outcomes(): ReadonlyMap<string, ListOutcome> {
    return new Map(this.#feeds.map((feed) => [feed.list.key, feed.outcome]));
  }

  /** Null where one of the lists cannot tell, or was not asked when others were; undefined where none of them was. */
  get total(): number | null | undefined {
    return sumOf(this.#feeds.map((feed) => feed.total));
  }

  get hasLeftOut(): boolean {
    return this.#feeds.some(({ walk }) => walk.hasLeftOut);
  }

  async learnTotal(): Promise<number | null> {
    const learn = (feed: Feed<Item>) => this.#noteFailure(feed, () => feed.walk.learnTotal());
    if (this.total !== undefined) return this.total;
    const totals = await Promise.all(this.#feeds.map(learn));
    return sumOf(totals) ?? null;
  }

  async next(wanted: number): Promise<readonly Row<Item>[]> {
    const rows: Row<Item>[] = [];
    while (rows.length < wanted) {
      await this.#fill(wanted - rows.length);
      const before = rows.length;
      this.#take(wanted, rows);
      if (rows.length === before && !this.#group().some((feed) => feed.isDry)) break;
    }
    return rows;
  }

  /** The place of the item that was taken at a position, in short where there are many lists. */
  placeOf(position: number): Place {
    const place = this.#mergePlaceOf(position);
    if (this.#feeds.length < manyLists) return this.#fullPlace(place);
    return writeShortMergePlace(place, { time: this.#timeOf(place), digest: this.#digestOfKeys(), others: 'index' });
  }

  /** The same in full, as far as that is not too long. */
  endPlaceOf(position: number): Place {
    return this.#fullPlace(this.#mergePlaceOf(position));
  }

  #fullPlace(place: MergePlace): Place {
    const full = writeMergePlace(place);
    if (JSON.stringify(full).length <= mostOfFullPlace) return full;
    return writeShortMergePlace(place, { time: this.#timeOf(place), digest: this.#digestOfKeys(), others: 'id' });
  }

  #timeOf({ own, entries }: MergePlace): number {
    return (own === null ? undefined : entries.get(own)?.time) ?? Infinity;
  }

  #digestOfKeys(): string {
    return (this.#digest ??= digestOfKeys(this.#options.lists.map(({ key }) => key)));
  }

  /** Asks those lists, all at once, without which it is not known which item comes next. */
  async #fill(wanted: number): Promise<void> {
    const calls = this.#feeds.length === 1 ? Infinity : 1;
    const dry = this.#group().filter((feed) => feed.isDry);
    await Promise.all(dry.map((feed) => this.#noteFailure(feed, () => feed.ask(wanted, calls))));
  }

  /** Notes that a list cannot be read; what is wrong with the cursor or with the request is wrong with the page. */
  async #noteFailure<Answer>(feed: Feed<Item>, read: () => Promise<Answer>): Promise<Answer | null> {
    try {
      return await read();
    } catch (error) {
      const isOfList = error instanceof EndNotFoundError;
      const isOfPage = error instanceof InvalidCursorError || error instanceof PaginationNotSupportedError;
      if (!isOfList && (isOfPage || this.#options.isFatal(error))) throw error;
      feed.fail(error);
      return null;
    }
  }

  /** Takes items for as long as it is known which comes next. */
  #take(wanted: number, rows: Row<Item>[]): void {
    const feeds = this.#group();
    if (feeds.some((feed) => feed.isDry)) return;
    const heads = new Heads(feeds, this.#direction);
    while (rows.length < wanted) {
      const next = heads.takeFirst();
      if (next === null || !next.hasNext) return;
      this.#order.push(next);
      rows.push(new MergeRow(this, this.#order.length - 1, next.take()));
      if (next.isDry) return;
      heads.add(next);
    }
  }

  /** The lists that the walk is in: those with times, or those without once the others have ended. */
  #group(): readonly Feed<Item>[] {
    const isForward = this.#direction === 'forward';
    const nearer = this.#feeds.filter((feed) => (feed.list.undated === true) !== isForward);
    const isThrough = nearer.every((feed) => (feed.hasFailed ? !feed.hasNext : !feed.hasMore));
    return isThrough ? this.#feeds.filter((feed) => (feed.list.undated === true) === isForward) : nearer;
  }

  #mergePlaceOf(position: number): MergePlace {
    const used = new Map<Feed<Item>, number>();
    for (const feed of this.#order.slice(0, position + 1)) used.set(feed, (used.get(feed) ?? 0) + 1);
    const own = this.#order[position];
    const entries = new Map<string, MergeEntry>();
    for (const feed of this.#feeds) {
      // A list that was asked in vain need not be asked for the same again.
      const isSettled = feed.isSpent && feed !== own;
      entries.set(feed.list.key, feed.entryAt(used.get(feed) ?? 0, isSettled));
    }
    return { direction: this.#direction, own: own?.list.key ?? null, vainPages: 0, entries };
  }

  /** Whether this page has read nothing, and all that is left has failed. */
  #isVain(): boolean {
    return this.#order.length === 0 && this.#feeds.every((feed) => feed.hasFailed || !feed.hasMore);
  }
}

function sumOf(totals: readonly (number | null | undefined)[]): number | null | undefined {
  const known = totals.filter((total) => typeof total === 'number');
  if (known.length === totals.length) return known.reduce((one, other) => one + other, 0);
  return totals.every((total) => total === undefined) ? undefined : null;
}

const readGap = (gap: Gap, keys: readonly string[]): MergePlace | 'start' | 'end' =>
  typeof gap === 'string' ? gap : readMergeGap(gap.place, gap.side, keys);

function entryOf(place: MergePlace | 'start' | 'end', key: string, joins: 'start' | 'end'): MergeEntry {
  if (typeof place === 'string') return { gap: place, time: null, ended: false };
  return place.entries.get(key) ?? { gap: joins, time: null, ended: false };
}
