import { type FieldNode, Kind, print } from 'graphql';
import { type Price, priceOf } from './price.ts';
import { argumentOf } from './variable-values.ts';

/** The page size if neither `first` nor `last` is given. */
const defaultPageSize = 20;

/** The maximum page size. Larger values count as this: the list refuses them later, naming the argument. */
const largestPage = 500;

/** The size of a page of a list. In one request, pages with the same key cost the same. */
export interface PageSize {
  readonly key: string;
  readonly items: Price;
  /** The field of the list; null if it is not a list. */
  readonly list: FieldNode | null;
}

/** The page size of a field that is no page. */
export const oneItem: PageSize = { key: '1', items: 1, list: null };

/** The value of `first` or `last`: a literal number, or a variable. */
type SizeArgument = { readonly number: number } | { readonly variable: string };

function sizeArgument(field: FieldNode, name: string): SizeArgument[] {
  const value = argumentOf(field, name);
  if (value?.kind === Kind.VARIABLE) return [{ variable: value.name.value }];
  return value?.kind === Kind.INT || value?.kind === Kind.FLOAT ? [{ number: Number(value.value) }] : [];
}

/** Clamped to 1 to 500: a value out of range, refused later, must not make the operation look cheap. */
const clamped = (sizes: readonly number[]): number =>
  sizes.length === 0 ? defaultPageSize : Math.min(largestPage, Math.max(1, ...sizes));

const isNumber = (value: unknown): value is number => typeof value === 'number';

/** The page size that a field asks for; a value of a wrong type counts as absent. */
export function pageSizeOf(field: FieldNode): PageSize {
  const sizes = [...sizeArgument(field, 'first'), ...sizeArgument(field, 'last')];
  const items = priceOf(
    sizes.every((size) => 'number' in size),
    ({ variables }) =>
      clamped(sizes.map((size) => ('number' in size ? size.number : variables.of(size.variable))).filter(isNumber)),
  );
  const filter = argumentOf(field, 'filter');
  const texts = sizes.map((size) => ('number' in size ? String(size.number) : `$${size.variable}`));
  return { key: [...texts, filter ? print(filter) : ''].join(), items, list: field };
}

/** The length of a list argument, at least 1. */
export function listLengthOf(field: FieldNode, name: string): Price {
  const value = argumentOf(field, name);
  if (value?.kind === Kind.LIST) return Math.max(1, value.values.length);
  if (value?.kind !== Kind.VARIABLE) return 1;
  return ({ variables }) => {
    const given = variables.of(value.name.value);
    return Array.isArray(given) ? Math.max(1, given.length) : 1;
  };
}
