const datePattern =
  /^\s*(\d{4})([-/])(\d\d)\2(\d\d)(?:[Tt]|\s+)([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:[.,](\d+))?)?\s*([Zz]|[+-]\d\d(?::?\d\d)?)?\s*$/;

const latest = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/** An offset from UTC in milliseconds: `Z`, `+08`, `+0800`, `-03:30`. */
function offsetOf(zone: string): number {
  if (zone === 'Z' || zone === 'z') return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3).replace(':', '') || 0);
  return (zone.startsWith('-') ? -minutes : minutes) * 60_000;
}

/** The most frequent forms of dates in UTC: `2020-11-24T12:50Z`, `2020/11/24 12:50:28`, `2020-11-24T12:50:28.214`. */
const commonPattern = /^[1-9]\d{3}(?:-\d\d-|\/\d\d\/)\d\d[T ](?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{3})?)?Z?$/;

/** The number that two digits of a text make. */
const twoDigits = (text: string, index: number): number =>
  10 * text.charCodeAt(index) + text.charCodeAt(index + 1) - 11 * zero;

const zero = '0'.charCodeAt(0);

/** Reads a date of the common pattern, in a third of the time that `Date` takes. */
function readCommonDate(text: string): number | null {
  const [month, day] = [twoDigits(text, 5), twoDigits(text, 8)];
  if (month < 1 || month > 12 || day < 1) return null;
  const second = text.length > '2020-11-24T12:50Z'.length ? twoDigits(text, 17) : 0;
  const millisecond =
    text.length > '2020-11-24T12:50:28Z'.length ? 10 * twoDigits(text, 20) + text.charCodeAt(22) - zero : 0;
  const year = 100 * twoDigits(text, 0) + twoDigits(text, 2);
  const read = Date.UTC(year, month - 1, day, twoDigits(text, 11), twoDigits(text, 14), second, millisecond);
  // A day that a month does not have is carried over into the next.
  return day <= 28 || new Date(read).getUTCDate() === day ? read : null;
}

/**
 * A date as any of the upstreams writes it, in milliseconds since 1970: with dashes or slashes, a `T` or a blank, with or
 * without seconds, fraction and zone. A date without a zone is read in `zone`, an offset from UTC such as `+08:00`.
 * Null for anything else, and for a day that does not exist.
 */
export function readDate(text: string, zone: string): number | null {
  if ((zone === 'Z' || text.endsWith('Z')) && commonPattern.test(text)) return readCommonDate(text);
  const match = datePattern.exec(text);
  if (match === null) return null;
  const [, year = '', , month = '', day = '', hour = '', minute = '', second = 0, fraction = '', ownZone] = match;
  const milliseconds = fraction === '' ? 0 : Number(fraction.slice(0, 3).padEnd(3, '0'));
  const local = Date.UTC(+year, +month - 1, +day, +hour, +minute, +second, milliseconds);
  const read = new Date(local);
  // Date.UTC carries month 13 and February 30 over, and takes the years before 100 for the 1900s.
  const exists = read.getUTCDate() === +day && read.getUTCMonth() === +month - 1 && read.getUTCFullYear() === +year;
  if (!exists) return null;
  const time = local - offsetOf(ownZone ?? zone);
  // With its zone, the time may be after the year 9999.
  return time > latest ? null : time;
}
