import { CacheEntry, type CacheSet, type EntryPlace, type Kept } from './cache-entry.ts';
import { FairShares } from './fair-shares.ts';
import { SecondChanceQueue } from './second-chance.ts';

/** The shortest time between two removals of expired entries, in milliseconds. */
const purgeEveryMs = 1_000;

/** The entries of one caller, in a queue for each set. */
const sharesBySet = <Value>() =>
  new FairShares<Value, CacheSet<Value>>({
    ownerOf: ({ set }) => set,
    createShare: () => new SecondChanceQueue<Value>(),
  });

/**
 * A part of the cache with its own bound, shared fairly by callers. Each may use what the others leave free. When there is no
 * room, an entry of the caller with the most is evicted: one not used recently, of the set of which that caller has the most.
 * An entry that several callers use belongs to the one with the least.
 */
export class CachePart<Value> {
  readonly #shares = new FairShares<Value, string>({
    ownerOf: ({ principal }) => principal,
    createShare: sharesBySet<Value>,
  });
  #purgedAt = -Infinity;

  /** How much it holds. */
  get weight(): number {
    return this.#shares.weight;
  }

  /** How much of it a caller has. */
  weightOf(principal: string): number {
    return this.#shares.weightOf(principal);
  }

  add(place: EntryPlace<Value>, kept: Kept<Value>): CacheEntry<Value> {
    const entry = new CacheEntry(place, kept);
    this.#shares.add(entry);
    return entry;
  }

  remove(entry: CacheEntry<Value>): void {
    this.#shares.remove(entry);
  }

  /** Replaces the value of an entry, which counts as a use. */
  change(entry: CacheEntry<Value>, { value, weight, expiresAt }: Kept<Value>): void {
    if (weight !== entry.weight) this.#shares.reweigh(entry, weight);
    entry.value = value;
    entry.expiresAt = expiresAt;
    entry.isUsed = true;
  }

  /** A caller has used another's entry: it becomes the owner, if it has less in the cache. */
  share(entry: CacheEntry<Value>, principal: string): void {
    const { set, key, isLasting, value, weight, expiresAt } = entry;
    if (value === null || this.weightOf(principal) >= this.weightOf(entry.principal)) return;
    this.remove(entry);
    this.add({ set, key, principal, isLasting }, { value, weight, expiresAt }).isUsed = true;
  }

  /** Evicts entries until the weight is at most this. */
  trim(most: number, now: number): void {
    if (this.weight > most) this.#purge(now);
    while (this.weight > most) this.#shares.evict(now);
  }

  #purge(now: number): void {
    if (now - this.#purgedAt < purgeEveryMs) return;
    this.#purgedAt = now;
    this.#shares.purge(now);
  }
}
