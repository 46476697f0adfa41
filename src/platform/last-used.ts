import { LRUCache } from 'lru-cache';

/**
 * An LRU cache of at most so many values. It is bounded by `maxSize`, since lru-cache allocates room for `max` entries at
 * once, which each gateway of a process would pay for.
 */
export const lastUsed = <Value extends object | string | boolean>(most: number): LRUCache<string, Value> =>
  new LRUCache({ maxSize: most, sizeCalculation: () => 1 });
