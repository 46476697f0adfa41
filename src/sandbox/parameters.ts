import { Refusal } from './refusal.ts';

/** A call's parameters: text, as sent. */
export type Parameters = ReadonlyMap<string, string>;

/** What a parameter's whole number may be. */
export interface IntegerRange {
  readonly least: number;
  readonly most: number;
  /** Where the parameter is absent or empty. */
  readonly otherwise: number;
}

/** The refusal of a parameter whose value is not allowed. */
export const invalid = (name: string): Refusal =>
  new Refusal(400, 'InvalidParameter', `The specified parameter ${name} is not valid.`);

/** The refusal of a request that lacks a parameter. */
export const missing = (name: string): Refusal =>
  new Refusal(
    400,
    'MissingParameter',
    `The input parameter "${name}" that is mandatory for processing this request is not supplied.`,
  );

/** A parameter's text; undefined where it is absent or empty, which are the same to the providers. */
export const textOf = (parameters: Parameters, name: string): string | undefined => parameters.get(name) || undefined;

/** One of a closed set of words; undefined where the parameter is absent. */
export function wordOf<Word extends string>(
  parameters: Parameters,
  name: string,
  words: readonly Word[],
  refuse = invalid,
): Word | undefined {
  const text = textOf(parameters, name);
  const word = words.find((candidate) => candidate === text);
  if (text && !word) throw refuse(name);
  return word;
}

/** A parameter that must be an integer within bounds; `otherwise` where it is absent. */
export function integerOf(
  parameters: Parameters,
  name: string,
  { least, most, otherwise }: IntegerRange,
  refuse = invalid,
): number {
  const text = textOf(parameters, name);
  if (text === undefined) return otherwise;
  const number = Number(text);
  if (!/^\d{1,10}$/.test(text) || number < least || number > most) throw refuse(name);
  return number;
}

/** A date that the calendar has; null for the 30th of February and for what is no date. */
export function validDate(text: string): Date | null {
  const date = new Date(text);
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 19) === text.slice(0, 19) ? date : null;
}

/** A date written exactly as yyyy-MM-ddTHH:mm:ssZ, or null. */
export const exactDate = (text: string): Date | null =>
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text) ? validDate(text) : null;

/** The milliseconds of a date parameter, or what stands for its absence. */
export function timeOf(parameters: Parameters, name: string, otherwise: number): number {
  const text = textOf(parameters, name);
  if (text === undefined) return otherwise;
  const date = exactDate(text);
  if (!date) throw invalid(name);
  return date.getTime();
}

/** The window of creation times that StartTime and EndTime give, both ends within. */
export function createdWithin(parameters: Parameters): (item: { readonly createdAt: number }) => boolean {
  const start = timeOf(parameters, 'StartTime', -Infinity);
  const end = timeOf(parameters, 'EndTime', Infinity);
  return ({ createdAt }) => createdAt >= start && createdAt <= end;
}

/** The page number that is asked for, from 1; the first page where it is absent. */
export const pageNumberOf = (parameters: Parameters): number =>
  integerOf(parameters, 'PageNumber', { least: 1, most: 2_147_483_647, otherwise: 1 });

/** The items of a page, counted from 1. */
export const pageOf = <Item>(items: readonly Item[], pageNumber: number, pageSize: number): Item[] =>
  items.slice((pageNumber - 1) * pageSize, pageNumber * pageSize);
