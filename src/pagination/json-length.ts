import type { Json } from './list.ts';

const longestEscape = String.raw`\u0000`.length;
const longestNumber = '-1.7976931348623157e+308'.length;

const isList = (value: object): value is readonly Json[] => Array.isArray(value);

/** No fewer characters than a value has as JSON, its brackets and commas included. */
export function mostCharactersOf(value: Json): number {
  if (typeof value === 'string') return value.length * longestEscape + 3;
  if (typeof value !== 'object' || value === null) return longestNumber + 1;
  let sum = 3;
  if (isList(value)) for (const item of value) sum += mostCharactersOf(item);
  else for (const name of Object.keys(value)) sum += mostCharactersOf(name) + mostCharactersOf(value[name] ?? null);
  return sum;
}

/**
 * Whether a value has at most so many characters as JSON. It is written only to know this if it has long texts: that would take
 * ten times as long, and each edge of a page has a place.
 */
export const isWrittenWithin = (most: number, value: Json): boolean =>
  mostCharactersOf(value) <= most || JSON.stringify(value).length <= most;
