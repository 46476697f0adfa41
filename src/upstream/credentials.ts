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
