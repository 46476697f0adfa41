import { endOfString, isDeeperThan } from './json-depth.ts';

/** Deeper nesting than that of any API's answers. */
const maxLevels = 1_000;

/** The fewest digits of an integer that a number cannot represent exactly. */
const longDigits = 16;

/** Whether the digits between these characters are a whole number, and no part of a fraction or an exponent. */
const isWhole = (before: string | undefined, after: string | undefined): boolean =>
  /^[[:,\s]?$/.test(before ?? '') && /^[\]},\s]?$/.test(after ?? '');

const isDigit = (character: string): boolean => character >= '0' && character <= '9';

/** The index after the digits that begin at `start`. */
function endOfDigits(text: string, start: number): number {
  let end = start;
  while (end < text.length && isDigit(text.charAt(end))) end += 1;
  return end;
}

/** Whether these digits are an integer that a number cannot represent exactly. */
const isLongInteger = (text: string, start: number, end: number): boolean =>
  end - start >= longDigits &&
  !/^-?0/.test(text.slice(start, start + 2)) &&
  isWhole(text[start - 1], text[end]) &&
  !Number.isSafeInteger(Number(text.slice(start, end)));

/**
 * Whether a text may have an integer that a number cannot represent exactly. Only each 16th character is looked at: 16 digits
 * in a row have one of them. A regular expression took half as long as parsing the text.
 */
function mayHaveLongInteger(text: string): boolean {
  for (let index = longDigits - 1; index < text.length; index += longDigits) {
    if (!isDigit(text.charAt(index))) continue;
    let start = index;
    while (isDigit(text.charAt(start - 1))) start -= 1;
    const end = endOfDigits(text, index);
    if (isLongInteger(text, text.charAt(start - 1) === '-' ? start - 1 : start, end)) return true;
    index = end - 1;
  }
  return false;
}

/** Puts long integers into quotes. Strings are skipped, in which a regular expression would find digits too. */
function quoteLongIntegers(text: string): string {
  let quoted = '';
  let copied = 0;
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charAt(index);
    if (character === '"') index = endOfString(text, index);
    else if (character === '-' || isDigit(character)) {
      const end = endOfDigits(text, index + 1);
      if (isLongInteger(text, index, end)) {
        quoted += `${text.slice(copied, index)}"${text.slice(index, end)}"`;
        copied = end;
      }
      index = end - 1;
    }
  }
  return quoted + text.slice(copied);
}

/** Whether a JSON text is nested more deeply than `parseExactJson` reads. */
export const isTooDeep = (text: string): boolean => isDeeperThan(maxLevels, text);

/**
 * Parses JSON without losing a digit: integers beyond 2^53 become strings. Throws SyntaxError like `JSON.parse`, and
 * RangeError if it is nested too deeply.
 */
export function parseExactJson(text: string): unknown {
  if (isTooDeep(text)) throw new RangeError('The JSON is nested too deeply.');
  // A reviver would take ten times as long as the plain parse: seconds for some megabytes.
  return JSON.parse(mayHaveLongInteger(text) ? quoteLongIntegers(text) : text);
}
