/** `$$`, which stands for a `$`; braces after a `$`; or a `$` with neither. */
export const dollars = /\$(\$|\{[^}\n]*\})?/g;

const variable = /^\{([A-Za-z_][A-Za-z0-9_]*)(?::-(.*))?\}$/;

/** A reference to an environment variable: `${NAME}` or `${NAME:-default}`. */
export interface Reference {
  readonly name: string;
  readonly fallback: string | undefined;
}

/** The reference in these braces; null where they hold anything but the two forms. */
export function readReference(braces: string): Reference | null {
  const [, name, fallback] = variable.exec(braces) ?? [];
  if (name === undefined || fallback?.replaceAll('$$', '').includes('$')) return null;
  return { name, fallback: fallback?.replaceAll('$$', () => '$') };
}

/** An encoded reference, between private-use characters that mean nothing in YAML. */
const hidden = /\uE000([\w-]+)\uE001/g;

/** What is in braces, and does not go beyond a text in quotes. */
const inBraces = String.raw`[^{}\n"',]*`;
const hideable = new RegExp(
  [
    // `$$`, which takes the meaning from what is in braces after it.
    String.raw`\$\$(?:\{${inBraces}\})?`,
    // Braces in braces, which are neither of the two forms.
    String.raw`\$\{${inBraces}\$\{${inBraces}\}${inBraces}\}`,
    // A reference, whose default may hold anything but a brace.
    String.raw`\$\{[A-Za-z_][A-Za-z0-9_]*(?::-[^}\n]*)?\}`,
    String.raw`\$\{${inBraces}\}`,
  ].join('|'),
  'g',
);

/** Encodes the references in a text, also misspelt ones: within flow mappings, YAML would parse their braces. */
export const hideReferences = (text: string): string =>
  text.replace(hideable, (whole) =>
    whole === '$$' ? whole : `\uE000${Buffer.from(whole).toString('base64url')}\uE001`,
  );

/** Decodes what `hideReferences` encoded. */
export const showReferences = (text: string): string =>
  text.replace(hidden, (_whole, encoded: string) => Buffer.from(encoded, 'base64url').toString());

/** Whether a text is one encoded reference and nothing else. */
export const isHiddenReference = (text: string): boolean => /^\uE000[\w-]+\uE001$/.test(text);
