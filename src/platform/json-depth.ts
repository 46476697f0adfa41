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

/** Whether a text has more than so many opening brackets, those in strings included. */
function hasMoreBracketsThan(most: number, text: string): boolean {
  let left = most;
  for (const bracket of ['[', '{']) {
    for (let index = text.indexOf(bracket); index !== -1; index = text.indexOf(bracket, index + 1)) {
      left -= 1;
      if (left < 0) return true;
    }
  }
  return false;
}

/**
 * Whether a JSON text has more than so many lists and objects in one another. `JSON.parse` takes 0.2 s for a megabyte of
 * opening brackets, ten times as long as for other texts.
 */
export function isDeeperThan(levels: number, text: string): boolean {
  // Most texts have fewer brackets in all: to read those character by character would take as long as to parse them.
  if (!hasMoreBracketsThan(levels, text)) return false;
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
