import { FairQueue, type TurnOwner } from '../platform/fair-queue.ts';
import type { SharedCaller } from './upstream.ts';

interface Waiter {
  readonly enter: () => void;
  readonly refuse: () => void;
}

/**
 * Bounds the attempts under way. Principals take turns: first one attempt of each, then the next of each. When the queue is
 * full, an attempt of the principal with the most waiting ones is refused.
 */
export class Slots {
  #taken = 0;
  readonly #waiting = new FairQueue<Waiter>();
  /** The attempts that let all others go first. */
  readonly #yielding = new FairQueue<Waiter>();
  readonly #places: () => number;
  readonly #queue: number;

  /** `places`: how many attempts may be under way, which may change; `queue`: how many may wait. */
  constructor(places: () => number, queue: number) {
    this.#places = places;
    this.#queue = queue;
  }

  /** Waits for a place. Rejects with the caller's reason when it leaves, and with the refusal if the queue is full. */
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

  /** How many attempts have a place. */
  get taken(): number {
    return this.#taken;
  }

  /** How many attempts wait for a place. */
  get waiting(): number {
    return this.#size;
  }

  leave(): void {
    this.#taken -= 1;
    this.admit();
  }

  /** Lets waiting attempts in while there are places; to be called when `places` has grown. */
  admit(): void {
    while (this.#size > 0 && this.#taken < this.#places()) {
      this.#taken += 1;
      (this.#waiting.take() ?? this.#yielding.take())?.item.enter();
    }
  }

  get #size(): number {
    return this.#waiting.size + this.#yielding.size;
  }

  /** Refuses a waiting attempt of a principal that has more of them than this one would have; false if there is none. */
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
