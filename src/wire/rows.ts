import { type Faults, unreadable, type Shape } from '../upstream/shape.ts';

/** The rows of a list, null for each that is left out; or `unreadable` for the whole list. */
export type Rows<Row> = (Row | null)[] | typeof unreadable;

/** The most rows of a page. No documented page has more than half as many. */
export const mostRows = 1_000;

/**
 * Reads the rows of a list, null for each that cannot be read. If there are too many faults, reading stops and the whole list
 * is unreadable. At most `mostOfRow` faults of each row count.
 */
export function readRows<Row>(
  values: readonly unknown[],
  row: Shape<Row>,
  faults: Faults,
  mostOfRow = Infinity,
): Rows<Row> {
  const rows: (Row | null)[] = [];
  for (let index = 0; index < values.length; index += 1) {
    const before = faults.count;
    const read = row.read(values[index], faults);
    if (faults.count > before) {
      faults.keepFirst(before + mostOfRow);
      faults.areWithin(index, before);
      if (faults.areTooMany) return unreadable;
    }
    rows.push(read === unreadable ? null : read);
  }
  return rows;
}

/**
 * Reads a page of rows. Their number is bounded, and only one fault of each row counts, so that a row never costs the others.
 */
export function readPage<Row>(values: readonly unknown[], row: Shape<Row>, faults: Faults): Rows<Row> {
  if (values.length <= mostRows) return readRows(values, row, faults, 1);
  faults.add(`more than ${mostRows} rows`);
  return unreadable;
}
