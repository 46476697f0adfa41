import { lastUsed } from '../platform/last-used.ts';
import type { RateLimiter } from './rate-limit.ts';

/** Some of what a caller may ask in a second, which one replica has taken from the bucket of all replicas. */
export interface RequestLot {
  readonly requests: number;
  /** Where there were too few: in how many milliseconds there is one more. */
  readonly waitMs: number;
}

/** The buckets of callers that several replicas have together. */
export interface RequestLots {
  /** Whether they can be asked. */
  readonly isReachable: boolean;
  /** Takes as many of a caller's requests as are needed now, and some to spare where many are left; undefined: not reached. */
  take(caller: string, needed: number, spare: number): Promise<RequestLot | undefined>;
}

/** How long what was not used of a lot may be used, in milliseconds; then it is forgotten. */
const lotMs = 1_000;
/** How many callers are tracked: beyond it, the lots of the least recently seen caller are forgotten. */
const maxCallers = 10_000;

/** What this replica has of one caller. */
interface Held {
  requests: number;
  /** Until when they may be used, by `performance.now()`. */
  until: number;
  /** Before that there is none to be had. */
  refusedUntil: number;
  /** Requests that wait for the lot that is being taken. */
  waiting: ((waitMs: number) => void)[];
  isTaking: boolean;
}

/**
 * The requests that callers may send in a second to all replicas together. They are taken in small lots, a tenth of a
 * second's worth as long as many are left, so that few requests wait for the others. Where these are away the bucket of this
 * process counts, which is kept up to date meanwhile.
 */
export class SharedRequests {
  readonly #lots: RequestLots;
  readonly #own: RateLimiter;
  readonly #spare: number;
  readonly #callers = lastUsed<Held>(maxCallers);

  constructor(perSecond: number, own: RateLimiter, lots: RequestLots) {
    this.#lots = lots;
    this.#own = own;
    this.#spare = Math.max(0, Math.ceil(perSecond / 10) - 1);
  }

  /** Takes a request of a caller; the milliseconds to wait, 0 if it is taken. */
  take(caller: string): number | Promise<number> {
    if (!this.#lots.isReachable) return this.#own.take(caller);
    const held = this.#heldOf(caller);
    const now = performance.now();
    if (held.requests > 0 && now < held.until) {
      held.requests -= 1;
      this.#own.take(caller);
      return 0;
    }
    if (now < held.refusedUntil) return held.refusedUntil - now;
    const { promise, resolve } = Promise.withResolvers<number>();
    held.waiting.push(resolve);
    if (!held.isTaking) void this.#takeLots(caller, held);
    return promise;
  }

  #heldOf(caller: string): Held {
    const held = this.#callers.get(caller) ?? { requests: 0, until: 0, refusedUntil: 0, waiting: [], isTaking: false };
    this.#callers.set(caller, held);
    return held;
  }

  async #takeLots(caller: string, held: Held): Promise<void> {
    held.isTaking = true;
    while (held.waiting.length > 0) {
      const waiting = held.waiting;
      held.waiting = [];
      const lot = await this.#lots.take(caller, waiting.length, this.#spare);
      if (lot) this.#share(lot, caller, held, waiting);
      else for (const resolve of waiting) resolve(this.#own.take(caller));
    }
    held.isTaking = false;
  }

  #share({ requests, waitMs }: RequestLot, caller: string, held: Held, waiting: Held['waiting']): void {
    for (const resolve of waiting.slice(0, requests)) {
      this.#own.take(caller);
      resolve(0);
    }
    for (const resolve of waiting.slice(requests)) resolve(waitMs);
    const now = performance.now();
    held.requests = Math.max(0, requests - waiting.length);
    held.until = now + lotMs;
    held.refusedUntil = requests < waiting.length ? now + waitMs : 0;
  }
}
