/** How many texts are kept: the same tasks are shown again and again. */
const maxTexts = 20_000;
const texts = new Map<number, string>();

/**
 * The same as `toISOString`, `2020-11-24T12:50:00.000Z`, for a time in milliseconds. An answer of fifty tasks has a hundred
 * dates: from here they come in a tenth of the time, and in one piece. Throws a RangeError for an invalid date.
 */
export function dateText(time: number): string {
  const known = texts.get(time);
  if (known !== undefined) return known;
  if (texts.size >= maxTexts) texts.clear();
  const text = new Date(time).toISOString();
  texts.set(time, text);
  return text;
}
