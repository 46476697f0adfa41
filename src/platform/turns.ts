/** How long work may hold the event loop at a time, in milliseconds. */
const turnMs = 20;

/**
 * Cuts long synchronous work: many small pieces run at once until their turn of the event loop is over, and the rest in
 * later turns, between which timers, sockets and other requests are served.
 */
export class Turns {
  readonly #waiting: (() => void)[] = [];
  /** When the turn that is under way is over; null while no piece was run in it. */
  #end: number | null = null;

  /** Runs a piece of work, at once or in a later turn; pieces run in the order in which they come. */
  run<Result>(piece: () => Result): Result | Promise<Result> {
    if (this.#waiting.length === 0 && !this.#isOver()) return piece();
    const { promise, resolve } = Promise.withResolvers<Result>();
    // A promise of its own is rejected where the piece throws.
    this.#waiting.push(() => resolve(new Promise((settle) => settle(piece()))));
    return promise;
  }

  #isOver(): boolean {
    this.#end ??= this.#begin();
    return performance.now() >= this.#end;
  }

  #begin(): number {
    setImmediate(() => this.#next());
    return performance.now() + turnMs;
  }

  #next(): void {
    this.#end = null;
    while (this.#waiting.length > 0 && !this.#isOver()) this.#waiting.shift()?.();
  }
}
