/** The entries of one set of the cache by their keys, for all callers and both parts of the cache. */
export type CacheSet<Value> = Map<string, CacheEntry<Value>>;

/** A value to cache, its weight, and when it expires by `performance.now()`. */
export interface Kept<Value> {
  readonly value: Value;
  readonly weight: number;
  readonly expiresAt: number;
}

/** Where an entry is found, and whose it is. */
export interface EntryPlace<Value> {
  readonly set: CacheSet<Value>;
  readonly key: string;
  readonly principal: string;
  readonly isLasting: boolean;
}

/**
 * An answer in the cache. A newer answer with the same key changes the entry in place, without another object. Its owner
 * never changes, so that it is in one queue, and once: when another caller becomes the owner, a new entry replaces this one.
 */
export class CacheEntry<Value> implements EntryPlace<Value> {
  readonly set: CacheSet<Value>;
  readonly key: string;
  readonly principal: string;
  readonly isLasting: boolean;
  /** Null once it is removed: the queue may keep its place for longer, which must not keep the answer in memory. */
  value: Value | null;
  weight: number;
  expiresAt: number;
  /** Whether it was used since the hand of its queue last passed it. */
  isUsed = false;

  constructor({ set, key, principal, isLasting }: EntryPlace<Value>, { value, weight, expiresAt }: Kept<Value>) {
    this.set = set;
    this.key = key;
    this.principal = principal;
    this.isLasting = isLasting;
    this.value = value;
    this.weight = weight;
    this.expiresAt = expiresAt;
  }
}
