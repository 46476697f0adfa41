/** A key pair, with the token that temporary keys come with. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly securityToken?: string | undefined;
}

/** Where credentials come from; asked before each attempt. */
export type CredentialsProvider = () => Promise<Credentials>;
