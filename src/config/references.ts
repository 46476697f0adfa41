/** `$$`, which stands for a `$`; braces after a `$`; or a `$` with neither. */
export const dollars = /\$(\$|\{[^}\n]*\})?/g;

const variable = /^\{([A-Za-z_][A-Za-z0-9_]*)(?::-(.*))?\}$/;

/** A file, after `file:`; `${file:-default}` is a variable with a default. */
const file = /^\{file:(?!-)([^$]+)\}$/;

/** A reference to an environment variable, `${NAME}` or `${NAME:-default}`, or to a file, `${file:/path}`. */
export type Reference =
  | { readonly kind: 'variable'; readonly name: string; readonly fallback: string | undefined }
  | { readonly kind: 'file'; readonly path: string };

/** The reference in these braces; null where they hold anything but the three forms. */
export function readReference(braces: string): Reference | null {
  const path = file.exec(braces)?.[1];
  if (path !== undefined) return { kind: 'file', path };
  const [, name, fallback] = variable.exec(braces) ?? [];
  if (name === undefined || fallback?.replaceAll('$$', '').includes('$')) return null;
  return { kind: 'variable', name, fallback: fallback?.replaceAll('$$', () => '$') };
}

/** An encoded reference, between private-use characters that mean nothing in YAML. */
const hidden = /\uE000([\w-]+)\uE001/g;

/** What is in braces, and does not go beyond a text in quotes. */
const inBraces = String.raw`[^{}\n"',]*`;
const hideable = new RegExp(
  [
    // `$$`, which takes the meaning from what is in braces after it.
    String.raw`\$\$(?:\{${inBraces}\})?`,
    // Braces in braces, which are none of the forms.
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
