import { lastUsed } from '../platform/last-used.ts';

/** How many callers are tracked: beyond it, the least recently seen caller is forgotten and starts with a full bucket. */
const maxCallers = 10_000;

interface Bucket {
  /** Less than 0 where the caller is in debt. */
  tokens: number;
  /** When `tokens` was last computed, in milliseconds. */
  at: number;
}

/** A token bucket for each caller: it holds one second's worth, or less if the capacity is less. */
export class RateLimiter {
  readonly #perSecond: number;
  readonly #capacity: number;
  readonly #now: () => number;
  readonly #buckets = lastUsed<Bucket>(maxCallers);

  constructor(perSecond: number, capacity = Infinity, now: () => number = () => performance.now()) {
    this.#perSecond = perSecond;
    this.#capacity = Math.min(perSecond, capacity);
    this.#now = now;
  }

  /** Takes a token; returns the milliseconds to wait, 0 if it is taken. */
  take(caller: string): number {
    const bucket = this.#bucketOf(caller);
    if (bucket.tokens < 1) return this.#msUntil(1 - bucket.tokens);
    bucket.tokens -= 1;
    return 0;
  }

  /** The milliseconds until a caller is out of debt, 0 if it is in none. */
  debtMs(caller: string): number {
    return this.#msUntil(Math.max(0, -this.#bucketOf(caller).tokens));
  }

  /** Takes so many tokens; who has too few goes into debt, so that what costs more than a bucket holds can be had too. */
  charge(caller: string, tokens: number): void {
    this.#bucketOf(caller).tokens -= tokens;
  }

  #msUntil(tokens: number): number {
    return (tokens / this.#perSecond) * 1_000;
  }

  #bucketOf(caller: string): Bucket {
    const at = this.#now();
    const bucket = this.#buckets.get(caller) ?? { tokens: this.#capacity, at };
    bucket.tokens = Math.min(this.#capacity, bucket.tokens + ((at - bucket.at) / 1_000) * this.#perSecond);
    bucket.at = at;
    this.#buckets.set(caller, bucket);
    return bucket;
  }
}
