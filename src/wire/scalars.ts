import { longestText } from '../tasks/text.ts';
import { unreadable, type Shape } from '../upstream/shape.ts';
import { readDate } from './date.ts';

/** JSON such as `1e400` is parsed as Infinity, which has no text. */
const isFiniteNumber = (value: unknown): value is number => Number.isFinite(value);

/**
 * Text, trimmed; a number or boolean is taken as text. Null if it is absent, null or blank, and also, as a fault, if it is no
 * text.
 */
export const text: Shape<string | null> = {
  read(value, faults) {
    if (typeof value === 'string') return value.trim() || null;
    if (isFiniteNumber(value) || typeof value === 'boolean') return String(value);
    if (value !== null && value !== undefined) faults.add('expected text');
    return null;
  },
};

/** Control characters and lone surrogates: no id has them, and no request can send them. */
const unsendable = /\p{Cc}|\p{Cs}/u;

/** The id of a row, with all of its digits; a row without one is unreadable. */
export const identifier: Shape<string> = {
  read(value, faults) {
    const id = typeof value === 'string' || isFiniteNumber(value) ? String(value).trim() : '';
    if (id !== '' && id.length <= longestText && !unsendable.test(id)) return id;
    faults.add('expected an id');
    return unreadable;
  },
};

/** Longer than any token of a next page. Tokens are sent in a URL, and are part of cursors. */
const longestToken = 8_192;

/** The token of a next page, null at the end. It is sent back unchanged, and therefore not trimmed. */
export const pageToken: Shape<string | null> = {
  read(value, faults) {
    if (value === null || value === undefined || value === '') return null;
    if (typeof value === 'string' && value.isWellFormed() && value.length <= longestToken) return value;
    if (typeof value === 'number' && Number.isSafeInteger(value) && value > 0) return String(value);
    faults.add('expected a token');
    return unreadable;
  },
};

const decimal = /^\s*[+-]?\d+\s*$/;

/** A whole number within ±(2^53 - 1), as a number or in decimal text; null for anything else. */
function readWholeNumber(value: unknown): number | null {
  const number = typeof value === 'string' && decimal.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) ? number : null;
}

/** A count: a whole number that is not negative; null for anything else. */
export function readCount(value: unknown): number | null {
  const number = readWholeNumber(value);
  return number !== null && number >= 0 ? number : null;
}

/** A count; null if it is absent or no count. */
export const count: Shape<number | null> = { read: readCount };

const flags: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['false', false],
]);

function readFlag(value: unknown): boolean | null {
  if (typeof value === 'boolean') return value;
  if (typeof value !== 'string') return null;
  return flags.get(value) ?? flags.get(value.trim().toLowerCase()) ?? null;
}

/** Yes or no, as a boolean or in words; null for anything else. */
export const flag: Shape<boolean | null> = { read: readFlag };

/** A time in milliseconds, as `readDate` reads it, in this zone if it names none; null for anything else. */
export const dateIn = (zone: string): Shape<number | null> => ({
  read: (value) => (typeof value === 'string' ? readDate(value, zone) : null),
});

/** A time, in UTC if it names no zone: some providers do not document the zone, and UTC is likely. */
export const date = dateIn('Z');

/** Any JSON, unchanged; null if absent. */
export const json: Shape<unknown> = { read: (value) => value ?? null };
