import type { SourceConfig } from '../config/source.ts';
import { chainCredentials } from '../clouds/alibaba-credentials.ts';
import type { CredentialsProvider } from '../upstream/credentials.ts';

/** Credentials of a source: the configured key, or the vendor's default credential chain. */
export const credentialsOf = (configured: SourceConfig['credentials']): CredentialsProvider =>
  'chain' in configured ? chainCredentials() : () => configured;

/** Credentials by what is configured: all sources of an account have the same, so that its chain is asked once for them. */
export function credentialsByAccount(): (configured: SourceConfig['credentials']) => CredentialsProvider {
  const known = new WeakMap<SourceConfig['credentials'], CredentialsProvider>();
  return (configured) => {
    const provider = known.get(configured) ?? credentialsOf(configured);
    known.set(configured, provider);
    return provider;
  };
}
