import { LRUCache } from 'lru-cache';

/** So many callers are counted; those beyond are the ones that asked least recently, and start anew. */
const maxCallers = 10_000;

/** Counts a request of a caller: how many milliseconds it comes too soon, 0 where it may come. */
export type Rate = (caller: string) => number;

interface Bucket {
  tokens: number;
  /** When the tokens were counted, in milliseconds. */
  at: number;
}

/** A bucket for each caller: full at first, a token a request, and filled again at the rate. */
export function createRate(requestsPerSecond: number, now: () => number = () => performance.now()): Rate {
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
