import { LRUCache } from 'lru-cache';

/** The values that were used last, so many at the most. Their room grows with them: `max` would take all of it at once, in each gateway. */
export const lastUsed = <Value extends object | string | boolean>(most: number): LRUCache<string, Value> =>
  new LRUCache({ maxSize: most, sizeCalculation: () => 1 });
