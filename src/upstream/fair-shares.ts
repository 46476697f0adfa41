import type { CacheEntry } from './cache-entry.ts';

/** Holds entries of the cache and decides which of them is evicted. */
export interface EntryHolder<Value> {
  /** The total weight of its entries. */
  readonly weight: number;
  add(entry: CacheEntry<Value>): void;
  remove(entry: CacheEntry<Value>): void;
  reweigh(entry: CacheEntry<Value>, weight: number): void;
  /** Removes the entry to be evicted next; null if there is none. */
  evict(now: number): CacheEntry<Value> | null;
  /** Removes the expired entries. */
  purge(now: number): void;
}

/** How the owner of an entry is found, and how the share of an owner is created. */
export interface FairSharesOptions<Value, Owner> {
  readonly ownerOf: (entry: CacheEntry<Value>) => Owner;
  readonly createShare: () => EntryHolder<Value>;
}

/** Entries in shares, one for each owner. A share may grow without bound; entries are evicted from the heaviest one. */
export class FairShares<Value, Owner> implements EntryHolder<Value> {
  readonly #ownerOf: (entry: CacheEntry<Value>) => Owner;
  readonly #createShare: () => EntryHolder<Value>;
  /** Empty shares are deleted: they would lower the mean, which `evict` compares the heaviest share with. */
  readonly #shares = new Map<Owner, EntryHolder<Value>>();
  #heaviest: EntryHolder<Value> | null = null;
  #weight = 0;

  constructor({ ownerOf, createShare }: FairSharesOptions<Value, Owner>) {
    this.#ownerOf = ownerOf;
    this.#createShare = createShare;
  }

  get weight(): number {
    return this.#weight;
  }

  weightOf(owner: Owner): number {
    return this.#shares.get(owner)?.weight ?? 0;
  }

  add(entry: CacheEntry<Value>): void {
    const owner = this.#ownerOf(entry);
    (this.#shares.get(owner) ?? this.#newShare(owner)).add(entry);
    this.#weight += entry.weight;
  }

  remove(entry: CacheEntry<Value>): void {
    this.#shares.get(this.#ownerOf(entry))?.remove(entry);
    this.#wasRemoved(entry);
  }

  reweigh(entry: CacheEntry<Value>, weight: number): void {
    this.#weight += weight - entry.weight;
    this.#shares.get(this.#ownerOf(entry))?.reweigh(entry, weight);
  }

  /** Evicts from the heaviest share. It stays the one until it is down to the mean; only then all are compared again. */
  evict(now: number): CacheEntry<Value> | null {
    if (!this.#heaviest || this.#heaviest.weight <= this.#weight / this.#shares.size) {
      this.#heaviest = heaviestOf(this.#shares.values());
    }
    const entry = this.#heaviest?.evict(now) ?? null;
    if (entry) this.#wasRemoved(entry);
    return entry;
  }

  purge(now: number): void {
    for (const [owner, share] of this.#shares) {
      const before = share.weight;
      share.purge(now);
      this.#weight -= before - share.weight;
      if (share.weight === 0) this.#shares.delete(owner);
    }
  }

  #newShare(owner: Owner): EntryHolder<Value> {
    const share = this.#createShare();
    this.#shares.set(owner, share);
    return share;
  }

  #wasRemoved(entry: CacheEntry<Value>): void {
    this.#weight -= entry.weight;
    const owner = this.#ownerOf(entry);
    if (this.weightOf(owner) === 0) this.#shares.delete(owner);
  }
}

function heaviestOf<Weighing extends { readonly weight: number }>(all: Iterable<Weighing>): Weighing | null {
  let heaviest: Weighing | null = null;
  for (const each of all) if (!heaviest || each.weight > heaviest.weight) heaviest = each;
  return heaviest;
}
