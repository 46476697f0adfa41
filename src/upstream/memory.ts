import { FairCache } from './fair-cache.ts';
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

function cachesOf(entries: number) {
  const lasting = new FairCache<Remembered>(() => entries * lastingPart);
  const brief = new FairCache<Remembered>(() => entries - lasting.weight);
  return { lasting, brief };
}

/**
 * A cache in this process, of so many entries; long lists count for several. What is brief never pushes out what is lasting,
 * which leaves a quarter to it, and no caller's entries push out all of another's.
 */
export function createMemory(entries: number): Memory {
  let size = entries;
  let { lasting, brief } = cachesOf(size);

  return {
    get entries() {
      return brief.weight + lasting.weight;
    },
    get(set, key, principal = '') {
      return lasting.get(set, key, principal) ?? brief.get(set, key, principal);
    },
    set(set, key, remembered, forMs, principal = '') {
      const isLasting = forMs >= lastingMs;
      // What is lasting is asked first: something brief of the same name expires behind it.
      if (!isLasting) lasting.delete(set, key);
      const kept = { value: remembered, forMs, weight: entriesOf(remembered) };
      (isLasting ? lasting : brief).set(set, key, principal, kept);
      brief.trim();
    },
    forget(source) {
      for (const cache of [brief, lasting]) for (const set of [source, tasksOf(source)]) cache.deleteSet(set);
    },
    resize(wanted) {
      if (wanted === size) return;
      size = wanted;
      ({ lasting, brief } = cachesOf(size));
    },
  };
}
