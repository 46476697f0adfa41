const form = /^https?:\/\/[^\s/?#@\\*]+$/i;

/** An origin in the spelling in which browsers send it: in lower case, without a default port; null for what is none. */
export const canonicalOrigin = (text: string): string | null =>
  form.test(text) && URL.canParse(text) ? new URL(text).origin : null;
