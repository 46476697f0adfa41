import { z, type ZodType } from 'zod';
import { leftOut, misplaced } from '../upstream/repair.ts';
import { mostRows, rows } from './rows.ts';

/** A row that was left out is null to the schema of rows. */
const nullOfMark = (row: unknown): unknown => (row === leftOut ? null : row);

/** The same where null itself is no row of the API's. */
const marked = (row: unknown): unknown => (row === null ? undefined : nullOfMark(row));

const withMarks = (value: unknown): unknown =>
  Array.isArray(value) && (value.includes(leftOut) || value.includes(null)) ? value.map(marked) : value;

/**
 * The list that an answer is about: null for none, and null in the place of a row that was left out. One that is absent is
 * none of the API's answers, and so is one of far more rows than any page has.
 */
export const list = <Item extends ZodType>(item: Item) =>
  z.preprocess((value) => (value === null ? [] : withMarks(value)), rows(item, { most: mostRows }));

/** The same of a list that an answer may also be without: null. */
export const listIfTold = <Item extends ZodType>(item: Item) =>
  z.preprocess(
    (value) => (value === undefined ? null : value === null ? [] : withMarks(value)),
    z.nullable(rows(item, { most: mostRows, error: misplaced.parts })),
  );

const isTold = <Part>(part: Part): part is NonNullable<Part> => part !== null && part !== undefined;

const withoutMarks = (value: unknown): unknown =>
  Array.isArray(value) && value.includes(leftOut) ? value.map(nullOfMark) : value;

const allTold = <Item extends ZodType>(item: Item) =>
  rows(item, { error: misplaced.parts }).transform((all) => all.filter(isTold));

/** A list within a thing, without what is null in it or was left out; an upstream may also say null or nothing for none. */
export const parts = <Item extends ZodType>(item: Item) =>
  z.preprocess((value) => withoutMarks(value ?? []), allTold(item));

/** The same where null says that there is none, and nothing says nothing: null. */
export const partsIfTold = <Item extends ZodType>(item: Item) =>
  z.preprocess((value) => (value === undefined ? null : withoutMarks(value ?? [])), z.nullable(allTold(item)));
