/** The records of a CSV file by RFC 4180, and nothing that it does not allow: each ends with CRLF, quotes stand around whole cells. */
export function readCsv(text: string): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  const cells = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/y;
  while (cells.lastIndex < text.length) {
    const at = cells.lastIndex;
    const [, quoted, plain = '', end] = cells.exec(text) ?? [];
    if (end === undefined) throw new SyntaxError(`No cell of CSV at ${at}: ${JSON.stringify(text.slice(at, at + 40))}`);
    record.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === ',') continue;
    records.push(record);
    record = [];
  }
  if (record.length > 0) throw new SyntaxError(`The last record has no end: ${record.join(',')}`);
  return records;
}
