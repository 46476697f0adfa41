import { GraphQLError } from 'graphql';
import { codedError } from '../errors/coded-error.ts';

/** The gateway has no capacity for the operation now. */
export const overloaded = (): GraphQLError =>
  codedError('OVERLOADED', 'The gateway is out of capacity; try again.', { headers: { 'retry-after': '1' } });

/** The operation exceeds a limit; `numbers` are the limit and the value that exceeds it. */
export const tooComplex = (message: string, numbers: Readonly<Record<string, number>> = {}): GraphQLError =>
  codedError('QUERY_TOO_COMPLEX', message, { extensions: numbers });

/** The caller has used up the cost that it may take in a second. */
export const costRateExceeded = (waitMs: number): GraphQLError =>
  codedError('RATE_LIMITED', 'Your operations cost too much per second; try again later.', {
    headers: { 'retry-after': String(Math.ceil(waitMs / 1_000)) },
  });

/** The result of a function, or the GraphQL error that it throws; other errors are thrown on. */
export function resultOrRefusal<Result>(run: () => Result): Result | GraphQLError {
  try {
    return run();
  } catch (error) {
    if (error instanceof GraphQLError) return error;
    throw error;
  }
}
