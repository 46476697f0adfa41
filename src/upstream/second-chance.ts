import type { CacheEntry } from './cache-entry.ts';

/** How many places may be without an entry beyond as many as there are entries. */
const spare = 32;

/**
 * The entries that one caller has of a set, in the order in which they came. Which of them goes is found by CLOCK, or second
 * chance: the hand takes the oldest; where that was used since the hand passed it, it goes to the end once. To use an entry
 * costs no more than a mark, where an exact order of use (LRU) would have to be changed each time.
 */
export class SecondChanceQueue<Value> {
  #places: CacheEntry<Value>[] = [];
  /** The place where the hand is: nothing before it is in the queue. */
  #hand = 0;
  #entries = 0;
  #weight = 0;

  /** What its entries weigh together. */
  get weight(): number {
    return this.#weight;
  }

  /** How much room it takes: for its entries, and for some that are gone. */
  get places(): number {
    return this.#places.length;
  }

  /** Puts an entry at the end, where its set finds it from now on. */
  add(entry: CacheEntry<Value>): void {
    entry.set.set(entry.key, entry);
    this.#places.push(entry);
    this.#entries += 1;
    this.#weight += entry.weight;
  }

  remove(entry: CacheEntry<Value>): void {
    this.#drop(entry);
    this.#tidy();
  }

  reweigh(entry: CacheEntry<Value>, weight: number): void {
    this.#weight += weight - entry.weight;
    entry.weight = weight;
  }

  /** Removes the entry whose turn it is; null where there is none. */
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

  /** Removes what has expired. */
  purge(now: number): void {
    for (let place = this.#hand; place < this.#places.length; place += 1) {
      const entry = this.#places[place];
      if (entry && entry.value !== null && entry.expiresAt <= now) this.#drop(entry);
    }
    this.#tidy();
  }

  /** What is gone keeps its place: to close the gap would move all that follow. */
  #drop(entry: CacheEntry<Value>): void {
    entry.value = null;
    entry.set.delete(entry.key);
    this.#entries -= 1;
    this.#weight -= entry.weight;
  }

  /** Gives up the places of what is gone once they are more than half. */
  #tidy(): void {
    if (this.#places.length <= 2 * this.#entries + spare) return;
    this.#places = this.#places.slice(this.#hand).filter(({ value }) => value !== null);
    this.#hand = 0;
  }
}
