const backslash = 0x5c;
const quote = 0x22;

/** The index of the quote that ends the string of a JSON text that begins at `start`; beyond the text where none does. */
export function endOfString(text: string, start: number): number {
  let index = start + 1;
  while (index < text.length && text.charCodeAt(index) !== quote) {
    index += text.charCodeAt(index) === backslash ? 2 : 1;
  }
  return index;
}

/**
 * Whether a JSON text has more than so many lists and objects in one another. `JSON.parse` takes 0.2 s for a megabyte of
 * opening brackets, ten times as long as for other texts.
 */
export function isDeeperThan(levels: number, text: string): boolean {
  let depth = 0;
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charAt(index);
    if (character === '"') index = endOfString(text, index);
    else if (character === '[' || character === '{') depth += 1;
    else if (character === ']' || character === '}') depth -= 1;
    if (depth > levels) return true;
  }
  return false;
}
