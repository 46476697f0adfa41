import type { ExecutionResult, GraphQLError } from 'graphql';
import { expect } from 'vitest';

type Path = readonly (string | number)[];

/** The path of the null that an error led to. */
function nulledAt(data: unknown, path: Path): Path {
  let at = data;
  for (const [index, key] of path.entries()) {
    if (at === null || at === undefined) return path.slice(0, index);
    at = Reflect.get(at, key) as unknown;
  }
  return path;
}

/** Graphql's messages about values that it quotes, which ours do not. */
const withoutValues = (message: string): string =>
  message
    .replace(/^(Expected value of type "\w+") but got: [^]*$/, '$1.')
    .replace(/^(Expected `\w+.coerceOutputValue)[^]*$/, '$1')
    .replace(/^(Abstract type "\w+" must resolve to an Object type at runtime)[^]*$/, '$1.');

const told = ({ message, path, locations, extensions }: GraphQLError): string =>
  JSON.stringify([withoutValues(message), path, locations, extensions]);

/** Whether an error led to a null further up: which one of several did, and which came too late, depends on time. */
const isOfAncestor = (data: unknown, { path = [] }: GraphQLError): boolean => nulledAt(data, path).length < path.length;

function errorsOf({ data, errors = [] }: ExecutionResult, isExact: boolean) {
  const own = errors.filter((error) => isExact || !isOfAncestor(data, error));
  const ofAncestors = errors.filter((error) => !isExact && isOfAncestor(data, error));
  return {
    own: own.map(told).sort(),
    nulled: [...new Set(ofAncestors.map(({ path = [] }) => JSON.stringify(nulledAt(data, path))))].sort(),
  };
}

/** Expects two results to have the same data, in the same order, and the same errors in any order. */
export function expectSame(result: ExecutionResult, expected: ExecutionResult, isExact: boolean): void {
  expect(JSON.stringify(result.data)).toBe(JSON.stringify(expected.data));
  expect('data' in result).toBe('data' in expected);
  expect(errorsOf(result, isExact)).toEqual(errorsOf(expected, isExact));
}
