/**
 * Converts between the clock of the store and `performance.now()`. The store told its time at some moment between the question
 * and its answer. Conversions to either clock err on the early side, so that nothing is taken for fresher than it is.
 */
export class StoreMoment {
  /** The time that the store told, in milliseconds. */
  readonly now: number;
  readonly #leastAheadMs: number;
  readonly #mostAheadMs: number;

  /** `told`: the time of the store. `askedAt`, `heardAt`: when it was asked and when its answer came, by `performance.now()`. */
  constructor(told: number, askedAt: number, heardAt: number) {
    this.now = told;
    this.#leastAheadMs = told - heardAt;
    this.#mostAheadMs = told - askedAt;
  }

  /** A moment of the store's clock, by `performance.now()`. */
  fromStore(moment: number): number {
    return moment - this.#mostAheadMs;
  }

  /** A moment of `performance.now()`, by the store's clock. */
  toStore(moment: number): number {
    return Math.floor(moment + this.#leastAheadMs);
  }
}
