import { ChainedAnchor } from './chained-anchor.ts';
import { ChainedEnd } from './chained-end.ts';
import { passedBefore, writeChainedPlace, type ChainedGap } from './chained-place.ts';
import {
  ChainedStretch,
  itemOf,
  placeOfPage,
  placeOfRow,
  type ChainedPage,
  type ChainedRow,
} from './chained-stretch.ts';
import type { ChainedOptions, FetchTokenPage } from './chained.ts';
import { callsOfSiftedPage, createSieve, spareCalls } from './traits.ts';
import { noFailures, type Course, type Place, type Walk } from './walk.ts';

/** A walk in a list that is read by tokens, in the direction that its places were made in. */
export class ChainedWalk<Item> implements Walk<Item> {
  readonly failures = noFailures;
  readonly total = null;
  readonly behind: boolean;
  readonly #options: ChainedOptions<Item>;
  readonly #fetchPage: FetchTokenPage<Item>;
  readonly #course: Course;
  readonly #end: ChainedEnd<Item>;
  readonly #sieve: (item: Item) => boolean;
  /** Where in its page the walk starts; null where it starts at the top of a page. */
  #anchor: ChainedAnchor<Item> | null;
  #token: string | null;
  /** How many items were passed before the page of `#token`. */
  #passed: number;
  #ended: boolean;
  readonly #start: Place | null;
  #reached: Place | null;
  #queue: readonly ChainedRow<Item>[] = [];
  #taken: ChainedRow<Item> | undefined;
  /** What is read next if the anchor is gone, and was read before if it comes later. */
  #doubtful: readonly ChainedRow<Item>[] = [];
  #frontier: number | null = null;
  #calls = 0;
  #mostCalls: number | undefined;

  constructor(
    options: ChainedOptions<Item>,
    fetchPage: FetchTokenPage<Item>,
    course: Course,
    from: ChainedGap | null,
    until: ChainedGap | null,
  ) {
    this.#options = options;
    this.#fetchPage = fetchPage;
    this.#course = course;
    this.#end = new ChainedEnd(course, until, options);
    this.#sieve = createSieve(options);
    const top = from !== null && from.side === 'after' && from.next !== null;
    this.#anchor = top || from === null || from.index < 0 ? null : new ChainedAnchor(from, options);
    this.#token = top ? from.next : (from?.token ?? null);
    this.#passed = from === null ? 0 : top ? from.position + 1 : from.position - Math.max(0, from.index);
    this.behind = from === null ? isFarEnd(course) : passedBefore(from) > 0;
    this.#ended = this.#end.isBehind(from) || (from === null && isFarEnd(course));
    this.#start = typeof course.from === 'string' ? null : course.from.place;
    this.#reached = this.#start;
  }

  get more(): boolean {
    return this.#queue.length > 0 || !this.#ended;
  }

  get frontier(): number | null {
    return this.#frontier;
  }

  learnTotal(): Promise<null> {
    return Promise.resolve(null);
  }

  get reached(): Place | null {
    if (this.#queue.length === 0) return this.#reached;
    return this.#taken === undefined ? this.#start : writeChainedPlace(placeOfRow(this.#taken, this.#options));
  }

  async next(wanted: number): Promise<ChainedStretch<Item>> {
    const { keep, maximum } = this.#options;
    this.#mostCalls ??= keep === undefined ? Math.ceil(wanted / maximum) + spareCalls : callsOfSiftedPage;
    while (this.#queue.length === 0 && !this.#ended && this.#calls < this.#mostCalls) await this.#advance(wanted);
    const rows = this.#queue.slice(0, wanted);
    this.#queue = this.#queue.slice(wanted);
    this.#taken = rows.at(-1) ?? this.#taken;
    return new ChainedStretch(rows, this.#options);
  }

  async #advance(wanted: number): Promise<void> {
    const answer = await this.#fetch(wanted);
    const start = this.#anchor?.startIn(answer) ?? 0;
    const page = { ...answer, passed: this.#passedBefore(answer, start) };
    const following = page.items.flatMap((_, index) => (index < start ? [] : [{ page, index }]));
    if (this.#isUndecided(page)) return this.#putOff(page, following);
    const rows = this.#isAnchorIn(page) ? following : [...this.#doubtful, ...following];
    this.#doubtful = [];
    const { rows: reading, met } = this.#end.cut(rows);
    if (!met) this.#end.refuseUncertainty(page.direction);
    const last = reading.at(-1);
    if (last !== undefined) this.#frontier = this.#options.timeOf?.(itemOf(last)) ?? null;
    this.#queue = reading.filter((row) => this.#sieve(itemOf(row)));
    this.#settle(page, last);
    this.#ended = met || page.next === null || page.next === page.token || this.#end.isAt(this.#passed, page.direction);
  }

  async #fetch(wanted: number): Promise<ChainedPage<Item>> {
    const { keep, maximum } = this.#options;
    const skipped = this.#anchor?.skipped ?? 0;
    const size = keep === undefined ? Math.min(maximum, skipped + wanted) : maximum;
    const [token, passed, { direction }] = [this.#token, this.#passed, this.#course];
    this.#calls += 1;
    const { items, next } = await this.#fetchPage({ token, size, direction });
    return { direction, token, items, next, passed };
  }

  #isAnchorIn(page: ChainedPage<Item>): boolean {
    return this.#anchor === null || this.#anchor.isIn(page);
  }

  /** Whether the anchor may have moved on to the page after, and that can be asked for. */
  #isUndecided(page: ChainedPage<Item>): boolean {
    const anchor = this.#anchor;
    if (anchor === null || anchor.isIn(page) || page.next === null || page.next === page.token) return false;
    const isLastChance = this.#calls === this.#mostCalls || this.#doubtful.length > this.#options.maximum;
    return !isLastChance && anchor.mayComeAfter(page);
  }

  /** Keeps what follows the anchor if it turns out to be gone, and looks for it in the page after. */
  #putOff(page: ChainedPage<Item>, following: readonly ChainedRow<Item>[]): void {
    this.#doubtful = [...this.#doubtful, ...following];
    this.#token = page.next;
    this.#passed = page.passed + page.items.length;
  }

  /** How many items were passed before a page, counted from the anchor: the page may have moved. */
  #passedBefore(page: ChainedPage<Item>, start: number): number {
    return this.#anchor !== null && this.#isAnchorIn(page) ? passedBefore(this.#anchor.gap) - start : page.passed;
  }

  /** Goes to the page after; keeps the anchor while nothing that stood behind it was seen. */
  #settle(page: ChainedPage<Item>, last: ChainedRow<Item> | undefined): void {
    const isPassed = last !== undefined || this.#isAnchorIn(page);
    this.#token = page.next;
    this.#passed = page.passed + page.items.length;
    if (isPassed) this.#anchor = null;
    if (last !== undefined) this.#reached = writeChainedPlace(placeOfRow(last, this.#options));
    else if (page.next !== null) this.#reached = placeOfPage(page.direction, page.next, this.#passed);
  }
}

/** Whether a course starts at the end that it heads for. */
const isFarEnd = ({ direction, from }: Course): boolean => from === (direction === 'forward' ? 'end' : 'start');
