import { GraphQLError, type GraphQLErrorExtensions } from 'graphql';
import type { ErrorCode } from '../errors/codes.ts';
import { codeExtensions } from '../errors/coded-error.ts';
import { fieldError } from '../errors/field-error.ts';
import { withoutStack } from '../platform/without-stack.ts';
import { InvalidCursorError, InvalidPageArgumentError, PaginationNotSupportedError } from '../pagination/index.ts';
import { InvalidArgumentError } from '../tasks/errors.ts';
import { UpstreamError } from '../upstream/errors.ts';
import { isDeadline } from '../upstream/time-limit.ts';

/** The `extensions` of an error; docs/errors.md describes them. */
export interface ErrorExtensions extends GraphQLErrorExtensions {
  readonly code: string;
  readonly retryable?: boolean;
  readonly providerCode?: string;
  readonly requestId?: string;
  /** In how many milliseconds to ask again; absent where nothing tells, or asking cannot help. */
  readonly retryAfterMs?: number;
}

/** An error as clients see it. */
export interface ClientError {
  readonly message: string;
  readonly extensions: ErrorExtensions;
}

const clientErrorOf = (
  code: ErrorCode,
  message: string,
  more: Readonly<Record<string, unknown>> = {},
): ClientError => ({
  message,
  extensions: codeExtensions(code, more),
});

function upstreamClientError({ code, message, source, retryable, failure }: UpstreamError): ClientError {
  const { providerCode, requestId, retryAfterMs } = failure;
  return clientErrorOf(code, message, {
    source,
    retryable,
    ...(providerCode !== undefined && { providerCode }),
    ...(requestId !== undefined && { requestId }),
    // When to ask again is said only where that may help.
    ...(retryable && retryAfterMs !== undefined && { retryAfterMs: Math.ceil(retryAfterMs) }),
  });
}

/** An error of ours as clients may see it; null for any other, whose message may hold what must stay inside. */
export function toClientError(error: unknown): ClientError | null {
  if (error instanceof UpstreamError) return upstreamClientError(error);
  if (error instanceof InvalidCursorError) {
    const { message, argument } = error;
    return clientErrorOf('INVALID_CURSOR', message, argument && { argument });
  }
  if (error instanceof PaginationNotSupportedError) return clientErrorOf('PAGINATION_NOT_SUPPORTED', error.message);
  if (error instanceof InvalidArgumentError || error instanceof InvalidPageArgumentError) {
    return clientErrorOf('BAD_USER_INPUT', error.message, { argument: error.argument });
  }
  return isDeadline(error) ? clientErrorOf('DEADLINE_EXCEEDED', 'The time for this request is up.') : null;
}

/** What clients see in place of an unexpected error. */
export const internalError = clientErrorOf('INTERNAL_SERVER_ERROR', 'Something went wrong in the gateway.', {
  retryable: false,
});

/** Whether an error only says that the client has disconnected: nobody reads the answer, and nothing is wrong. */
const isClientGone = (error: unknown): boolean => error instanceof DOMException && error.name === 'AbortError';

/** The error that graphql wrapped, however often. */
function originalOf(error: unknown): unknown {
  return error instanceof GraphQLError && error.originalError ? originalOf(error.originalError) : error;
}

/** An error of graphql itself as clients may see it: about syntax, validation and variables, hence about the request. */
function graphQLClientError({ message, extensions, path }: GraphQLError): ClientError | null {
  if (typeof extensions.code === 'string') return { message, extensions: { ...extensions, code: extensions.code } };
  // With a path it arose while a field was completed: a fault of the gateway.
  return path ? null : clientErrorOf('BAD_USER_INPUT', message, extensions);
}

/** The error that clients see in place of one that arose somewhere in the request. */
function errorInPlaceOf(error: unknown, message: string, extensions: ErrorExtensions): GraphQLError {
  if (!(error instanceof GraphQLError)) return withoutStack(() => new GraphQLError(message, { extensions }));
  const { nodes, path, source, positions } = error;
  // Of a field: there may be hundreds.
  if (nodes) return fieldError({ message, nodes, path, originalError: undefined, extensions });
  return withoutStack(() => new GraphQLError(message, { source, positions, path, extensions }));
}

/** As GraphQL over HTTP has it of a request that is not executed: 200 for clients that accept plain `application/json`. */
const refusedHttp = { status: 400, spec: true };

/** Whether a request was refused for its variables: such an error is of no field, and the answer has no data. */
const isOfVariables = (error: unknown, code: string): boolean =>
  code === 'BAD_USER_INPUT' && error instanceof GraphQLError && error.path === undefined;

/** Whether it is a refusal of ours as it is: code, status and all. */
const isCoded = (error: unknown): error is GraphQLError =>
  error instanceof GraphQLError && !error.originalError && !error.path && error.extensions.http !== undefined;

/** Makes the function that turns any error into one that clients may see; `report` gets the unexpected ones. */
export function createErrorMask(report: (error: unknown) => void) {
  return (error: unknown): GraphQLError => {
    if (isCoded(error)) return error;
    const original = originalOf(error);
    const known = original instanceof GraphQLError ? graphQLClientError(original) : toClientError(original);
    if (!known && !isClientGone(original)) report(original);
    const { message, extensions } = known ?? internalError;
    const http = isOfVariables(error, extensions.code) ? { http: refusedHttp } : {};
    return errorInPlaceOf(error, message, { ...extensions, ...http });
  };
}
