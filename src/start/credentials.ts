import type { SourceConfig } from '../config/source.ts';
import { chainCredentials } from '../clouds/alibaba-credentials.ts';
import type { CredentialsProvider } from '../upstream/credentials.ts';

/** Credentials of a source: the configured key, or the vendor's default credential chain. */
export const credentialsOf = (configured: SourceConfig['credentials']): CredentialsProvider =>
  'chain' in configured ? chainCredentials() : () => configured;
