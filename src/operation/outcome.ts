import type { ExecutionResult, GraphQLError } from 'graphql';
import { type ErrorCode, errorCodes } from '../errors/codes.ts';
import type { ResultStream } from '../http/result-stream.ts';
import type { OperationOutcome } from './operation-meter.ts';

const isErrorCode = (code: unknown): code is ErrorCode => typeof code === 'string' && Object.hasOwn(errorCodes, code);

/** The code of an error; of one that has none of ours, that of an unexpected one. */
export function codeOf({ extensions: { code } }: GraphQLError): ErrorCode {
  return isErrorCode(code) ? code : 'INTERNAL_SERVER_ERROR';
}

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
