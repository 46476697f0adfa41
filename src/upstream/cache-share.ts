import { LRUCache } from 'lru-cache';

/** What is kept, for how long, and what it weighs. */
export interface Kept<Value> {
  readonly value: Value;
  readonly forMs: number;
  readonly weight: number;
}

/** The one that weighs the most. */
export const heaviestOf = <Weighing extends { readonly weight: number }>(all: Iterable<Weighing>): Weighing =>
  [...all].reduce((one, other) => (other.weight > one.weight ? other : one));

/** The entries of one set, by their keys. */
class CacheSet<Value extends object> {
  readonly entries: LRUCache<string, Value>;

  constructor(most: number, gone: (key: string) => void) {
    this.entries = new LRUCache<string, Value>({
      maxSize: most,
      dispose: (_value, key, reason) => {
        if (reason !== 'set') gone(key);
      },
    });
  }

  get weight(): number {
    return this.entries.calculatedSize;
  }
}

/**
 * What one caller has of a cache, in sets. Each set has keys of its own: a key that also named the set would be a new text for
 * each task that is read, which took a tenth of the CPU time of an uncached list of ids.
 */
export class CacheShare<Value extends object> {
  readonly #most: number;
  readonly #gone: (set: string, key: string) => void;
  readonly #sets = new Map<string, CacheSet<Value>>();
  #heaviest: CacheSet<Value> | null = null;
  #weight = 0;

  /** What weighs more than the most is not taken. `gone` hears of each entry that is there no longer. */
  constructor(most: number, gone: (set: string, key: string) => void) {
    this.#most = Math.max(1, Math.floor(most));
    this.#gone = gone;
  }

  get weight(): number {
    return this.#weight;
  }

  /** The keys of each set. */
  *keys(): Iterable<readonly [set: string, keys: Iterable<string>]> {
    for (const [name, { entries }] of this.#sets) yield [name, entries.keys()];
  }

  has(set: string, key: string): boolean {
    return this.#sets.get(set)?.entries.has(key) === true;
  }

  get(set: string, key: string): Value | undefined {
    const found = this.#sets.get(set);
    if (!found) return undefined;
    return this.#changing(found, () => found.entries.get(key));
  }

  set(set: string, key: string, { value, forMs, weight }: Kept<Value>): void {
    const into = this.#sets.get(set) ?? this.#newSet(set);
    this.#changing(into, () => into.entries.set(key, value, { ttl: forMs, size: weight }));
  }

  /** Removes an entry, and returns it as it was kept, for as long as it still was to be. */
  take(set: string, key: string): Kept<Value> | undefined {
    const from = this.#sets.get(set);
    const entry = from?.entries.info(key);
    this.delete(set, key);
    return entry?.size && entry.ttl ? { value: entry.value, forMs: entry.ttl, weight: entry.size } : undefined;
  }

  delete(set: string, key: string): void {
    const from = this.#sets.get(set);
    if (from) this.#changing(from, () => from.entries.delete(key));
  }

  deleteSet(set: string): void {
    const whole = this.#sets.get(set);
    if (whole) this.#changing(whole, () => whole.entries.clear());
  }

  /** Removes what has expired. */
  purge(): void {
    for (const [name, set] of this.#sets) {
      this.#changing(set, () => set.entries.purgeStale());
      if (set.weight === 0) this.#sets.delete(name);
    }
  }

  /** Removes what was not used for the longest from the heaviest set; the next is looked for once that has the mean. */
  lighten(): void {
    if (!this.#heaviest || this.#heaviest.weight <= this.#weight / this.#sets.size) {
      this.#heaviest = heaviestOf(this.#sets.values());
    }
    const { entries } = this.#heaviest;
    this.#changing(this.#heaviest, () => entries.pop());
  }

  #newSet(name: string): CacheSet<Value> {
    const set = new CacheSet<Value>(this.#most, (key) => this.#gone(name, key));
    this.#sets.set(name, set);
    return set;
  }

  #changing<Result>(set: CacheSet<Value>, change: () => Result): Result {
    const before = set.weight;
    const result = change();
    this.#weight += set.weight - before;
    return result;
  }
}
