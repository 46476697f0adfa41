import { LRUCache } from 'lru-cache';

/** Something that an upstream told, and the operation that it was asked by. */
export interface Remembered {
  readonly value: unknown;
  readonly operation: string;
}

/** What is remembered of the sources. A seam: replicas may share a second, slower memory behind it some day. */
export interface Memory {
  get(source: string, key: string): Remembered | undefined;
  set(source: string, key: string, remembered: Remembered, forMs: number): void;
}

/** A task has some twenty values; an entry may have many more as long as the average stays below this. */
const valuesPerEntry = 50;

/** How many values are in a value, itself included; what it shares with others counts as well. */
export function weightOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 1;
  let weight = 1;
  for (const member of Array.isArray(value) ? value : Object.values(value)) weight += weightOf(member);
  return weight;
}

const keyOf = (source: string, key: string): string => `${source} ${key}`;

/** A memory in this process, of so many entries; those of long lists count for several. */
export function createMemory(entries: number): Memory {
  const cache = new LRUCache<string, Remembered>({ max: entries, maxSize: entries * valuesPerEntry });

  return {
    get: (source, key) => cache.get(keyOf(source, key)),
    set: (source, key, remembered, forMs) => {
      cache.set(keyOf(source, key), remembered, { ttl: forMs, size: weightOf(remembered.value) });
    },
  };
}
