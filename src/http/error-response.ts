import { type ErrorCode, errorCodes } from '../errors/codes.ts';
import { codeExtensions, type ErrorDetails } from '../errors/coded-error.ts';
import { type BufferedResponse, jsonResponse } from './buffered-response.ts';

/** An error with one of our codes as a response, for requests that do not reach GraphQL. */
export const errorResponse = (code: ErrorCode, message: string, details: ErrorDetails = {}): BufferedResponse =>
  jsonResponse(
    details.status ?? errorCodes[code].status,
    { errors: [{ message, extensions: codeExtensions(code, details.extensions) }] },
    details.headers,
  );
