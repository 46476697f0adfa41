import type { SharedCaller } from './upstream.ts';

interface Waiter {
  readonly enter: () => void;
  readonly refuse: () => void;
}

/**
 * Bounds the attempts under way, and lets those who wait in by turns: first one of each owner, then the next of each.
 * Where there is no room to wait, it is the owner with the most who wait that has one refused.
 */
export class Slots {
  #taken = 0;
  #waiting = 0;
  readonly #queues = new Map<object, Set<Waiter>>();
  readonly #places: () => number;
  readonly #queue: number;

  /** How many attempts may be under way, asked each time, and how many calls may wait. */
  constructor(places: () => number, queue: number) {
    this.#places = places;
    this.#queue = queue;
  }

  /** Waits for a place; rejects with the caller's reason once it leaves, and with the refusal where there is no room. */
  enter(caller: SharedCaller, refusal: () => Error): Promise<void> | undefined {
    if (caller.signal.aborted) return Promise.reject(caller.signal.reason);
    if (this.#taken < this.#places() && this.#waiting === 0) {
      this.#taken += 1;
      return undefined;
    }
    if (this.#waiting >= this.#queue && !this.#makeRoom(caller.owner)) return Promise.reject(refusal());
    return this.#wait(caller, refusal);
  }

  leave(): void {
    this.#taken -= 1;
    this.admit();
  }

  /** Lets in those for whom there are places; to be called where there are more of them. */
  admit(): void {
    while (this.#waiting > 0 && this.#taken < this.#places()) this.#admitNext();
  }

  /** Refuses the last of another owner that has more who wait than this one would have; false where there is none. */
  #makeRoom(owner: object): boolean {
    const most = (this.#queues.get(owner)?.size ?? 0) + 1;
    const longest = [...this.#queues.values()].reduce((one, other) => (other.size > one.size ? other : one));
    if (longest.size <= most) return false;
    [...longest].at(-1)?.refuse();
    return true;
  }

  #wait({ owner, signal }: SharedCaller, refusal: () => Error): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const give = () => {
      this.#remove(owner, waiter);
      reject(signal.reason);
    };
    const waiter: Waiter = {
      enter: () => {
        signal.removeEventListener('abort', give);
        resolve();
      },
      refuse: () => {
        signal.removeEventListener('abort', give);
        this.#remove(owner, waiter);
        reject(refusal());
      },
    };
    const queue = this.#queues.get(owner) ?? new Set();
    this.#queues.set(owner, queue.add(waiter));
    this.#waiting += 1;
    signal.addEventListener('abort', give, { once: true });
    return promise;
  }

  #admitNext(): void {
    for (const [owner, queue] of this.#queues) {
      for (const waiter of queue) {
        this.#remove(owner, waiter);
        // To the end of the row, behind the other owners.
        if (this.#queues.delete(owner)) this.#queues.set(owner, queue);
        this.#taken += 1;
        return waiter.enter();
      }
    }
  }

  #remove(owner: object, waiter: Waiter): void {
    const queue = this.#queues.get(owner);
    if (!queue?.delete(waiter)) return;
    this.#waiting -= 1;
    if (queue.size === 0) this.#queues.delete(owner);
  }
}
