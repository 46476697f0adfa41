/** What stands in a configuration for a value of the environment: `${NAME}`, or `${NAME:-default}`. */
export const reference = /\$\{([A-Za-z_][A-Za-z0-9_]*)(?::-([^}\n]*))?\}/g;

/** Between characters of private use, of which YAML knows no meaning. */
const hidden = /\uE000([\w-]+)\uE001/g;

/** Hides references from the parser of YAML, to which their braces mean something within other braces. */
export const hideReferences = (text: string): string =>
  text.replace(reference, (whole) => `\uE000${Buffer.from(whole).toString('base64url')}\uE001`);

/** A text with the references that were hidden in it. */
export const showReferences = (text: string): string =>
  text.replace(hidden, (_whole, encoded: string) => Buffer.from(encoded, 'base64url').toString());
