import type { Sources } from '../request/sources.ts';
import type { IntrospectionSize } from './introspection-size.ts';
import { VariableValues } from './variable-values.ts';

/** What a price depends on beside the document: each request has its own. */
export interface Asked {
  readonly variables: VariableValues;
  /** The sources that the caller may see. */
  readonly sources: Sources;
  readonly introspection: IntrospectionSize;
  /** What shared prices came to: a fragment is priced once, however often it is spread. */
  readonly known: Map<Price, number>;
}

/** What a part of an operation costs: a number where the document alone says so. */
export type Price = number | ((asked: Asked) => number);

const nothing: Asked = {
  variables: new VariableValues(new Map(), {}),
  sources: new Map(),
  get introspection(): IntrospectionSize {
    throw new TypeError('This price depends on the document alone.');
  },
  known: new Map(),
};

/** A function as a price; of one that depends on the document alone, its number. */
export const priceOf = (isFixed: boolean, price: (asked: Asked) => number): Price => (isFixed ? price(nothing) : price);

/** The number that a price comes to. */
export const amount = (price: Price, asked: Asked): number => (typeof price === 'number' ? price : price(asked));

/** All prices together. */
export function total(prices: readonly Price[]): Price {
  let fixed = 0;
  const open: Exclude<Price, number>[] = [];
  for (const price of prices) {
    if (typeof price === 'number') fixed += price;
    else open.push(price);
  }
  if (open.length === 0) return fixed;
  return (asked) => {
    let sum = fixed;
    for (const price of open) sum += price(asked);
    return sum;
  };
}

/** The price of so many. */
export function times(count: Price, price: Price): Price {
  if (count === 1) return price;
  return priceOf(
    typeof count === 'number' && typeof price === 'number',
    (asked) => amount(count, asked) * amount(price, asked),
  );
}

/** The greatest of prices; 0 of none. */
export const greatest = (prices: readonly Price[]): Price =>
  prices.length === 1 && prices[0] !== undefined
    ? prices[0]
    : priceOf(
        prices.every((price) => typeof price === 'number'),
        (asked) => Math.max(0, ...prices.map((price) => amount(price, asked))),
      );

/** A price that is reckoned once for a request, however often it is asked for. */
export function shared(price: Price): Price {
  if (typeof price === 'number') return price;
  return (asked) => {
    const known = asked.known.get(price) ?? price(asked);
    asked.known.set(price, known);
    return known;
  };
}
