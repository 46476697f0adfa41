/** What a cell must not begin with, since a spreadsheet would run it as a formula; the sign that prevents it is one too. */
const formula = /^[=+\-@\t\r\n＝＋－＠']/;

/** What a cell must not hold without quotes (RFC 4180); blanks around a text are quoted too, since some readers drop them. */
const needsQuotes = /[",\r\n]|^\s|\s$/;

/**
 * A text as a cell. One that a spreadsheet would run as a formula gets an apostrophe before it, and so does one that begins
 * with an apostrophe: who drops the first apostrophe of each cell has the texts as they were.
 */
function cell(text: string | null): string {
  if (text === null) return '';
  const harmless = formula.test(text) ? `'${text}` : text;
  return needsQuotes.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** A record of a CSV file by RFC 4180, with its line end. */
export const csvRecord = (texts: readonly (string | null)[]): string => `${texts.map(cell).join(',')}\r\n`;
