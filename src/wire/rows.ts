import { type Faults, unreadable, type Shape } from '../upstream/shape.ts';

/** The rows of a list, null for each that is left out; or that nothing of it can be read. */
export type Rows<Row> = (Row | null)[] | typeof unreadable;

/** The most rows of a page that is taken: no documented page has more than half as many. */
export const mostRows = 1_000;

/**
 * The rows of a list, null for each that is left out since it cannot be read. Where too much is wrong, what comes after is
 * not looked at, and nothing is read; not more than `mostOfRow` counts of each.
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

/** The same of a page of rows, of which there cannot be any number, and where no row costs the others, however much is wrong with it. */
export function readPage<Row>(values: readonly unknown[], row: Shape<Row>, faults: Faults): Rows<Row> {
  if (values.length <= mostRows) return readRows(values, row, faults, 1);
  faults.add(`more than ${mostRows} rows`);
  return unreadable;
}
