import type { CacheEntry, CacheSet } from './cache-entry.ts';
import { CachePart } from './cache-part.ts';
import type { Standing } from './still-pages.ts';

/** A cached answer, and the operation that it came from. */
export interface Remembered {
  readonly value: unknown;
  readonly operation: string;
  /** How long it was as it came, in characters of JSON: what it holds is not counted. */
  readonly characters: number;
  /** Of a page that may stand still: for how long it has, by which its age is judged. */
  readonly standing?: Standing | undefined;
}

/** The set of the cache that holds the tasks of a source, by their ids; its pages are in the set of its key. */
export const tasksOf = (source: string): string => `${source} tasks`;

/** The cache of answers, by a set and a key: those of a source are two sets. Replicas share a second, slower one behind it (`SharedAnswers`). */
export interface Memory {
  /** How many entries it holds; long lists count for several. */
  readonly entries: number;
  get(set: string, key: string, principal?: string): Remembered | undefined;
  set(set: string, key: string, remembered: Remembered, forMs: number, principal?: string): void;
  /** Forgets all of a source. */
  forget(source: string): void;
  /** Holds so many entries from now on; where that is another number, it begins anew. */
  resize(entries: number): void;
}

/** How long the answer of one entry is: one with a task has a few hundred characters, a page of a list many more. */
const charactersPerEntry = 1_000;

/** For how many entries an answer counts. */
const entriesOf = ({ characters }: Remembered): number => Math.max(1, Math.ceil(characters / charactersPerEntry));

/** What is remembered for so long or longer is lasting, in milliseconds: what has finished, and not what is so at the moment. */
const lastingMs = 60_000;

/** How much of the cache may be lasting. */
const lastingPart = 3 / 4;

/**
 * Answers in this process. Both parts have one index, so that an answer is found, or put in place of the one before, by one
 * look-up. What has expired keeps its place until there is no room: it is often asked for again, and then changed in place.
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

  /** What weighs more is not taken. */
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
 * A cache in this process, of so many entries; long lists count for several. What is brief never pushes out what is lasting,
 * which leaves a quarter to it, and no caller's entries push out all of another's.
 */
export const createMemory = (entries: number): Memory => new AnswerMemory(entries);
