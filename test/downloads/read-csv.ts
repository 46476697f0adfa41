/** The next cell of a file, quoted or not, and what ends it. */
const nextCell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/y;

/** The rows of a CSV file by the grammar of RFC 4180; throws where it is another. */
export function readCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  nextCell.lastIndex = 0;
  while (nextCell.lastIndex < text.length) {
    const from = nextCell.lastIndex;
    const found = nextCell.exec(text);
    if (!found) throw new Error(`No cell: ${JSON.stringify(text.slice(from, from + 50))}`);
    const [, quoted, plain = '', end] = found;
    row.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === ',') continue;
    rows.push(row);
    row = [];
  }
  if (row.length > 0) throw new Error('The last row has no end.');
  return rows;
}
