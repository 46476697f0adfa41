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

/** The HTTP status and the headers of an answer that holds an error: its `extensions.http`, which is not written. */
export interface HttpDetails {
  readonly status: number;
  /** Whether a client of plain JSON gets 200. */
  readonly spec: boolean;
  readonly headers?: Readonly<Record<string, string>>;
}

function httpOf(code: ErrorCode, { status, headers }: ErrorDetails): HttpDetails {
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
