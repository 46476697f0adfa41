import { longestText } from '../tasks/text.ts';
import { unreadable, type Shape } from '../upstream/shape.ts';
import { readDate } from './date.ts';

/** A number beyond all others, as which JSON is read that writes `1e400`, has no spelling. */
const isSpelled = (value: unknown): value is number => Number.isFinite(value);

/** Text, trimmed; a number or boolean is taken by its spelling. Null where absent, null or blank, or no text. */
export const text: Shape<string | null> = {
  read(value, faults) {
    if (typeof value === 'string') return value.trim() || null;
    if (isSpelled(value) || typeof value === 'boolean') return String(value);
    if (value !== null && value !== undefined) faults.add('expected text');
    return null;
  },
};

/** What no id has, and no request can send. */
const unsendable = /\p{Cc}|\p{Cs}/u;

/** The id of a thing, digit for digit; a thing without one is none. */
export const identifier: Shape<string> = {
  read(value, faults) {
    const id = typeof value === 'string' || isSpelled(value) ? String(value).trim() : '';
    if (id !== '' && id.length <= longestText && !unsendable.test(id)) return id;
    faults.add('expected an id');
    return unreadable;
  },
};

/** Longer than any token of a next page: it goes back in a URL, and into cursors. */
const longestToken = 8_192;

/** The token of a next page, null at the end. It goes back as it came, so that it is not trimmed as texts are. */
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

function readWholeNumber(value: unknown): number | null {
  const number = typeof value === 'string' && decimal.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) ? number : null;
}

/** A whole number within ±(2^53 - 1), as a number or in decimal text; null for anything else. */
export const wholeNumber: Shape<number | null> = { read: readWholeNumber };

/** A whole number of things, as a value tells it; null where it tells none. */
export function readCount(value: unknown): number | null {
  const number = readWholeNumber(value);
  return number !== null && number >= 0 ? number : null;
}

/** A whole number of things; null where it is not told. */
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

/** A time in milliseconds, as `readDate` reads it, in this zone where it names none; null for anything else. */
export const dateIn = (zone: string): Shape<number | null> => ({
  read: (value) => (typeof value === 'string' ? readDate(value, zone) : null),
});

/** A time, in UTC where it names no zone: some providers do not say which zone is meant, and UTC is likely. */
export const date = dateIn('Z');

/** Any JSON, as it comes; null where absent. */
export const json: Shape<unknown> = { read: (value) => value ?? null };
