import type { UpstreamFailure } from './errors.ts';

/** A key pair, with the token that temporary keys come with. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly securityToken?: string | undefined;
}

/**
 * Where credentials come from; asked before each attempt, which need not wait where they are at hand. Handed credentials that were refused as expired, it gives
 * newer ones where it can: one renewal for all who hand it the same.
 */
export type CredentialsProvider = (expired?: Credentials) => Credentials | Promise<Credentials>;

/** Why there are no credentials, as far as it may be shown. */
export type CredentialsFailure = Pick<UpstreamFailure, 'code' | 'providerCode' | 'requestId'>;

/** There are no credentials. Its cause is not kept: what a credential chain says may quote a secret. */
export class CredentialsError extends Error {
  override readonly name = 'CredentialsError';
  readonly failure: CredentialsFailure;

  constructor(message: string, failure: CredentialsFailure) {
    super(message);
    this.failure = failure;
  }
}
