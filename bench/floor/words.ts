/** The status that a provider's word stands for. */
export const statusIn =
  (words: Readonly<Record<string, string>>) =>
  (word: string): string =>
    words[word] ?? 'UNKNOWN';

/** A date as any of the upstreams writes it: with dashes or slashes, with or without seconds and zone; null for none. */
export function dateOf(text: string | undefined): string | null {
  if (!text) return null;
  const zoned = text.endsWith('Z') ? text : `${text}Z`;
  return new Date((zoned.length === 17 ? zoned.replace('Z', ':00Z') : zoned).replaceAll('/', '-')).toISOString();
}
