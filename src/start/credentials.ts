import type { SourceConfig } from '../config/source.ts';
import { chainCredentials } from '../clouds/alibaba-credentials.ts';
import type { CredentialsProvider } from '../upstream/credentials.ts';

/** Where a source's credentials come from: its configuration, or the vendor's chain. */
export const credentialsOf = (configured: SourceConfig['credentials']): CredentialsProvider =>
  'chain' in configured ? chainCredentials() : () => Promise.resolve(configured);
