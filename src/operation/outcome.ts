import type { ExecutionResult, GraphQLError } from 'graphql';
import type { ResultStream } from '../http/result-stream.ts';
import type { OperationOutcome } from './operation-meter.ts';

/** How an operation ended, by its result. */
export function outcomeOf(result: ExecutionResult | ResultStream): OperationOutcome {
  if (Symbol.asyncIterator in result) return 'OK';
  if (!result.errors) return 'OK';
  if (result.data === undefined) return 'REFUSED';
  return result.data === null ? 'FAILED' : 'PARTIAL';
}

/** The first error of a result; undefined where it has none. */
export const firstError = (result: ExecutionResult | ResultStream): GraphQLError | undefined =>
  'errors' in result ? result.errors?.[0] : undefined;
