import { isDeeperThan } from './json-depth.ts';

/** More lists and objects in one another than any API answers. */
const maxLevels = 1_000;

const longDigits = /\d{16,}/;

/** An integer of 16 digits or more, wherever it stands. */
const longInteger = /-?[1-9]\d{15,}/g;

/** Follows a JSON text from its start, to tell what is in a string of it. */
class StringScanner {
  readonly #text: string;
  #isInString = false;
  /** The next quote that begins or ends a string. */
  #quote: number;

  constructor(text: string) {
    this.#text = text;
    this.#quote = this.#quoteFrom(0);
  }

  /** Whether a place is in a string. Places are asked in their order. */
  isInString(place: number): boolean {
    while (this.#quote < place) {
      this.#isInString = !this.#isInString;
      this.#quote = this.#quoteFrom(this.#quote + 1);
    }
    return this.#isInString;
  }

  #quoteFrom(start: number): number {
    let quote = this.#text.indexOf('"', start);
    while (quote !== -1 && this.#isInString && this.#isEscaped(quote)) quote = this.#text.indexOf('"', quote + 1);
    return quote === -1 ? Infinity : quote;
  }

  #isEscaped(quote: number): boolean {
    let before = quote;
    while (this.#text[before - 1] === '\\') before -= 1;
    return (quote - before) % 2 === 1;
  }
}

/** Whether digits are all of a number: no part of a fraction, an exponent or a longer number. */
const isWhole = (before: string | undefined, after: string | undefined): boolean =>
  /^[[:,\s]?$/.test(before ?? '') && /^[\]},\s]?$/.test(after ?? '');

/** Puts integers that a number cannot hold into quotes. */
function quoteLongIntegers(text: string): string {
  const scanner = new StringScanner(text);
  return text.replace(longInteger, (digits, place: number) => {
    const isKept = Number.isSafeInteger(Number(digits)) || !isWhole(text[place - 1], text[place + digits.length]);
    return isKept || scanner.isInString(place) ? digits : `"${digits}"`;
  });
}

/**
 * Parses JSON without losing a digit: integers beyond 2^53 come as text. Throws SyntaxError as `JSON.parse` does, and
 * RangeError where it is nested too deeply.
 */
export function parseExactJson(text: string): unknown {
  if (isDeeperThan(maxLevels, text)) throw new RangeError('The JSON is nested too deeply.');
  // A reviver would take ten times as long as the plain parse: seconds for some megabytes.
  return JSON.parse(longDigits.test(text) ? quoteLongIntegers(text) : text);
}
