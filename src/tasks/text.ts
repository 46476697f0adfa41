/** More than any provider's ids, tags and operations have. */
export const longestText = 256;

/** What nearly all texts are. */
const printableAscii = /^[\x20-\x7e]*$/;

/** Why a text of a caller cannot be sent to any provider as it is, or null where it can. */
export function refuseText(text: string): string | null {
  if (text.length > longestText) return `must not be longer than ${longestText} characters`;
  if (printableAscii.test(text)) return null;
  if (/\p{Cc}/u.test(text)) return 'must not contain control characters';
  return text.isWellFormed() ? null : 'must be well-formed Unicode';
}
