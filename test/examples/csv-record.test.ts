import { assert, property, array, constantFrom, option, string } from 'fast-check';
import { expect, test } from 'vitest';
import { csvRecord } from '../../examples/service/nightly/csv-record.ts';
import { readCsv } from './read-csv.ts';

const texts = array(option(string({ unit: constantFrom('"', ',', '\r', '\n', ' ', '=', "'", '@', 'a', 'ü', '😀') })), {
  minLength: 2,
});

const withoutFirstApostrophe = (text: string): string => text.replace(/^'/, '');

test('a record is read as the texts that were written, whatever they hold, and no cell of it is a formula', () => {
  assert(
    property(texts, (written) => {
      const [record = [], ...others] = readCsv(csvRecord(written));
      expect(others).toEqual([]);
      expect(record.map(withoutFirstApostrophe)).toEqual(written.map((text) => text ?? ''));
      expect(record.filter((text) => /^[=+\-@\t\r\n]/.test(text))).toEqual([]);
    }),
  );
});
