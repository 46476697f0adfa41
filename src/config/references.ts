/** A reference to an environment variable: `${NAME}` or `${NAME:-default}`. */
export const reference = /\$\{([A-Za-z_][A-Za-z0-9_]*)(?::-([^}\n]*))?\}/g;

/** An encoded reference, between private-use characters that mean nothing in YAML. */
const hidden = /\uE000([\w-]+)\uE001/g;

/** Encodes the references in a text: within flow mappings, YAML would parse their braces. */
export const hideReferences = (text: string): string =>
  text.replace(reference, (whole) => `\uE000${Buffer.from(whole).toString('base64url')}\uE001`);

/** Decodes what `hideReferences` encoded. */
export const showReferences = (text: string): string =>
  text.replace(hidden, (_whole, encoded: string) => Buffer.from(encoded, 'base64url').toString());
