/**
 * The clock of the store beside `performance.now()`. What it told came some time after it was asked, and before it was heard:
 * moments are taken to be too early rather than too late, so that nothing is taken for fresher than it is.
 */
export class StoreMoment {
  readonly now: number;
  readonly #leastAheadMs: number;
  readonly #mostAheadMs: number;

  /** What it has told, when it was asked, and when it was heard. */
  constructor(told: number, askedAt: number, heardAt: number) {
    this.now = told;
    this.#leastAheadMs = told - heardAt;
    this.#mostAheadMs = told - askedAt;
  }

  /** A moment of the store, by `performance.now()`. */
  fromStore(moment: number): number {
    return moment - this.#mostAheadMs;
  }

  /** A moment of `performance.now()`, by the store. */
  toStore(moment: number): number {
    return Math.floor(moment + this.#leastAheadMs);
  }
}
