/** Whether a backslash stands for the character at an index, and no other backslash for that one. */
function isEscaped(text: string, index: number): boolean {
  let start = index;
  while (text.charAt(start - 1) === '\\') start -= 1;
  return (index - start) % 2 === 1;
}

/** The index of the quote that ends the string of a JSON text that begins at `start`; beyond the text where none does. */
export function endOfString(text: string, start: number): number {
  // Found without a look at each character: a query is a string of thousands.
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
