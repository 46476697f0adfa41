/** How many characters must be added, left out or replaced to make one text of another. */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_value, index) => index);
  for (const [index, character] of from.split('').entries()) {
    const next = [index + 1];
    for (const [at, other] of to.split('').entries()) {
      const replaced = (row[at] ?? 0) + (character === other ? 0 : 1);
      next.push(Math.min(replaced, (row[at + 1] ?? 0) + 1, (next[at] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

/** The word that is most like a text; the first of several. */
export const nearest = (text: string, words: readonly string[]): string | undefined =>
  words
    .map((word) => ({ word, far: distance(text, word) }))
    .toSorted((one, other) => one.far - other.far)
    .at(0)?.word;
