import type { UpstreamFailure } from './errors.ts';

/** A key pair, with the token that temporary keys come with. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly securityToken?: string | undefined;
}

/**
 * Gives the credentials, and is called before each attempt: a promise only if they have to be fetched. Called with
 * credentials that were refused as expired, it gives newer ones if it can. Calls with the same credentials share one renewal.
 */
export type CredentialsProvider = (expired?: Credentials) => Credentials | Promise<Credentials>;

/** Why there are no credentials, as far as it may be shown. */
export type CredentialsFailure = Pick<UpstreamFailure, 'code' | 'providerCode' | 'requestId'>;

/** There are no credentials. It has no cause: an error of a credential chain may quote a secret. */
export class CredentialsError extends Error {
  override readonly name = 'CredentialsError';
  readonly failure: CredentialsFailure;

  constructor(message: string, failure: CredentialsFailure) {
    super(message);
    this.failure = failure;
  }
}
