import { membersOf } from '../platform/members.ts';

/** An answer as it lies in the store. Moments are those of the store's clock, in milliseconds. */
export interface StoredAnswer {
  readonly askedAt: number;
  readonly goodUntil: number;
  readonly operation: string;
  /** How long it was as it came, in characters of JSON. */
  readonly characters: number;
  readonly json: unknown;
}

const isCount = (value: unknown): value is number => typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;

/** A stored answer as text. */
export const writeStoredAnswer = (answer: StoredAnswer): string => JSON.stringify(answer);

/** A stored answer from its text; null where that is none. */
export function readStoredAnswer(text: string): StoredAnswer | null {
  const { askedAt, goodUntil, operation, characters, json = null } = membersOf(parsed(text));
  if (!isCount(askedAt) || !isCount(goodUntil)) return null;
  if (typeof operation !== 'string' || typeof characters !== 'number') return null;
  return { askedAt, goodUntil, operation, characters, json };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
