import { endOfString } from './json-depth.ts';

/**
 * Whether a JSON text has more than so many values, at all levels of nesting. Reading a value takes up to a thousand times as
 * long as reading a character of a string.
 */
export function hasMoreValuesThan(most: number, text: string): boolean {
  // Each value takes at least two characters: itself, and a separator from the next one.
  if (text.length < 2 * most) return false;
  // The first child of a list or an object is counted by its bracket, any other one by its comma.
  let values = 1;
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charAt(index);
    if (character === '"') index = endOfString(text, index);
    else if (character === ',' || character === '[' || character === '{') values += 1;
    if (values > most) return true;
  }
  return false;
}
