/** Every way in which an upstream call can fail, and whether asking again may help. */
const upstreamFailures = {
  UPSTREAM_THROTTLED: { retryable: true, meaning: 'asks to be called less often' },
  UPSTREAM_UNAVAILABLE: { retryable: true, meaning: 'is not available' },
  UPSTREAM_TIMEOUT: { retryable: true, meaning: 'did not answer in time' },
  UPSTREAM_DENIED: { retryable: false, meaning: 'refused the credentials or their permissions' },
  UPSTREAM_REJECTED: { retryable: false, meaning: 'rejected the request' },
  UPSTREAM_BAD_RESPONSE: { retryable: false, meaning: 'answered with something that is not its documented answer' },
} as const;

export type UpstreamCode = keyof typeof upstreamFailures;

/** What is known of a failure beside its code; safe to show to a client. */
export interface UpstreamFailure {
  readonly code: UpstreamCode;
  /** The provider's own error code. */
  readonly providerCode?: string | undefined;
  /** The provider's id of the call, to quote to its support. */
  readonly requestId?: string | undefined;
  /** A sentence of ours that says more; never the provider's text, which may echo the string to sign. */
  readonly detail?: string | undefined;
  /** How long the provider asks to be left alone, in milliseconds. */
  readonly retryAfterMs?: number | undefined;
  /** What a refusal asks for beside permission: another clock, another nonce, another temporary token. */
  readonly cure?: 'CLOCK' | 'NONCE' | 'TOKEN' | undefined;
  /** Whether it is the key or its signature that was refused, and not a permission. */
  readonly isKeyRefused?: boolean | undefined;
  /** Whether the answer was spoilt on its way or by something before the API: cut off, or no JSON at all. */
  readonly isTransport?: boolean | undefined;
  /** Whether the upstream was not asked at all: a limit of ours stood before it. */
  readonly isUnasked?: boolean | undefined;
}

/** The only error that an upstream call throws. */
export class UpstreamError extends Error {
  override readonly name = 'UpstreamError';
  readonly code: UpstreamCode;
  /** The source's key. */
  readonly source: string;
  readonly operation: string;
  readonly failure: UpstreamFailure;

  constructor(source: string, operation: string, failure: UpstreamFailure, options?: ErrorOptions) {
    const { meaning } = upstreamFailures[failure.code];
    super(`${source}: ${operation} ${meaning}${failure.detail ? ` (${failure.detail})` : ''}.`, options);
    this.code = failure.code;
    this.source = source;
    this.operation = operation;
    this.failure = failure;
  }

  get retryable(): boolean {
    return upstreamFailures[this.code].retryable || this.failure.isTransport === true;
  }
}
