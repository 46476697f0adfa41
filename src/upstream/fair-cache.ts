import { LRUCache } from 'lru-cache';
import { PassingMap } from '../platform/passing-map.ts';

/** How often what has expired is removed at the most, in milliseconds. */
const purgeEveryMs = 1_000;

/** What is kept, for how long, and what it weighs. */
export interface Kept<Value> {
  readonly value: Value;
  readonly forMs: number;
  readonly weight: number;
}

/**
 * A cache of bounded weight that its callers share fairly. Each may fill what the others leave free; where there is no room,
 * the caller with the most loses what it has not used for the longest. What several use belongs to the one with the least.
 */
export class FairCache<Value extends object> {
  readonly #most: () => number;
  readonly #shares = new Map<string, LRUCache<string, Value>>();
  /** Whose share each key is in; null while there is but one share. */
  #owners: PassingMap<string, string> | null = null;
  /** What weighs more is not taken. */
  readonly #heaviestEntry: number;
  #weight = 0;
  #purgedAt = -Infinity;
  #heaviest: LRUCache<string, Value> | null = null;
  /** The share that there is, while there is but one. */
  #only: LRUCache<string, Value> | undefined;

  /** How much it may hold, asked each time. */
  constructor(most: () => number) {
    this.#most = most;
    this.#heaviestEntry = most();
  }

  /** How much it holds. */
  get weight(): number {
    return this.#weight;
  }

  get(key: string, principal: string): Value | undefined {
    const share = this.#shareWith(key);
    if (!share) return undefined;
    const value = this.#changing(share, () => share.get(key));
    if (value !== undefined && this.#weightOf(principal) < share.calculatedSize) this.#move(key, share, principal);
    return value;
  }

  set(key: string, principal: string, { value, forMs, weight }: Kept<Value>): void {
    const own = this.#shares.get(principal) ?? this.#newShare(principal);
    const owner = this.#owners?.get(key);
    const share = (owner === undefined ? undefined : this.#shares.get(owner)) ?? own;
    if (share === own) this.#owners?.set(key, principal);
    this.#changing(share, () => share.set(key, value, { ttl: forMs, size: weight }));
    // One that is too heavy for all of it is not taken.
    if (this.#owners && !share.has(key)) this.#owners.delete(key);
    this.trim();
  }

  delete(key: string): void {
    const share = this.#shareWith(key);
    if (share) this.#changing(share, () => share.delete(key));
  }

  /** Removes all with such a key; it looks at each key that there is. */
  deleteWhere(isSuch: (key: string) => boolean): void {
    for (const share of this.#shares.values()) {
      const keys = Array.from(share.keys()).filter(isSuch);
      this.#changing(share, () => keys.forEach((key) => share.delete(key)));
    }
  }

  /** Removes what is too much; to be called where it may hold less. */
  trim(): void {
    if (this.#weight > this.#most()) this.#purge();
    while (this.#weight > this.#most()) this.#lighten();
  }

  /** The share that a key may be in. */
  #shareWith(key: string): LRUCache<string, Value> | undefined {
    if (!this.#owners) return this.#only;
    const owner = this.#owners.get(key);
    return owner === undefined ? undefined : this.#shares.get(owner);
  }

  #weightOf(principal: string): number {
    return this.#shares.get(principal)?.calculatedSize ?? 0;
  }

  #newShare(principal: string): LRUCache<string, Value> {
    const share = new LRUCache<string, Value>({
      maxSize: Math.max(1, Math.floor(this.#heaviestEntry)),
      dispose: (_value, key, reason) => {
        if (reason !== 'set') this.#owners?.delete(key);
      },
    });
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
    this.#owners = new PassingMap();
    for (const [owner, share] of this.#shares) for (const key of share.keys()) this.#owners.set(key, owner);
  }

  #changing<Result>(share: LRUCache<string, Value>, change: () => Result): Result {
    const before = share.calculatedSize;
    const result = change();
    this.#weight += share.calculatedSize - before;
    return result;
  }

  #move(key: string, share: LRUCache<string, Value>, principal: string): void {
    const entry = share.info(key);
    if (!entry?.size || !entry.ttl) return;
    this.#changing(share, () => share.delete(key));
    this.set(key, principal, { value: entry.value, forMs: entry.ttl, weight: entry.size });
  }

  #purge(): void {
    const now = performance.now();
    if (now - this.#purgedAt < purgeEveryMs) return;
    this.#purgedAt = now;
    for (const [principal, share] of this.#shares) {
      this.#changing(share, () => share.purgeStale());
      if (share.size === 0) this.#shares.delete(principal);
    }
    this.#index();
  }

  /** Takes what was not used for the longest from the heaviest share; the next one is looked for once that has the mean. */
  #lighten(): void {
    const mean = this.#most() / this.#shares.size;
    if (!this.#heaviest || this.#heaviest.calculatedSize <= mean) this.#heaviest = heaviestOf(this.#shares.values());
    const share = this.#heaviest;
    this.#changing(share, () => share.pop());
  }
}

const heaviestOf = <Share extends { readonly calculatedSize: number }>(shares: Iterable<Share>): Share =>
  [...shares].reduce((one, other) => (other.calculatedSize > one.calculatedSize ? other : one));
