import type { CacheEntry, CacheSet } from './cache-entry.ts';
import { CachePart } from './cache-part.ts';
import type { PageHistory } from './still-pages.ts';

/** A cached answer, and the operation that it came from. */
export interface Remembered {
  readonly value: unknown;
  readonly operation: string;
  /** How long the answer was, in characters of JSON: the size of `value` is not measured. */
  readonly characters: number;
  /** Of a page that may stand still: its last reads, which decide how long it may be served. */
  readonly history?: PageHistory | undefined;
}

/** The name of the cache set with the tasks of a source, by their ids. Its other answers are in the set named by its key. */
export const tasksOf = (source: string): string => `${source} tasks`;

/**
 * The cache of answers in this process, by set and key. Each source has two sets. Replicas share a second, slower cache
 * behind it (`SharedAnswers`).
 */
export interface Memory {
  /** How many entries it holds; long lists count for several. */
  readonly entries: number;
  get(set: string, key: string, principal?: string): Remembered | undefined;
  set(set: string, key: string, remembered: Remembered, forMs: number, principal?: string): void;
  /** Removes all answers of a source. */
  forget(source: string): void;
  /** Sets the number of entries; if it changes, the cache is emptied. */
  resize(entries: number): void;
}

/** A longer answer counts for several entries: one with a task has a few hundred characters, a page of a list many more. */
const charactersPerEntry = 1_000;

/** How many entries an answer counts for. */
const entriesOf = ({ characters }: Remembered): number => Math.max(1, Math.ceil(characters / charactersPerEntry));

/** An answer that is cached for so long or longer is lasting, in milliseconds: a finished task, which changes no more. */
const lastingMs = 60_000;

/** The part of the cache that lasting answers may take. */
const lastingPart = 3 / 4;

/**
 * The answers of this process. Both parts have one index, so that finding or replacing an answer takes one look-up. An
 * expired entry stays until its room is needed: it is often asked for again, and is then changed in place.
 */
class AnswerMemory implements Memory {
  #size: number;
  #sets = new Map<string, CacheSet<Remembered>>();
  #lasting = new CachePart<Remembered>();
  #brief = new CachePart<Remembered>();

  constructor(size: number) {
    this.#size = size;
  }

  get entries(): number {
    return this.#lasting.weight + this.#brief.weight;
  }

  get(set: string, key: string, principal = ''): Remembered | undefined {
    const entry = this.#sets.get(set)?.get(key);
    if (!entry || entry.expiresAt <= performance.now()) return undefined;
    entry.isUsed = true;
    const { value } = entry;
    if (entry.principal !== principal) this.#partOf(entry).share(entry, principal);
    return value ?? undefined;
  }

  set(set: string, key: string, remembered: Remembered, forMs: number, principal = ''): void {
    const now = performance.now();
    const isLasting = forMs >= lastingMs;
    const kept = { value: remembered, weight: entriesOf(remembered), expiresAt: now + forMs };
    const isTaken = kept.weight <= this.#heaviest(isLasting);
    const entries = this.#sets.get(set) ?? this.#newSet(set);
    const known = entries.get(key);
    if (known && known.isLasting === isLasting && isTaken) {
      this.#partOf(known).change(known, kept);
      if (known.principal !== principal) this.#partOf(known).share(known, principal);
    } else {
      if (known) this.#partOf(known).remove(known);
      if (isTaken) this.#part(isLasting).add({ set: entries, key, principal, isLasting }, kept);
    }
    this.#trim(now);
  }

  forget(source: string): void {
    for (const set of [source, tasksOf(source)]) {
      for (const entry of this.#sets.get(set)?.values() ?? []) this.#partOf(entry).remove(entry);
      this.#sets.delete(set);
    }
  }

  resize(entries: number): void {
    if (entries === this.#size) return;
    this.#size = entries;
    this.#sets = new Map();
    this.#lasting = new CachePart();
    this.#brief = new CachePart();
  }

  #part(isLasting: boolean): CachePart<Remembered> {
    return isLasting ? this.#lasting : this.#brief;
  }

  #partOf({ isLasting }: CacheEntry<Remembered>): CachePart<Remembered> {
    return this.#part(isLasting);
  }

  /** A heavier entry is not cached. */
  #heaviest(isLasting: boolean): number {
    return isLasting ? Math.max(1, Math.floor(this.#size * lastingPart)) : this.#size;
  }

  #newSet(name: string): CacheSet<Remembered> {
    const set: CacheSet<Remembered> = new Map();
    this.#sets.set(name, set);
    return set;
  }

  #trim(now: number): void {
    this.#lasting.trim(this.#size * lastingPart, now);
    this.#brief.trim(this.#size - this.#lasting.weight, now);
  }
}

/**
 * Creates a cache of so many entries; long lists count for several. Brief answers never evict lasting ones, which leave them
 * a quarter of the room, and one caller's entries never evict all of another's.
 */
export const createMemory = (entries: number): Memory => new AnswerMemory(entries);
