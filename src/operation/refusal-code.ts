import { GraphQLError } from 'graphql';
import { type ErrorCode, errorCodes } from '../errors/codes.ts';

const isErrorCode = (code: unknown): code is ErrorCode => typeof code === 'string' && Object.hasOwn(errorCodes, code);

/** The code of an error for which a request is refused; INTERNAL_SERVER_ERROR if it has none of our codes. */
export function refusalCode(error: unknown): ErrorCode {
  const code = error instanceof GraphQLError ? error.extensions.code : undefined;
  return isErrorCode(code) ? code : 'INTERNAL_SERVER_ERROR';
}
