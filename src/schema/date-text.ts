const dayMs = 86_400_000;

/** Of so many days the text is kept: dates of one answer are of few. */
const keptDays = 10_000;
const days = new Map<number, string>();

function textOfDay(day: number): string {
  const known = days.get(day);
  if (known !== undefined) return known;
  if (days.size >= keptDays) days.clear();
  const text = new Date(day * dayMs).toISOString().slice(0, -'00:00:00.000Z'.length);
  days.set(day, text);
  return text;
}

const two = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, '0'));

/**
 * A date as answers have it, `2020-11-24T12:50:00.000Z`: what `toISOString` makes, and throws of an invalid date, in a
 * sixth of its time. An answer of fifty tasks has a hundred dates.
 */
export function dateText(date: Date): string {
  const time = date.getTime();
  const day = Math.floor(time / dayMs);
  const ms = time - day * dayMs;
  const [hour, minute, second] = [
    Math.floor(ms / 3_600_000),
    Math.floor(ms / 60_000) % 60,
    Math.floor(ms / 1_000) % 60,
  ];
  const fraction = ms % 1_000 === 0 ? '000' : String(ms % 1_000).padStart(3, '0');
  return `${textOfDay(day)}${two[hour]}:${two[minute]}:${two[second]}.${fraction}Z`;
}
