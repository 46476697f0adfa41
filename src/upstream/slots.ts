import { FairQueue, type TurnOwner } from '../platform/fair-queue.ts';
import type { SharedCaller } from './upstream.ts';

interface Waiter {
  readonly enter: () => void;
  readonly refuse: () => void;
}

/**
 * Bounds the attempts under way, and lets those who wait in by turns: first one of each principal, then the next of each.
 * Where there is no room to wait, it is the principal with the most who wait that has one refused.
 */
export class Slots {
  #taken = 0;
  readonly #waiting = new FairQueue<Waiter>();
  /** Those who let all others go first. */
  readonly #yielding = new FairQueue<Waiter>();
  readonly #places: () => number;
  readonly #queue: number;

  /** How many attempts may be under way, asked each time, and how many calls may wait. */
  constructor(places: () => number, queue: number) {
    this.#places = places;
    this.#queue = queue;
  }

  /** Waits for a place; rejects with the caller's reason once it leaves, and with the refusal where there is no room. */
  enter(caller: SharedCaller, refusal: () => Error): Promise<void> | undefined {
    const { isCancelled, reason } = caller.cancellation;
    if (isCancelled) return Promise.reject(reason);
    if (this.#taken < this.#places() && this.#size === 0) {
      this.#taken += 1;
      return undefined;
    }
    if (this.#size >= this.#queue && !this.#makeRoom(caller.turn)) return Promise.reject(refusal());
    return this.#wait(caller, refusal);
  }

  /** How many have a place. */
  get taken(): number {
    return this.#taken;
  }

  /** How many wait for one. */
  get waiting(): number {
    return this.#size;
  }

  leave(): void {
    this.#taken -= 1;
    this.admit();
  }

  /** Lets in those for whom there are places; to be called where there are more of them. */
  admit(): void {
    while (this.#size > 0 && this.#taken < this.#places()) {
      this.#taken += 1;
      (this.#waiting.take() ?? this.#yielding.take())?.item.enter();
    }
  }

  get #size(): number {
    return this.#waiting.size + this.#yielding.size;
  }

  /** Refuses one of those who have more who wait than this caller would have; false where there is none. */
  #makeRoom(turn: TurnOwner): boolean {
    if (turn.yields) return false;
    const refused = this.#yielding.take()?.item ?? this.#waiting.surplus(turn);
    refused?.refuse();
    return refused !== undefined;
  }

  #wait({ cancellation, turn }: SharedCaller, refusal: () => Error): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const queue = turn.yields ? this.#yielding : this.#waiting;
    const leave = (reason: unknown): void => {
      cancellation.remove(abort);
      queue.remove(turn, waiter);
      reject(reason);
    };
    const abort = () => leave(cancellation.reason);
    const waiter: Waiter = {
      enter: () => {
        cancellation.remove(abort);
        resolve();
      },
      refuse: () => leave(refusal()),
    };
    queue.add(turn, waiter);
    cancellation.add(abort);
    return promise;
  }
}
