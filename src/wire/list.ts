import { unreadable, type Faults, type Shape } from '../upstream/shape.ts';
import { kindOf } from './object.ts';
import { readPage, readRows, type Rows } from './rows.ts';

const notAList = 'expected a list of parts';

/**
 * The list that an answer is about: null for none, and null in the place of a row that is left out. One that is absent is
 * none of the API's answers, and so is one of far more rows than any page has.
 */
export const list = <Row>(row: Shape<Row>): Shape<readonly (Row | null)[]> => ({
  read(value, faults) {
    if (value === null) return [];
    if (Array.isArray(value)) return readPage(value, row, faults);
    faults.add(`Invalid input: expected array, received ${kindOf(value)}`);
    return unreadable;
  },
});

/** A list that an answer may also be without: null. Null says that there is none. */
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

/** The same as `list`, of one that an answer may also be without: null. */
export const listIfTold = <Row>(row: Shape<Row>): Shape<readonly (Row | null)[] | null> =>
  ifTold((values, faults) => readPage(values, row, faults));

/** The same of rows within a thing, which may be any number. */
export const rowsIfTold = <Row>(row: Shape<Row>): Shape<readonly (Row | null)[] | null> =>
  ifTold((values, faults) => readRows(values, row, faults, 1));

const isTold = <Part>(part: Part): part is NonNullable<Part> => part !== null && part !== undefined;

/** A part that may also be null, which says nothing. */
const nullable = <Part>(part: Shape<Part>): Shape<Part | null> => ({
  read: (value, faults) => (value === null ? null : part.read(value, faults)),
});

function readParts<Part>(values: readonly unknown[], part: Shape<Part | null>, faults: Faults) {
  const read = readRows(values, part, faults);
  return read === unreadable ? unreadable : read.filter(isTold);
}

/** A list within a thing, without what is null in it or is left out; an upstream may also say null or nothing for none. */
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

/** The one row of a list that has no other. */
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
