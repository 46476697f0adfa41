import { membersOf } from '../platform/members.ts';
import type { Store } from './store.ts';

/** An answer of more characters is written and read when it is the caller's turn of the processor. */
export const longAnswer = 50_000;

/** The longest answer that is left for others, in characters. */
export const longestAnswer = 512_000;

/** An answer as it lies in the store. Moments are those of the store's clock, in milliseconds. */
export interface StoredAnswer {
  readonly askedAt: number;
  readonly goodUntil: number;
  readonly operation: string;
  /** How long it was as it came, in characters of JSON. */
  readonly characters: number;
  readonly json: unknown;
}

/** An answer as it is left under a key; null if it is too long to be. */
export function sealAnswer(store: Store, key: string, answer: StoredAnswer): string | null {
  if (answer.characters > longestAnswer) return null;
  const text = JSON.stringify(answer);
  return text.length > longestAnswer ? null : store.seal.close(key, text);
}

/** An answer that a replica has left under a key; null for anything else. */
export function openAnswer(store: Store, key: string, sealed: string): StoredAnswer | null {
  const text = store.seal.open(key, sealed);
  if (text === null) return null;
  // What bears the mark of a replica is JSON.
  const { askedAt, goodUntil, operation, characters, json } = membersOf(JSON.parse(text));
  if (typeof askedAt === 'number' && typeof goodUntil === 'number')
    if (typeof operation === 'string' && typeof characters === 'number' && json !== undefined)
      return { askedAt, goodUntil, operation, characters, json };
  store.seal.ignore();
  return null;
}
