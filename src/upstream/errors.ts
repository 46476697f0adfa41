import { errorCodes, type ErrorCode } from '../errors/codes.ts';

/** A way in which an upstream call can fail. OVERLOADED is no fault of the upstream: this process was too busy. */
export type UpstreamCode = Extract<ErrorCode, `UPSTREAM_${string}` | 'OVERLOADED'>;

/** What the upstream did, in the words of the error's message. */
const meanings: Readonly<Record<UpstreamCode, string>> = {
  UPSTREAM_THROTTLED: 'asks to be called less often',
  UPSTREAM_UNAVAILABLE: 'is not available',
  UPSTREAM_TIMEOUT: 'did not answer in time',
  UPSTREAM_DENIED: 'refused the credentials or their permissions',
  UPSTREAM_REJECTED: 'rejected the request',
  OVERLOADED: 'was given up, since the gateway was too busy to read the answer in time',
  UPSTREAM_BAD_RESPONSE: 'answered with something that is not its documented answer',
};

/** All ways in which an upstream call can fail. */
export const upstreamCodes = Object.keys(meanings) as UpstreamCode[];

/** What is known of a failure beside its code; safe to show to a client. */
export interface UpstreamFailure {
  readonly code: UpstreamCode;
  /** The provider's own error code. */
  readonly providerCode?: string | undefined;
  /** The provider's id of the call, to quote to its support. */
  readonly requestId?: string | undefined;
  /** A sentence of ours that says more; never the provider's text, which may echo the string to sign. */
  readonly detail?: string | undefined;
  /** How long the provider asks not to be called, in milliseconds. */
  readonly retryAfterMs?: number | undefined;
  /** What another attempt needs in order to be accepted: a corrected clock, a new nonce or a new temporary token. */
  readonly retryWith?: 'CLOCK' | 'NONCE' | 'TOKEN' | undefined;
  /** When the answer was sent, as its `Date` header says. */
  readonly date?: string | null | undefined;
  /** Whether the key or the signature was refused, and not a permission. */
  readonly isKeyRefused?: boolean | undefined;
  /** Whether the answer was damaged on its way, or came from a proxy before the API: cut off, or no JSON at all. */
  readonly isTransport?: boolean | undefined;
  /** Whether something before the API refused the request, such as a firewall. */
  readonly isFromElsewhere?: boolean | undefined;
  /** Whether nothing was sent, because of a limit of ours, the breaker or missing credentials. */
  readonly isUnsent?: boolean | undefined;
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
    const meaning = meanings[failure.code];
    super(`${source}: ${operation} ${meaning}${failure.detail ? ` (${failure.detail})` : ''}.`, options);
    this.code = failure.code;
    this.source = source;
    this.operation = operation;
    this.failure = failure;
  }

  get retryable(): boolean {
    return errorCodes[this.code].retryable || this.failure.isTransport === true;
  }
}
