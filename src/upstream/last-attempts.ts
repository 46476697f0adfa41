import { UpstreamError, type UpstreamFailure } from './errors.ts';

/** A failure, and when it was. */
export interface FailedAttempt extends Pick<UpstreamFailure, 'code' | 'providerCode'> {
  readonly at: Date;
}

/** How the last attempts at a source ended. */
export class LastAttempts {
  success: Date | null = null;
  failure: FailedAttempt | null = null;

  /** An attempt ended with this error, or with null where it succeeded. */
  end(error: unknown): void {
    if (error === null) this.success = new Date();
    else if (error instanceof UpstreamError) {
      const { code, providerCode } = error.failure;
      this.failure = { code, providerCode, at: new Date() };
    }
  }
}
