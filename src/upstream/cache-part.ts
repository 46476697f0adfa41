import { CacheEntry, type CacheSet, type EntryPlace, type Kept } from './cache-entry.ts';
import { FairShares } from './fair-shares.ts';
import { SecondChanceQueue } from './second-chance.ts';

/** How often what has expired is removed at the most, in milliseconds. */
const purgeEveryMs = 1_000;

/** What one caller has, in a queue for each set. */
const sharesBySet = <Value>() =>
  new FairShares<Value, CacheSet<Value>>({
    ownerOf: ({ set }) => set,
    createShare: () => new SecondChanceQueue<Value>(),
  });

/**
 * A part of the cache with a bound of its own, which its callers share fairly. Each may fill what the others leave free; where
 * there is no room, the caller with the most loses what it has not used of late, of the set of which it has the most. What
 * several use belongs to the one with the least.
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

  /** Keeps something else under the same name, which counts as a use. */
  change(entry: CacheEntry<Value>, { value, weight, expiresAt }: Kept<Value>): void {
    if (weight !== entry.weight) this.#shares.reweigh(entry, weight);
    entry.value = value;
    entry.expiresAt = expiresAt;
    entry.isUsed = true;
  }

  /** Takes note that a caller has used what another has: it belongs to the one with the least. */
  share(entry: CacheEntry<Value>, principal: string): void {
    const { set, key, isLasting, value, weight, expiresAt } = entry;
    if (value === null || this.weightOf(principal) >= this.weightOf(entry.principal)) return;
    this.remove(entry);
    this.add({ set, key, principal, isLasting }, { value, weight, expiresAt }).isUsed = true;
  }

  /** Removes what is beyond so much. */
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
