/** Why Taskline did not answer. */
export class GatewayError extends Error {
  override readonly name = 'GatewayError';
  /** Whether asking again may help. */
  readonly retryable: boolean;
  /** How long the gateway asks to be left alone; 0 where it does not say. */
  readonly retryAfterMs: number;

  constructor(message: string, retryable: boolean, retryAfterMs = 0) {
    super(message);
    this.retryable = retryable;
    this.retryAfterMs = retryAfterMs;
  }
}
