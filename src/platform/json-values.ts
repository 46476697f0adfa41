import { endOfString } from './json-depth.ts';

/**
 * Whether a JSON text has more than so many values: texts, numbers, lists, objects and all others, wherever they stand. A
 * value takes up to a thousand times as long to read as a character of a text.
 */
export function hasMoreValuesThan(most: number, text: string): boolean {
  // Each takes two characters: itself and what separates it from the next.
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
