import type { NonJsonFailure } from './non-json-failure.ts';
import type { Credentials } from './credentials.ts';
import type { UpstreamFailure } from './errors.ts';
import type { UpstreamRequest } from './upstream.ts';

/** What varies with each attempt of a call. */
export interface AttemptStamp {
  readonly now: Date;
  /** Unique to the attempt. */
  readonly nonce: string;
  /** As it goes into the Host header: with the port if that is not the scheme's own. */
  readonly host: string;
  /** The query as it is sent: encoded, and sorted by name and value. */
  readonly canonicalQuery: string;
  /** The lower-case hex SHA-256 of the request's body, or of no bytes where it has none. */
  readonly bodyHash: string;
}

/** An upstream's answer, whatever it says. */
export interface RawAnswer {
  readonly status: number;
  /** A header's value by its lower-case name. */
  header(name: string): string | null;
  /** The parsed body; undefined where it is not JSON. */
  readonly body: unknown;
}

/** What the APIs of one cloud have in common: how a request is signed and how a failure is recognised. */
export interface Cloud {
  /** Clouds of the same name are one: their sources may share an access key. */
  readonly name: string;
  /** Whether it locks a key after several refusals in a row. */
  readonly locksKeys?: boolean;
  /** The headers to send with an attempt, `host` and the signature among them. */
  sign(request: UpstreamRequest, credentials: Credentials, stamp: AttemptStamp): Readonly<Record<string, string>>;
  /** A failure that was named in XML or in a header, in the form in which the cloud's JSON names it. */
  inJson(failure: NonJsonFailure): object;
  /** What went wrong, or null for an answer that tells of no failure. */
  readFailure(answer: RawAnswer, now: Date): UpstreamFailure | null;
}
