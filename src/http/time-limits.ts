/** How long the server waits for clients, in milliseconds. */
export interface TimeLimits {
  /** For the headers of a request to arrive, and for a TLS handshake. */
  readonly headersMs: number;
  /** For a whole request to arrive, body included. */
  readonly requestMs: number;
  /** For the client to read a finished response. */
  readonly readMs: number;
  /** For the next request on a connection (keep-alive); longer than that of load balancers, commonly 60 s. */
  readonly idleMs: number;
  /** For the first request of a connection, when the server stops: the request may be on its way. */
  readonly firstRequestMs: number;
}

/** The default limits. */
export const defaultLimits: TimeLimits = {
  headersMs: 10_000,
  requestMs: 30_000,
  readMs: 30_000,
  idleMs: 65_000,
  firstRequestMs: 250,
};
