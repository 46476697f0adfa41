const form = /^https?:\/\/[^\s/?#@\\*]+$/i;

/** An origin as browsers send it: in lower case, without a default port; null if the text is no origin. */
export const canonicalOrigin = (text: string): string | null =>
  form.test(text) && URL.canParse(text) ? new URL(text).origin : null;
