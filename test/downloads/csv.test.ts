import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvRecord } from '#src/downloads/csv.ts';
import { readCsv } from './read-csv.ts';

test.for([
  { cell: 'example.com', written: 'example.com' },
  { cell: null, written: '' },
  { cell: '', written: '' },
  { cell: 'a,b', written: '"a,b"' },
  { cell: 'he said "no"', written: '"he said ""no"""' },
  { cell: 'two\nlines', written: '"two\nlines"' },
  { cell: ' blanks ', written: '" blanks "' },
  { cell: '域名不存在', written: '域名不存在' },
  { cell: '=HYPERLINK("http://evil.example")', written: `"'=HYPERLINK(""http://evil.example"")"` },
  { cell: '+1', written: "'+1" },
  { cell: '-1', written: "'-1" },
  { cell: '@', written: "'@" },
  { cell: '\t=1', written: `'\t=1` },
  { cell: '\r=1', written: `"'\r=1"` },
  { cell: '\n=1', written: `"'\n=1"` },
  { cell: '＝1+1', written: "'＝1+1" },
  { cell: "'=1", written: "''=1" },
  { cell: 'a=1', written: 'a=1' },
])('$cell is written as $written', ({ cell, written }) => {
  expect(csvRecord([cell, 'b'])).toBe(`${written},b\r\n`);
});

/** Texts in which what matters to CSV and to spreadsheets is frequent. */
const texts = fc.string({
  unit: fc.oneof(fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', '"', ',', "'", ' ', '＝'), fc.string()),
  maxLength: 8,
});

test('what is written is read as it was, but for the apostrophe, and runs nowhere', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(texts, texts), { minLength: 1, maxLength: 5 }), (rows) => {
      const read = readCsv(rows.map((row) => csvRecord(row)).join(''));
      for (const cell of read.flat()) expect(cell).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/);
      expect(read.map((row) => row.map((cell) => cell.replace(/^'/, '')))).toEqual(rows);
    }),
  );
});
