/** What a client has to know of an error code. docs/errors.md is generated from these. */
export interface ErrorCodeFacts {
  /** The HTTP status of an answer that holds this error and no data. 200 for errors that only fields have. */
  readonly status: number;
  /** True where a client that accepts plain `application/json` gets 200, as GraphQL over HTTP asks of servers. */
  readonly is200ForJson?: true;
  /** The status of a download that fails for it: a file has no fields. Absent: the same. */
  readonly downloadStatus?: number;
  /** Whether the same request may succeed later. */
  readonly retryable: boolean;
  /** When it occurs, in sentences. */
  readonly meaning: string;
  /** What the client or the operator should do, in sentences. */
  readonly remedy: string;
}

/** A request that GraphQL refuses before it executes it. */
const requestError = { status: 400, is200ForJson: true, retryable: false } as const;

/** An error of one field: the other fields of the answer are there. */
const fieldError = { status: 200, retryable: false } as const;

/** Every error code that an answer can hold, as `extensions.code`. */
export const errorCodes = {
  BAD_USER_INPUT: {
    ...fieldError,
    downloadStatus: 400,
    meaning:
      'An argument or a variable has an invalid value; the message names it, `extensions.argument` too. ' +
      'For a variable that cannot be coerced, nothing is executed: the status is 400, or 200 for `application/json`.',
    remedy: 'Correct the value.',
  },
  INVALID_CURSOR: {
    ...fieldError,
    downloadStatus: 400,
    meaning:
      'The cursor is malformed, altered or expired, or belongs to another connection, source, filter or order; the message names its argument, `extensions.argument` too.',
    remedy: 'Start again without `after` or `before`.',
  },
  PAGINATION_NOT_SUPPORTED: {
    ...fieldError,
    downloadStatus: 400,
    meaning: 'The provider cannot read this list backwards from this place.',
    remedy: 'Use `first` and `after`; or use `last` without `before`.',
  },
  BAD_REQUEST: {
    status: 400,
    retryable: false,
    meaning:
      'The HTTP request is not a valid GraphQL-over-HTTP request. ' +
      'A more specific status is used where there is one: 404, 405, 406, 413, 415.',
    remedy: 'Correct the request.',
  },
  GRAPHQL_PARSE_FAILED: {
    ...requestError,
    meaning: 'The document has a syntax error.',
    remedy: 'Correct the document.',
  },
  GRAPHQL_VALIDATION_FAILED: {
    ...requestError,
    meaning: 'The document does not match the schema. Where it is about an argument, `extensions.argument` names it.',
    remedy: 'Correct the document.',
  },
  OPERATION_RESOLUTION_FAILURE: {
    ...requestError,
    meaning:
      'It is unclear which operation to execute: the document has several and `operationName` is missing, ' +
      'or it has none of this name, or it has none at all.',
    remedy: 'Send the name of one operation of the document as `operationName`.',
  },
  PERSISTED_QUERY_NOT_FOUND: {
    status: 404,
    is200ForJson: true,
    retryable: false,
    meaning: 'The manifest of trusted documents has no document with this hash.',
    remedy: 'Send the document itself. Where only trusted documents are allowed, ask the operator to add it.',
  },
  QUERY_TOO_COMPLEX: {
    ...requestError,
    meaning:
      'The operation exceeds a limit: the message says which. `extensions` have the limit and the value, as far as ' +
      'they are known: of too many tokens the limit alone.',
    remedy: 'Ask for less in one operation.',
  },
  UNAUTHENTICATED: {
    status: 401,
    retryable: false,
    meaning: 'The token is missing or not valid.',
    remedy: 'Send a valid token: `authorization: Bearer <token>`.',
  },
  FORBIDDEN: {
    status: 403,
    retryable: false,
    meaning:
      'The configuration does not allow it: a page of another origin, another name in the `Host` header, ' +
      'a document that is not trusted, or a plan (`x-taskline-explain: plan`). At the end of a subscription: its caller ' +
      'may not see a source of it any more.',
    remedy: 'Ask the operator to allow the origin, the name, the document, `explain` or the source.',
  },
  RATE_LIMITED: {
    status: 429,
    retryable: true,
    meaning: 'This caller sends too many requests per second, or operations that cost too much.',
    remedy: 'Wait for the seconds in `retry-after`, then try again.',
  },
  OVERLOADED: {
    status: 503,
    retryable: true,
    meaning:
      'The gateway is out of capacity, is about to stop, or cannot get the keys that verify tokens. ' +
      'Of a single field, with `source`: it was too busy to read the answer of the source in time.',
    remedy: 'Wait for the seconds in `retry-after` if given, then try again.',
  },
  DEADLINE_EXCEEDED: {
    ...fieldError,
    downloadStatus: 504,
    retryable: true,
    meaning: 'The time for the whole request (`limits.deadlineMs`) was over before an upstream answered.',
    remedy: 'Ask for less, or try again later.',
  },
  INTERNAL_SERVER_ERROR: {
    status: 500,
    retryable: false,
    meaning: 'The gateway has failed unexpectedly. Its log has the details.',
    remedy: 'Tell the operator.',
  },
  UPSTREAM_THROTTLED: {
    ...fieldError,
    downloadStatus: 503,
    retryable: true,
    meaning:
      "The provider's rate limit was hit, or a limit of the source: its rate (`requestsPerSecond`) leaves no room before the " +
      'request must end, or too many calls wait (`queue`).',
    remedy: 'Try again later, after `retryAfterMs` milliseconds if given.',
  },
  UPSTREAM_UNAVAILABLE: {
    ...fieldError,
    downloadStatus: 503,
    retryable: true,
    meaning: 'The provider cannot be reached or fails, or its circuit breaker is open because it failed too often.',
    remedy: 'Try again later.',
  },
  UPSTREAM_TIMEOUT: {
    ...fieldError,
    downloadStatus: 504,
    retryable: true,
    meaning: 'The provider did not answer in time.',
    remedy: 'Try again later.',
  },
  UPSTREAM_DENIED: {
    ...fieldError,
    downloadStatus: 502,
    meaning: "The provider refused the source's credentials, or their permissions do not suffice, or there are none.",
    remedy: 'The operator corrects them: the README lists the permissions that each provider needs.',
  },
  UPSTREAM_REJECTED: {
    ...fieldError,
    downloadStatus: 502,
    meaning:
      'The provider refused the request, and `providerCode` says why; or something before it did, such as a firewall.',
    remedy: 'Correct what `providerCode` complains about.',
  },
  UPSTREAM_BAD_RESPONSE: {
    ...fieldError,
    downloadStatus: 502,
    meaning:
      "The provider's response is not as documented; the message says where. " +
      'An incomplete response has `retryable: true`.',
    remedy: 'Tell the operator; try again if `retryable` is true.',
  },
} as const satisfies Readonly<Record<string, ErrorCodeFacts>>;

/** One of the error codes. */
export type ErrorCode = keyof typeof errorCodes;
