import type { Sources } from '../request/sources.ts';
import type { IntrospectionSize } from './introspection-size.ts';
import { VariableValues } from './variable-values.ts';

/** What the cost of an operation depends on beside its document. Each request has its own. */
export interface CostInputs {
  readonly variables: VariableValues;
  /** The sources that the caller may see. */
  readonly sources: Sources;
  readonly introspection: IntrospectionSize;
  /** The amounts of shared prices: a fragment is computed once, however often it is spread. */
  readonly known: Map<Price, number>;
}

/** The cost of a part of an operation: a number if it depends on the document alone. */
export type Price = number | ((inputs: CostInputs) => number);

const noInputs: CostInputs = {
  variables: new VariableValues(new Map(), {}),
  sources: new Map(),
  get introspection(): IntrospectionSize {
    throw new TypeError('This price depends on the document alone.');
  },
  known: new Map(),
};

/** A price that is computed by a function: at once, if it is fixed by the document alone. */
export const priceOf = (isFixed: boolean, price: (inputs: CostInputs) => number): Price =>
  isFixed ? price(noInputs) : price;

/** The amount of a price in one request. */
export const amount = (price: Price, inputs: CostInputs): number => (typeof price === 'number' ? price : price(inputs));

/** The sum of prices. */
export function total(prices: readonly Price[]): Price {
  let fixed = 0;
  const open: Exclude<Price, number>[] = [];
  for (const price of prices) {
    if (typeof price === 'number') fixed += price;
    else open.push(price);
  }
  if (open.length === 0) return fixed;
  return (inputs) => {
    let sum = fixed;
    for (const price of open) sum += price(inputs);
    return sum;
  };
}

/** A price multiplied by a count. */
export function times(count: Price, price: Price): Price {
  if (count === 1) return price;
  return priceOf(
    typeof count === 'number' && typeof price === 'number',
    (inputs) => amount(count, inputs) * amount(price, inputs),
  );
}

/** The greatest of prices; 0 of none. */
export const greatest = (prices: readonly Price[]): Price =>
  prices.length === 1 && prices[0] !== undefined
    ? prices[0]
    : priceOf(
        prices.every((price) => typeof price === 'number'),
        (inputs) => Math.max(0, ...prices.map((price) => amount(price, inputs))),
      );

/** A price that is computed once for each request, however often it is part of others. */
export function shared(price: Price): Price {
  if (typeof price === 'number') return price;
  return (inputs) => {
    const known = inputs.known.get(price) ?? price(inputs);
    inputs.known.set(price, known);
    return known;
  };
}
