import fc from 'fast-check';

/** The first half of a surrogate pair, and how many halves there are: none of them is a character. */
const halves = { first: 0xd800, count: 0x800 };

/**
 * Any character of Unicode, each as likely as another. fast-check's own units `binary` and `grapheme` are the same for the
 * tests, but make a table of a million characters first, which takes a second in each worker.
 */
export const anyCharacter: fc.Arbitrary<string> = fc.nat(0x10ffff - halves.count).map(
  (number) => String.fromCodePoint(number < halves.first ? number : number + halves.count),
  (character) => {
    const code = typeof character === 'string' ? character.codePointAt(0) : undefined;
    if (code === undefined || String.fromCodePoint(code) !== character) throw new Error('no single character');
    return code < halves.first ? code : code - halves.count;
  },
);
