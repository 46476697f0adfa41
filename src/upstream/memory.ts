import { LRUCache } from 'lru-cache';

/** A cached answer, and the operation that it came from. */
export interface Remembered {
  readonly value: unknown;
  readonly operation: string;
}

/** The cache of answers, by source and key. Replicas may share a second, slower one behind it. */
export interface Memory {
  get(source: string, key: string): Remembered | undefined;
  set(source: string, key: string, remembered: Remembered, forMs: number): void;
}

/** How many values an entry holds: a task has some twenty, a page of a list many more. */
const valuesPerEntry = 50;

/** How many values are in a value, itself included; what it shares with others counts as well. */
export function weightOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 1;
  let weight = 1;
  for (const member of Array.isArray(value) ? value : Object.values(value)) weight += weightOf(member);
  return weight;
}

/** For how many entries a value counts. */
export const entriesOf = (value: unknown): number => Math.ceil(weightOf(value) / valuesPerEntry);

const keyOf = (source: string, key: string): string => `${source} ${key}`;

/** A cache in this process, of so many entries, the least recently used evicted first; long lists count for several. */
export function createMemory(entries: number): Memory {
  // With `max`, the cache would take the room for all its entries at once.
  const cache = new LRUCache<string, Remembered>({ maxSize: entries });

  return {
    get: (source, key) => cache.get(keyOf(source, key)),
    set: (source, key, remembered, forMs) => {
      cache.set(keyOf(source, key), remembered, { ttl: forMs, size: entriesOf(remembered.value) });
    },
  };
}
