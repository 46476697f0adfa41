/** The entries of one set of the cache, by their keys: those of all callers, whatever part they are in. */
export type CacheSet<Value> = Map<string, CacheEntry<Value>>;

/** What is to be kept, what it weighs, and until when it is good, by `performance.now()`. */
export interface Kept<Value> {
  readonly value: Value;
  readonly weight: number;
  readonly expiresAt: number;
}

/** Where an entry is found, and who has it. */
export interface EntryPlace<Value> {
  readonly set: CacheSet<Value>;
  readonly key: string;
  readonly principal: string;
  readonly isLasting: boolean;
}

/**
 * An answer in the cache. What is remembered again is changed in place, without another object. Whose it is never changes, so
 * that it is in one queue and once: where another is to have it, that one gets an entry of its own and this one is gone.
 */
export class CacheEntry<Value> implements EntryPlace<Value> {
  readonly set: CacheSet<Value>;
  readonly key: string;
  readonly principal: string;
  readonly isLasting: boolean;
  /** Null once it is gone: its place in a queue may be there for longer, and is to hold no answer. */
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
