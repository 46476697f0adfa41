/** Whether the character at an index is escaped: an odd number of backslashes stands before it. */
function isEscaped(text: string, index: number): boolean {
  let start = index;
  while (text.charAt(start - 1) === '\\') start -= 1;
  return (index - start) % 2 === 1;
}

/** The index of the quote that ends the string that begins at `start`; the length of the text if there is none. */
export function endOfString(text: string, start: number): number {
  // By `indexOf`, which is faster than a loop: a query is a string of thousands of characters.
  let end = text.indexOf('"', start + 1);
  while (end !== -1 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end === -1 ? text.length : end;
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
 * Whether a JSON text is nested more deeply than so many levels. `JSON.parse` takes 0.2 s for a megabyte of opening brackets,
 * ten times as long as for other texts.
 */
export function isDeeperThan(levels: number, text: string): boolean {
  // Most texts have fewer brackets in all, and need no loop over their characters, which takes as long as parsing them.
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
