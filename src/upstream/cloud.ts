import type { Credentials } from './credentials.ts';
import type { UpstreamFailure } from './errors.ts';
import type { UpstreamRequest } from './upstream.ts';

/** What varies with each attempt of a call. */
export interface Attempt {
  readonly now: Date;
  /** Unique to the attempt. */
  readonly nonce: string;
  readonly host: string;
}

/** An upstream's answer, whatever it says. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** The parsed body; undefined where it is not JSON. */
  readonly body: unknown;
}

/** What the APIs of one cloud have in common: how a request is signed and how a failure is told. */
export interface Cloud {
  /** The headers to send with an attempt, its signature among them. */
  sign(request: UpstreamRequest, credentials: Credentials, attempt: Attempt): Record<string, string>;
  /** What went wrong, or null for an answer that is none of the cloud's failures. */
  readFailure(answer: RawAnswer): UpstreamFailure | null;
}
