/** Longer than the ids, tags and operations of any provider. */
export const longestText = 256;

/** Nearly all texts are like this, and need no further check. */
const printableAscii = /^[\x20-\x7e]*$/;

/** Why a text of a client cannot be sent to a provider unchanged; null if it can. */
export function refuseText(text: string): string | null {
  if (text.length > longestText) return `must not be longer than ${longestText} characters`;
  if (printableAscii.test(text)) return null;
  if (/\p{Cc}/u.test(text)) return 'must not contain control characters';
  return text.isWellFormed() ? null : 'must be well-formed Unicode';
}
