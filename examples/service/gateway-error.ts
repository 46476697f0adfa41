/** What an answer of Taskline says of its failure. */
export interface Failure {
  /** The code of GraphQL's first error; null where the answer has none. */
  readonly code: string | null;
  /** Whether asking again may help. */
  readonly retryable: boolean;
  /** How long the gateway asks to be left alone; 0 where it does not say. */
  readonly retryAfterMs: number;
}

/** Why Taskline did not answer. */
export class GatewayError extends Error implements Failure {
  override readonly name = 'GatewayError';
  readonly code: string | null;
  readonly retryable: boolean;
  readonly retryAfterMs: number;

  constructor(message: string, { code, retryable, retryAfterMs }: Failure) {
    super(message);
    this.code = code;
    this.retryable = retryable;
    this.retryAfterMs = retryAfterMs;
  }

  /** Whether a source is to blame, and the gateway would have answered for another. */
  get isOfSource(): boolean {
    return this.code !== null && (this.code.startsWith('UPSTREAM_') || this.code === 'DEADLINE_EXCEEDED');
  }
}
