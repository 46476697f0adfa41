import { EndNotFoundError, InvalidCursorError, PaginationNotSupportedError } from './errors.ts';
import type { Continuation, Course, Direction, ListOutcome, Reached, Row, Walk } from './list.ts';
import { MergeHeads } from './merge-heads.ts';
import type { MergeInput } from './merge-input.ts';
import { startMerge } from './merge-start.ts';
import { TakenItems } from './merge-taken.ts';
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

/** So many pages in a row may fail to read anything; then it is said that the merge gets no further. */
const mostFailedPages = 3;

/** A walk in several lists at once, always taking the item that comes next among those that the lists come to. */
export class MergeWalk<Item> implements Walk<Item> {
  readonly #options: MergeWalkOptions<Item>;
  readonly #direction: Direction;
  readonly #inputs: readonly MergeInput<Item>[];
  /** How many pages in a row before this one failed. */
  readonly #failedPages: number;
  readonly #taken: TakenItems<Item>;

  constructor(options: MergeWalkOptions<Item>, course: Course) {
    const { inputs, failedPages } = startMerge(options.lists, options.joins, course);
    this.#options = options;
    this.#direction = course.direction;
    this.#inputs = inputs;
    this.#failedPages = failedPages;
    this.#taken = new TakenItems(inputs, course.direction);
  }

  async next(wanted: number): Promise<readonly Row<Item>[]> {
    const rows: Row<Item>[] = [];
    while (rows.length < wanted) {
      await this.#askInputs(wanted - rows.length);
      const before = rows.length;
      this.#take(wanted, rows);
      if (rows.length === before && !this.#currentInputs().some((input) => input.mustBeAsked)) break;
    }
    return rows;
  }

  /** Asks those lists, all at once, without which it is not known which item comes next. */
  async #askInputs(wanted: number): Promise<void> {
    const calls = this.#inputs.length === 1 ? Infinity : 1;
    const asked = this.#currentInputs().filter((input) => input.mustBeAsked);
    await Promise.all(asked.map((input) => this.#noteFailure(input, () => input.ask(wanted, calls))));
  }

  /** Takes items for as long as it is known which comes next. */
  #take(wanted: number, rows: Row<Item>[]): void {
    const inputs = this.#currentInputs();
    if (inputs.some((input) => input.mustBeAsked)) return;
    const heads = new MergeHeads(inputs, this.#direction);
    while (rows.length < wanted) {
      const next = heads.takeFirst();
      if (next === null || !next.hasNext) return;
      rows.push(this.#taken.takeFrom(next));
      if (next.mustBeAsked) return;
      heads.add(next);
    }
  }

  /** The lists that the walk is in: those with times, or those without, which come after all that have times. */
  #currentInputs(): readonly MergeInput<Item>[] {
    const isForward = this.#direction === 'forward';
    const first = this.#inputs.filter((input) => (input.list.undated === true) !== isForward);
    const isThrough = first.every((input) => (input.hasFailed ? !input.hasNext : !input.hasMore));
    return isThrough ? this.#inputs.filter((input) => (input.list.undated === true) === isForward) : first;
  }

  /** Notes that a list cannot be read; what is wrong with the cursor or with the request is wrong with the page. */
  async #noteFailure<Answer>(input: MergeInput<Item>, read: () => Promise<Answer>): Promise<Answer | null> {
    try {
      return await read();
    } catch (error) {
      const isOfList = error instanceof EndNotFoundError;
      const isOfPage = error instanceof InvalidCursorError || error instanceof PaginationNotSupportedError;
      if (!isOfList && (isOfPage || this.#options.isFatal(error))) throw error;
      input.fail(error);
      return null;
    }
  }

  get continuation(): Continuation {
    if (!this.#inputs.some((input) => input.hasMore)) return 'end';
    if (!this.#isFailedPage() || this.#failedPages + 1 < mostFailedPages) return 'more';
    const times = this.#inputs.map((input) => (input.hasFailed ? this.#options.retryAfterMsOf(input.error) : null));
    const told = times.filter((time) => time !== null);
    return { retryAfterMs: told.length === 0 ? null : Math.min(...told) };
  }

  get reached(): Reached {
    return this.#taken.reached(this.#isFailedPage() ? Math.min(this.#failedPages + 1, mostFailedPages) : 0);
  }

  /** Whether this page has read nothing, and all lists that are left have failed. */
  #isFailedPage(): boolean {
    return this.#taken.isEmpty && this.#inputs.every((input) => input.hasFailed || !input.hasMore);
  }

  get hasItemsBehind(): boolean {
    return this.#inputs.some((input) => input.walk.hasItemsBehind);
  }

  get outcomes(): ReadonlyMap<string, ListOutcome> {
    return new Map(this.#inputs.map((input) => [input.list.key, input.outcome]));
  }

  get hasLeftOut(): boolean {
    return this.#inputs.some(({ walk }) => walk.hasLeftOut);
  }

  /** Null where one of the lists cannot tell, or was not asked when others were; undefined where none of them was. */
  get total(): number | null | undefined {
    return sumOf(this.#inputs.map((input) => input.total));
  }

  async learnTotal(): Promise<number | null> {
    if (this.total !== undefined) return this.total;
    const totals = await Promise.all(
      this.#inputs.map((input) => this.#noteFailure(input, () => input.walk.learnTotal())),
    );
    return sumOf(totals) ?? null;
  }
}

function sumOf(totals: readonly (number | null | undefined)[]): number | null | undefined {
  const known = totals.filter((total) => typeof total === 'number');
  if (known.length === totals.length) return known.reduce((one, other) => one + other, 0);
  return totals.every((total) => total === undefined) ? undefined : null;
}
