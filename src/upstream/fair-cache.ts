import { PassingMap } from '../platform/passing-map.ts';
import { CacheShare, heaviestOf, type Kept } from './cache-share.ts';

/** How often what has expired is removed at the most, in milliseconds. */
const purgeEveryMs = 1_000;

/**
 * A cache of bounded weight that its callers share fairly. Each may fill what the others leave free; where there is no room,
 * the caller with the most loses what it has not used for the longest, of the set of which it has the most. What several use
 * belongs to the one with the least.
 */
export class FairCache<Value extends object> {
  readonly #most: () => number;
  readonly #shares = new Map<string, CacheShare<Value>>();
  /** Whose share each key is in, by its set; null while there is but one share. */
  #owners: Map<string, PassingMap<string, CacheShare<Value>>> | null = null;
  /** What weighs more is not taken. */
  readonly #heaviestEntry: number;
  #weight = 0;
  #purgedAt = -Infinity;
  #heaviest: CacheShare<Value> | null = null;
  /** The share that there is, while there is but one. */
  #only: CacheShare<Value> | undefined;

  /** How much it may hold, asked each time. */
  constructor(most: () => number) {
    this.#most = most;
    this.#heaviestEntry = most();
  }

  /** How much it holds. */
  get weight(): number {
    return this.#weight;
  }

  get(set: string, key: string, principal: string): Value | undefined {
    const share = this.#shareWith(set, key);
    if (!share) return undefined;
    const value = this.#changing(share, () => share.get(set, key));
    if (value !== undefined && this.#weightOf(principal) < share.weight) this.#move(share, principal, [set, key]);
    return value;
  }

  set(set: string, key: string, principal: string, kept: Kept<Value>): void {
    const own = this.#shares.get(principal) ?? this.#newShare(principal);
    const share = this.#shareWith(set, key) ?? own;
    if (share === own) this.#own(set, key, own);
    this.#changing(share, () => share.set(set, key, kept));
    // One that is too heavy for all of it is not taken.
    if (this.#owners && !share.has(set, key)) this.#disown(set, key);
    this.trim();
  }

  delete(set: string, key: string): void {
    const share = this.#shareWith(set, key);
    if (share) this.#changing(share, () => share.delete(set, key));
  }

  deleteSet(set: string): void {
    this.#owners?.delete(set);
    for (const share of this.#shares.values()) this.#changing(share, () => share.deleteSet(set));
  }

  /** Removes what is too much; to be called where it may hold less. */
  trim(): void {
    if (this.#weight > this.#most()) this.#purge();
    while (this.#weight > this.#most()) this.#lighten();
  }

  /** The share that a key may be in. */
  #shareWith(set: string, key: string): CacheShare<Value> | undefined {
    return this.#owners ? this.#owners.get(set)?.get(key) : this.#only;
  }

  #own(set: string, key: string, share: CacheShare<Value>): void {
    if (!this.#owners) return;
    const owners = this.#owners.get(set) ?? new PassingMap();
    this.#owners.set(set, owners);
    owners.set(key, share);
  }

  #disown(set: string, key: string): void {
    this.#owners?.get(set)?.delete(key);
  }

  #weightOf(principal: string): number {
    return this.#shares.get(principal)?.weight ?? 0;
  }

  #newShare(principal: string): CacheShare<Value> {
    const share = new CacheShare<Value>(this.#heaviestEntry, (set, key) => this.#disown(set, key));
    this.#shares.set(principal, share);
    this.#index();
    return share;
  }

  /** Only from the second share on it has to be known whose a key is: to index all keys takes as long as all else here. */
  #index(): void {
    const isShared = this.#shares.size > 1;
    [this.#only] = isShared ? [] : this.#shares.values();
    if (!isShared) this.#owners = null;
    if (!isShared || this.#owners) return;
    this.#owners = new Map();
    for (const share of this.#shares.values()) {
      for (const [set, keys] of share.keys()) for (const key of keys) this.#own(set, key, share);
    }
  }

  #changing<Result>(share: CacheShare<Value>, change: () => Result): Result {
    const before = share.weight;
    const result = change();
    this.#weight += share.weight - before;
    return result;
  }

  #move(share: CacheShare<Value>, principal: string, [set, key]: readonly [string, string]): void {
    const kept = this.#changing(share, () => share.take(set, key));
    if (kept) this.set(set, key, principal, kept);
  }

  #purge(): void {
    const now = performance.now();
    if (now - this.#purgedAt < purgeEveryMs) return;
    this.#purgedAt = now;
    for (const [principal, share] of this.#shares) {
      this.#changing(share, () => share.purge());
      if (share.weight === 0) this.#shares.delete(principal);
    }
    this.#index();
  }

  /** Takes from the heaviest share; the next one is looked for once that has the mean. */
  #lighten(): void {
    const mean = this.#most() / this.#shares.size;
    if (!this.#heaviest || this.#heaviest.weight <= mean) this.#heaviest = heaviestOf(this.#shares.values());
    const share = this.#heaviest;
    this.#changing(share, () => share.lighten());
  }
}
