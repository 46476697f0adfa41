import type { CacheEntry } from './cache-entry.ts';

/** What holds entries of the cache and says which of them goes. */
export interface EntryHolder<Value> {
  /** What its entries weigh together. */
  readonly weight: number;
  add(entry: CacheEntry<Value>): void;
  remove(entry: CacheEntry<Value>): void;
  reweigh(entry: CacheEntry<Value>, weight: number): void;
  /** Removes the entry whose turn it is; null where there is none. */
  evict(now: number): CacheEntry<Value> | null;
  /** Removes what has expired. */
  purge(now: number): void;
}

/** By what entries are parted, and what holds those of each. */
export interface FairSharesOptions<Value, Owner> {
  readonly ownerOf: (entry: CacheEntry<Value>) => Owner;
  readonly createShare: () => EntryHolder<Value>;
}

/** Entries in shares by their owner. Each may have as much as there is; it is the heaviest share that loses. */
export class FairShares<Value, Owner> implements EntryHolder<Value> {
  readonly #ownerOf: (entry: CacheEntry<Value>) => Owner;
  readonly #createShare: () => EntryHolder<Value>;
  /** None of them is empty: a mean of all would else be less than the fair share of those who have something. */
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
    this.#lost(entry);
  }

  reweigh(entry: CacheEntry<Value>, weight: number): void {
    this.#weight += weight - entry.weight;
    this.#shares.get(this.#ownerOf(entry))?.reweigh(entry, weight);
  }

  /** Takes from the heaviest share; the next one is looked for once that has the mean. */
  evict(now: number): CacheEntry<Value> | null {
    if (!this.#heaviest || this.#heaviest.weight <= this.#weight / this.#shares.size) {
      this.#heaviest = heaviestOf(this.#shares.values());
    }
    const entry = this.#heaviest?.evict(now) ?? null;
    if (entry) this.#lost(entry);
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

  #lost(entry: CacheEntry<Value>): void {
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
