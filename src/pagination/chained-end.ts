import { passedBefore, type ChainedGap } from './chained-place.ts';
import { itemOf, type ChainedRow } from './chained-stretch.ts';
import { PaginationNotSupportedError } from './errors.ts';
import type { ItemTraits } from './traits.ts';
import type { Course, Direction } from './walk.ts';

/** Where a walk in a chained list stops: at an item, known by its id, or after so many items where it has none. */
export class ChainedEnd<Item> {
  readonly #until: ChainedGap | null;
  readonly #course: Course;
  readonly #traits: ItemTraits<Item>;

  constructor(course: Course, until: ChainedGap | null, traits: ItemTraits<Item>) {
    this.#course = course;
    this.#until = until;
    this.#traits = traits;
  }

  /** Whether it lies before the start of the walk, as far as places made in one direction can be compared. */
  isBehind(from: ChainedGap | null): boolean {
    if (from === null) return this.#isAtStart();
    if (this.#until === null || this.#until.direction !== from.direction) return this.#isAtStart();
    const [one, other] = [passedBefore(from), passedBefore(this.#until)];
    return from.direction === this.#course.direction ? other <= one : other >= one;
  }

  /** Whether it lies where so many items of its direction were passed. */
  isAt(passed: number, madeIn: Direction): boolean {
    return this.#until !== null && this.#until.direction === madeIn && passedBefore(this.#until) === passed;
  }

  /** The rows up to it, and whether it was met. */
  cut(rows: readonly ChainedRow<Item>[]): { readonly rows: readonly ChainedRow<Item>[]; readonly met: boolean } {
    const index = rows.findIndex((row) => this.#isAtRow(row));
    if (index === -1) return { rows, met: false };
    const { until } = this.#course;
    const farSide = this.#course.direction === 'forward' ? 'after' : 'before';
    const including = typeof until !== 'string' && until.side === farSide;
    return { rows: rows.slice(0, including ? index + 1 : index), met: true };
  }

  /** A page that ends before a place made from the list's other end was met may lie on either side of it. */
  refuseUncertainty(madeIn: Direction): void {
    if (this.#until !== null && this.#until.direction !== madeIn) throw new PaginationNotSupportedError();
  }

  #isAtStart(): boolean {
    const { direction, until } = this.#course;
    return until === (direction === 'forward' ? 'start' : 'end');
  }

  #isAtRow(row: ChainedRow<Item>): boolean {
    if (this.#until === null) return false;
    if (this.#until.id !== null) return this.#traits.idOf?.(itemOf(row)) === this.#until.id;
    return this.#until.direction === row.page.direction && this.#until.position === row.page.passed + row.index;
  }
}
