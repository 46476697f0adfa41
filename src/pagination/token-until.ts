import { PaginationNotSupportedError } from './errors.ts';
import { sideAhead, type Course, type Direction } from './list.ts';
import type { TokenRow } from './token-page.ts';
import { passedBefore, readTokenGap, type TokenGap } from './token-place.ts';
import { hasId, type ItemTraits } from './traits.ts';

/** Where a walk in a list of page tokens stops: at an item that is known by its id, or by its position where it has none. */
export class TokenUntil<Item> {
  readonly #until: TokenGap | null;
  readonly #course: Course;
  readonly #traits: ItemTraits<Item>;

  constructor(course: Course, traits: ItemTraits<Item>) {
    this.#course = course;
    this.#until = readTokenGap(course.until);
    this.#traits = traits;
  }

  /** Whether it lies before the start of the walk, as far as places made in one direction can be compared. */
  isBehind(from: TokenGap | null): boolean {
    if (this.#until === null) return this.#isAtStart();
    if (from === null) return this.#until.direction === this.#course.direction && passedBefore(this.#until) === 0;
    if (this.#until.direction !== from.direction) return false;
    const [one, other] = [passedBefore(from), passedBefore(this.#until)];
    return from.direction === this.#course.direction ? other <= one : other >= one;
  }

  /** Whether it lies right after so many items. `cut` comes first: it refuses places that were made in the other direction. */
  isAt(passed: number): boolean {
    return this.#until !== null && passedBefore(this.#until) === passed;
  }

  /** The rows up to it, and whether it was met. If not, a place made in the other direction is refused: it may lie behind. */
  cut(rows: readonly TokenRow<Item>[], madeIn: Direction) {
    const index = rows.findIndex((row) => this.#isAtRow(row));
    if (index === -1) {
      if (this.#until !== null && this.#until.direction !== madeIn) throw new PaginationNotSupportedError();
      return { rows, isMet: false };
    }
    const { until, direction } = this.#course;
    const isIncluded = typeof until !== 'string' && until.side === sideAhead(direction);
    return { rows: rows.slice(0, isIncluded ? index + 1 : index), isMet: true };
  }

  #isAtStart(): boolean {
    const { direction, until } = this.#course;
    return until === (direction === 'forward' ? 'start' : 'end');
  }

  #isAtRow(row: TokenRow<Item>): boolean {
    if (this.#until === null) return false;
    if (this.#until.id !== null) return hasId(this.#traits, row.item, this.#until.id);
    return this.#until.direction === row.page.direction && this.#until.position === row.position;
  }
}
