import { LRUCache } from 'lru-cache';

/** How many callers are tracked: beyond it, the least recently seen caller is forgotten and starts with a full bucket. */
const maxCallers = 10_000;

/** Counts a request of a caller; returns the milliseconds to wait, 0 if the request is allowed. */
export type RateLimiter = (caller: string) => number;

interface Bucket {
  tokens: number;
  /** When `tokens` was last computed, in milliseconds. */
  at: number;
}

/** A token bucket for each caller: it holds one second's worth of requests. */
export function createRateLimiter(requestsPerSecond: number, now: () => number = () => performance.now()): RateLimiter {
  const buckets = new LRUCache<string, Bucket>({ max: maxCallers });
  const perMs = requestsPerSecond / 1_000;
  return (caller) => {
    const at = now();
    const last = buckets.get(caller) ?? { tokens: requestsPerSecond, at };
    const tokens = Math.min(requestsPerSecond, last.tokens + (at - last.at) * perMs);
    const isAllowed = tokens >= 1;
    buckets.set(caller, { tokens: isAllowed ? tokens - 1 : tokens, at });
    return isAllowed ? 0 : (1 - tokens) / perMs;
  };
}
