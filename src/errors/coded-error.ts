import { GraphQLError, type GraphQLErrorOptions } from 'graphql';
import { errorCodes, type ErrorCode, type ErrorCodeFacts } from './codes.ts';

/** What an error says beside its code and its message. */
export interface ErrorDetails {
  /** The HTTP status, where a request calls for another than the code's own. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** More members of `extensions`. */
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** The code of an error and what follows from it, as a client finds them in `extensions`. */
export function codeExtensions(code: ErrorCode, more: Readonly<Record<string, unknown>> = {}) {
  return errorCodes[code].retryable ? { code, retryable: true, ...more } : { code, ...more };
}

/** What Yoga makes of an error: the HTTP status and headers of the answer. It removes this from the extensions. */
function httpOf(code: ErrorCode, { status, headers }: ErrorDetails) {
  const facts: ErrorCodeFacts = errorCodes[code];
  return { status: status ?? facts.status, spec: facts.is200ForJson ?? false, ...(headers && { headers }) };
}

/** An error with one of our codes, for GraphQL requests that are refused before they are executed. */
export function codedError(
  code: ErrorCode,
  message: string,
  details: ErrorDetails = {},
  location: Pick<GraphQLErrorOptions, 'source' | 'positions'> = {},
): GraphQLError {
  const extensions = { ...codeExtensions(code, details.extensions), http: httpOf(code, details) };
  return new GraphQLError(message, { ...location, extensions });
}

/** The same error as an HTTP response, for requests that do not reach GraphQL. */
export const errorResponse = (code: ErrorCode, message: string, details: ErrorDetails = {}): Response =>
  new Response(JSON.stringify({ errors: [{ message, extensions: codeExtensions(code, details.extensions) }] }), {
    status: details.status ?? errorCodes[code].status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...details.headers },
  });
