import { GraphQLError, type GraphQLErrorExtensions, type GraphQLErrorOptions } from 'graphql';
import { InvalidCursorError, InvalidPageArgumentError, PaginationNotSupportedError } from '../pagination/index.ts';
import { InvalidArgumentError } from '../tasks/errors.ts';
import { UpstreamError } from '../upstream/errors.ts';
import { isDeadline } from '../upstream/time-limit.ts';

/** Every code that an error of ours carries, and what a caller may do about it; docs/errors.md says the same at length. */
export const errorCodes = {
  BAD_USER_INPUT: 'Mend the argument that the message names.',
  INVALID_CURSOR: 'Start again without `after` or `before`.',
  PAGINATION_NOT_SUPPORTED: 'Read the list forwards.',
  UNAUTHENTICATED: 'Send a valid token, as `authorization: Bearer <token>`.',
  FORBIDDEN: 'The operator has to allow it: the origin of the page, or the document.',
  QUERY_TOO_COMPLEX: 'Ask for less: the message tells the limit.',
  RATE_LIMITED: 'Ask again after the seconds of `retry-after`.',
  OVERLOADED: 'Ask again after the seconds of `retry-after`.',
  PERSISTED_QUERY_NOT_FOUND: 'Send the document itself; or tell the operator, where only trusted ones are served.',
  GRAPHQL_PARSE_FAILED: 'Mend the document.',
  GRAPHQL_VALIDATION_FAILED: 'Mend the document: it does not fit the schema.',
  BAD_REQUEST: 'Mend the HTTP request.',
  DEADLINE_EXCEEDED: 'Ask for less, or again later.',
  INTERNAL_SERVER_ERROR: 'Tell the operator; the log has more.',
  UPSTREAM_THROTTLED: 'Ask again after a while.',
  UPSTREAM_UNAVAILABLE: 'Ask again after a while.',
  UPSTREAM_TIMEOUT: 'Ask again after a while.',
  UPSTREAM_DENIED: "The operator has to mend the source's credentials or their permissions.",
  UPSTREAM_REJECTED: 'The provider does not take the request: see providerCode.',
  UPSTREAM_BAD_RESPONSE: 'Tell the operator: the provider answered with something undocumented.',
} as const;

/** The extensions of an error, in the contract's words. */
export interface ErrorExtensions extends GraphQLErrorExtensions {
  readonly code: string;
  readonly retryable?: boolean;
  readonly providerCode?: string;
  readonly requestId?: string;
}

/** What a client may learn of an error, in the contract's words; null for one that it may learn nothing of. */
export interface ShownError {
  readonly message: string;
  readonly extensions: ErrorExtensions;
}

function shownUpstreamError(error: UpstreamError): ShownError {
  const { providerCode, requestId, retryAfterMs } = error.failure;
  return {
    message: error.message,
    extensions: {
      code: error.code,
      source: error.source,
      retryable: error.retryable,
      ...(providerCode === undefined ? {} : { providerCode }),
      ...(requestId === undefined ? {} : { requestId }),
      ...(retryAfterMs === undefined ? {} : { retryAfterMs: Math.ceil(retryAfterMs) }),
    },
  };
}

export function shownError(error: unknown): ShownError | null {
  if (error instanceof UpstreamError) return shownUpstreamError(error);
  if (error instanceof InvalidCursorError) return { message: error.message, extensions: { code: 'INVALID_CURSOR' } };
  if (error instanceof PaginationNotSupportedError) {
    return { message: error.message, extensions: { code: 'PAGINATION_NOT_SUPPORTED' } };
  }
  if (error instanceof InvalidArgumentError || error instanceof InvalidPageArgumentError) {
    return { message: error.message, extensions: { code: 'BAD_USER_INPUT', argument: error.argument } };
  }
  if (isDeadline(error)) {
    return { message: 'The time for this request is up.', extensions: { code: 'DEADLINE_EXCEEDED', retryable: true } };
  }
  return null;
}

/** Whether an error only says that the client has gone: nobody reads of it, and nothing is wrong. */
const isGone = (error: unknown): boolean => error instanceof DOMException && error.name === 'AbortError';

/** The error at the root of those that graphql wraps around it. */
function rootOf(error: unknown): unknown {
  return error instanceof GraphQLError && error.originalError ? rootOf(error.originalError) : error;
}

/** What is told of an error that nothing may be learnt of. */
export const unexpected: ShownError = {
  message: 'Something went wrong in the gateway.',
  extensions: { code: 'INTERNAL_SERVER_ERROR', retryable: false },
};

/** What may be said of an error of graphql's own: syntax, validation and variables speak of the request alone. */
function shownGraphQLError({ message, extensions, path }: GraphQLError): ShownError | null {
  if (typeof extensions.code === 'string') return { message, extensions: { ...extensions, code: extensions.code } };
  // With a path it came up while a field was completed, which is no fault of the caller's.
  return path ? null : { message, extensions: { code: 'BAD_USER_INPUT' } };
}

/** Where in the request an error came up. */
function placeOf(error: unknown): GraphQLErrorOptions {
  if (!(error instanceof GraphQLError)) return {};
  const { nodes, source, positions, path } = error;
  // graphql copies `source` from what was thrown, and takes ours, the key of a source, for a query's text.
  return nodes ? { nodes, path } : { source, positions, path };
}

/** Makes what leaves the gateway of an error; `report` is told of those that say nothing to a client. */
export function createErrorMask(report: (error: unknown) => void) {
  return (error: unknown): GraphQLError => {
    const root = rootOf(error);
    const shown = root instanceof GraphQLError ? shownGraphQLError(root) : shownError(root);
    if (!shown && !isGone(root)) report(root);
    const { message, extensions } = shown ?? unexpected;
    return new GraphQLError(message, { ...placeOf(error), extensions });
  };
}
