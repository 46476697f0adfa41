import type { ZodType } from 'zod';

/** One query parameter: its name and its value, neither of them encoded. */
export type Parameter = readonly [name: string, value: string];

/** A call to an upstream API, before it is signed. */
export interface UpstreamRequest {
  /** The operation's name in the provider's documentation. */
  readonly operation: string;
  readonly method: 'GET' | 'POST';
  /** The path, percent-encoded where it needs to be. */
  readonly path: string;
  readonly query: readonly Parameter[];
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
}

/** On whose behalf a call is made. */
export interface Caller {
  /** Aborts when the caller has gone or its time is up. */
  readonly signal: AbortSignal;
}

/** An upstream API as its provider sees it: signs, sends, checks the answer's shape, and throws only `UpstreamError`. */
export type Upstream = <Answer>(request: UpstreamRequest, shape: ZodType<Answer>, caller: Caller) => Promise<Answer>;
