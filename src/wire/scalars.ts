import { z } from 'zod';
import { misplaced } from '../upstream/repair.ts';
import { readDate } from './date.ts';

// One transform each, and no unions: these run for every field of every row.

/** A number beyond all others, as which JSON is read that writes `1e400`, has no spelling. */
const isSpelled = (value: unknown): value is number => Number.isFinite(value);

/** Text, trimmed; a number or boolean is taken by its spelling. Null where absent, null or blank. */
export const text = z.transform((value: unknown, context): string | null => {
  if (typeof value === 'string') return value.trim() || null;
  if (isSpelled(value) || typeof value === 'boolean') return String(value);
  if (value !== null && value !== undefined) context.addIssue(misplaced.text);
  return null;
});

/** What no id has, and no request can send. */
const unsendable = /\p{Cc}|\p{Cs}/u;

/** The id of a thing, digit for digit; a thing without one is none. */
export const identifier = z.transform((value: unknown, context): string => {
  const id = typeof value === 'string' || isSpelled(value) ? String(value).trim() : '';
  if (id === '' || unsendable.test(id)) context.addIssue('expected an id');
  return id;
});

/** The token of a next page, null at the end. It goes back as it came, so that it is not trimmed as texts are. */
export const pageToken = z.transform((value: unknown, context): string | null => {
  if (value === null || value === undefined || value === '') return null;
  if (typeof value === 'string' && value.isWellFormed()) return value;
  if (typeof value === 'number' && Number.isSafeInteger(value) && value > 0) return String(value);
  context.addIssue('expected a token');
  return null;
});

const decimal = /^\s*[+-]?\d+\s*$/;

function readWholeNumber(value: unknown): number | null {
  const number = typeof value === 'string' && decimal.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) ? number : null;
}

/** A whole number within ±(2^53 - 1), as a number or in decimal text; null for anything else. */
export const wholeNumber = z.transform(readWholeNumber);

/** A whole number of things; null where it is not told. */
export const count = z.transform((value: unknown): number | null => {
  const number = readWholeNumber(value);
  return number !== null && number >= 0 ? number : null;
});

const flags: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['false', false],
]);

/** Yes or no, as a boolean or in words; null for anything else. */
export const flag = z.transform((value: unknown): boolean | null => {
  if (typeof value === 'boolean') return value;
  return typeof value === 'string' ? (flags.get(value.trim().toLowerCase()) ?? null) : null;
});

/** A time as `readDate` reads it, in this zone where it names none; null for anything else. */
export const dateIn = (zone: string) =>
  z.transform((value: unknown): Date | null => (typeof value === 'string' ? readDate(value, zone) : null));

/** A time, in UTC where it names no zone: some providers do not say which zone is meant, and UTC is likely. */
export const date = dateIn('Z');
