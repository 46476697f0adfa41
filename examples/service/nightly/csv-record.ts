/** What a spreadsheet would run as a formula at the start of a cell; and the sign that prevents it. */
const formula = /^[=+\-@\t\r\n＝＋－＠']/;

/** What a cell must not hold without quotes (RFC 4180). */
const needsQuotes = /[",\r\n]|^\s|\s$/;

/** Providers' words, and whoever named what failed, must not run formulas: such a text gets an apostrophe before it. */
function cell(text: string | null): string {
  if (text === null) return '';
  const harmless = formula.test(text) ? `'${text}` : text;
  return needsQuotes.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** A record of a CSV file by RFC 4180, with its line end. */
export const csvRecord = (texts: readonly (string | null)[]): string => `${texts.map(cell).join(',')}\r\n`;
