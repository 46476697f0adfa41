import type { CacheEntry } from './cache-entry.ts';

/** How many places may be empty, beyond one for each entry. */
const spare = 32;

/**
 * The entries that one caller has in a set, in the order in which they came. The one to evict is found by the second-chance
 * algorithm (CLOCK): the hand takes the oldest entry, but one that was used since the hand passed it goes to the end instead,
 * once. A use only sets a flag; an exact order of use (LRU) would have to be changed at each use.
 */
export class SecondChanceQueue<Value> {
  #places: CacheEntry<Value>[] = [];
  /** The place where the hand is: nothing before it is in the queue. */
  #hand = 0;
  #entries = 0;
  #weight = 0;

  /** The total weight of its entries. */
  get weight(): number {
    return this.#weight;
  }

  /** The places that it holds: those of its entries, and of some that were removed. */
  get places(): number {
    return this.#places.length;
  }

  /** Adds an entry at the end, and to its set. */
  add(entry: CacheEntry<Value>): void {
    entry.set.set(entry.key, entry);
    this.#places.push(entry);
    this.#entries += 1;
    this.#weight += entry.weight;
  }

  remove(entry: CacheEntry<Value>): void {
    this.#drop(entry);
    this.#compact();
  }

  reweigh(entry: CacheEntry<Value>, weight: number): void {
    this.#weight += weight - entry.weight;
    entry.weight = weight;
  }

  /** Removes the entry to be evicted next; null if there is none. */
  evict(now: number): CacheEntry<Value> | null {
    const places = this.#places;
    for (let entry = places[this.#hand]; entry; entry = places[this.#hand]) {
      this.#hand += 1;
      if (entry.value === null) continue;
      if (!entry.isUsed || entry.expiresAt <= now) {
        this.remove(entry);
        return entry;
      }
      entry.isUsed = false;
      places.push(entry);
    }
    return null;
  }

  /** Removes the expired entries. */
  purge(now: number): void {
    for (let place = this.#hand; place < this.#places.length; place += 1) {
      const entry = this.#places[place];
      if (entry && entry.value !== null && entry.expiresAt <= now) this.#drop(entry);
    }
    this.#compact();
  }

  /** Removes an entry, but keeps its place: closing the gap would move all entries that follow. */
  #drop(entry: CacheEntry<Value>): void {
    entry.value = null;
    entry.set.delete(entry.key);
    this.#entries -= 1;
    this.#weight -= entry.weight;
  }

  /** Frees the places of removed entries once they are more than half. */
  #compact(): void {
    if (this.#places.length <= 2 * this.#entries + spare) return;
    this.#places = this.#places.slice(this.#hand).filter(({ value }) => value !== null);
    this.#hand = 0;
  }
}
