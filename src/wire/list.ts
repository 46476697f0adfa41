import { unreadable, type Faults, type Shape } from '../upstream/shape.ts';
import { kindOf } from './object.ts';
import { readPage, readRows, type Rows } from './rows.ts';

const notAList = 'expected a list of parts';

/**
 * The list that an answer is about. JSON null is an empty list; a row that is left out is null. An answer without the list is
 * refused, and so is one with far more rows than any page has.
 */
export const list = <Row>(row: Shape<Row>): Shape<readonly (Row | null)[]> => ({
  read(value, faults) {
    if (value === null) return [];
    if (Array.isArray(value)) return readPage(value, row, faults);
    faults.add(`Invalid input: expected array, received ${kindOf(value)}`);
    return unreadable;
  },
});

/** A list that may be absent, which gives null. JSON null is an empty list. */
const ifTold = <Row>(
  readAll: (values: readonly unknown[], faults: Faults) => Rows<Row>,
): Shape<readonly (Row | null)[] | null> => ({
  read(value, faults) {
    if (Array.isArray(value)) return readAll(value, faults);
    if (value === null) return [];
    if (value !== undefined) faults.add(notAList);
    return null;
  },
});

/** Like `list`, but it may be absent, which gives null. */
export const listIfTold = <Row>(row: Shape<Row>): Shape<readonly (Row | null)[] | null> =>
  ifTold((values, faults) => readPage(values, row, faults));

/** Like `listIfTold`, for a list inside a row, of any length. */
export const rowsIfTold = <Row>(row: Shape<Row>): Shape<readonly (Row | null)[] | null> =>
  ifTold((values, faults) => readRows(values, row, faults, 1));

const isTold = <Part>(part: Part): part is NonNullable<Part> => part !== null && part !== undefined;

/** A part that may be null, which is no fault. */
const nullable = <Part>(part: Shape<Part>): Shape<Part | null> => ({
  read: (value, faults) => (value === null ? null : part.read(value, faults)),
});

function readParts<Part>(values: readonly unknown[], part: Shape<Part | null>, faults: Faults) {
  const read = readRows(values, part, faults);
  return read === unreadable ? unreadable : read.filter(isTold);
}

/** A list inside a row, without the parts that are null or left out. Null or absence is an empty list. */
export const parts = <Part>(part: Shape<Part>): Shape<readonly NonNullable<Part>[]> => {
  const each = nullable(part);
  return {
    read(value, faults) {
      if (Array.isArray(value)) return readParts(value, each, faults);
      if (isTold(value)) faults.add(notAList);
      return [];
    },
  };
};

/** The row of a list that has exactly one. */
export const only = <Row>(row: Shape<Row>): Shape<Row> => ({
  read(value, faults) {
    if (!Array.isArray(value) || value.length !== 1) {
      faults.add('expected a list of one');
      return unreadable;
    }
    const before = faults.count;
    const read = row.read(value[0], faults);
    faults.areWithin(0, before);
    return read;
  },
});
