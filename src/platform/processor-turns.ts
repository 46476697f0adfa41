import { FairQueue, type TurnOwner } from './fair-queue.ts';

/** How long turns may follow one another before the event loop goes on and reads sockets, in milliseconds. */
const sliceMs = 10;

/** How many turns are set up for one round of the event loop; a round costs about as much as a small turn. */
const turnsPerRound = 16;

/** The principal whose turns it is, when its last turn began, and how long its turns took so far. */
interface Quantum {
  readonly principal: string;
  began: number;
  usedMs: number;
}

/**
 * Turns of the processor: work of a request that may take long waits here before it begins. Nothing waits while the event
 * loop is quick. Once turns have taken `sliceMs` in one round of the event loop, the others wait for the next rounds.
 * Principals get the same time, not the same number of turns (deficit round robin): one goes on until it has used `sliceMs`.
 * Many requests of one caller, or expensive ones, thus delay those of another only a little.
 */
export class ProcessorTurns {
  readonly #waiting = new FairQueue<() => void>();
  /** When the first turn of this round began; null if there was none yet. */
  #roundBegan: number | null = null;
  #scheduled = 0;
  #quantum: Quantum | null = null;

  /** Waits for a turn; undefined if it need not wait. */
  take(owner: TurnOwner): Promise<void> | undefined {
    if (this.#waiting.size === 0 && this.#hasTime()) return undefined;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#waiting.add(owner, resolve);
    this.#schedule();
    return promise;
  }

  #hasTime(): boolean {
    if (this.#roundBegan !== null) return performance.now() - this.#roundBegan < sliceMs;
    this.#roundBegan = performance.now();
    setImmediate(this.#endRound);
    return true;
  }

  /** One immediate for each turn: promise jobs of a turn run before the next immediate, so that turns do not overlap. */
  #schedule(): void {
    const wanted = Math.min(this.#waiting.size, turnsPerRound);
    for (; this.#scheduled < wanted; this.#scheduled += 1) setImmediate(this.#next);
  }

  readonly #next = (): void => {
    this.#scheduled -= 1;
    if (this.#hasTime()) this.#enter();
    if (this.#scheduled === 0) this.#schedule();
  };

  readonly #endRound = (): void => {
    this.#roundBegan = null;
  };

  #enter(): void {
    const began = performance.now();
    const quantum = this.#quantum;
    if (quantum) quantum.usedMs += began - quantum.began;
    const item = quantum && quantum.usedMs < sliceMs ? this.#waiting.takeOf(quantum.principal) : undefined;
    if (quantum && item) {
      quantum.began = began;
      return item();
    }
    const next = this.#waiting.take();
    this.#quantum = next && { principal: next.principal, began, usedMs: 0 };
    next?.item();
  }
}
