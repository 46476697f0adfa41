import type { OutgoingHttpHeaders } from 'node:http';
import type { ExecutionResult, FormattedExecutionResult, GraphQLError, GraphQLFormattedError } from 'graphql';
import type { HttpDetails } from '../errors/coded-error.ts';
import { locationsOf } from '../errors/locations.ts';
import type { AnswerType } from './accept.ts';
import type { BufferedResponse } from './buffered-response.ts';

/** Longer than any of our own messages. Messages of graphql quote the request, and could be as long as it. */
const maxLength = 500;

const suggestion = / Did you mean [^]*$/;

/** How errors are written. */
export interface ErrorWriting {
  /** Whether "Did you mean …" is removed. */
  readonly hideSuggestions: boolean;
}

function messageOf({ message }: GraphQLError, { hideSuggestions }: ErrorWriting): string {
  const text = hideSuggestions ? message.replace(suggestion, '') : message;
  return text.length > maxLength ? `${text.slice(0, maxLength)}…` : text;
}

/** An error as it is in the answer, without `http`, which becomes the status and the headers. */
function writtenError(error: GraphQLError, writing: ErrorWriting): GraphQLFormattedError {
  const { http: _, ...extensions } = error.extensions;
  const locations = locationsOf(error);
  return {
    message: messageOf(error, writing),
    ...(locations && { locations }),
    ...(error.path && { path: error.path }),
    ...(Object.keys(extensions).length > 0 && { extensions }),
  };
}

/** Errors as they are in an answer. */
export const writtenErrors = (errors: readonly GraphQLError[], writing: ErrorWriting): GraphQLFormattedError[] =>
  errors.map((error) => writtenError(error, writing));

/** A result as it is in an answer. */
export function writtenResult({ errors, ...result }: ExecutionResult, writing: ErrorWriting): FormattedExecutionResult {
  return errors ? { ...result, errors: writtenErrors(errors, writing) } : result;
}

/** The text of a result. */
export const writeResult = (result: ExecutionResult, writing: ErrorWriting): string =>
  JSON.stringify(result.errors ? writtenResult(result, writing) : result);

/**
 * The status and the headers of a result: the highest status of its errors, and their headers. Errors of fields have none. An
 * error marked `spec` does not change the status 200 for `application/json`, as GraphQL over HTTP asks of servers.
 */
export function httpOfResult({ errors = [] }: ExecutionResult, type: AnswerType) {
  let status = 0;
  const headers: OutgoingHttpHeaders = {};
  for (const { path, extensions } of errors) {
    const http = path === undefined ? (extensions.http as HttpDetails | undefined) : undefined;
    if (!http) continue;
    Object.assign(headers, http.headers);
    if (!(http.spec && type === 'application/json')) status = Math.max(status, http.status);
  }
  return { status: status || 200, headers };
}

const contentTypes: Readonly<Record<AnswerType, string>> = {
  'application/json': 'application/json; charset=utf-8',
  'application/graphql-response+json': 'application/graphql-response+json; charset=utf-8',
};

/** The HTTP response for a result. */
export function resultResponse(result: ExecutionResult, type: AnswerType, writing: ErrorWriting): BufferedResponse {
  const { status, headers } = httpOfResult(result, type);
  return {
    status,
    headers: { 'content-type': contentTypes[type], ...headers },
    body: writeResult(result, writing),
  };
}
