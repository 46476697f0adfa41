import type { CredentialsConfig } from '../config/credentials.ts';
import { type ChainOrigin, openChain } from '../clouds/alibaba-chain.ts';
import { chainCredentials } from '../clouds/alibaba-credentials.ts';
import type { CredentialsProvider } from '../upstream/credentials.ts';

/** What the vendor's client gives. */
const given = (origin: ChainOrigin): CredentialsProvider => chainCredentials(() => openChain(origin));

/** Credentials of a source: the configured key, or what the vendor's client gives. */
export function credentialsOf(configured: CredentialsConfig): CredentialsProvider {
  const { assumeRole: role } = configured;
  if ('chain' in configured) return given({ profile: configured.profile, role });
  return role ? given({ key: configured, role }) : () => configured;
}

/** Credentials by what is configured: sources with the same have them together, so that a chain or a role is asked for once. */
export class SharedCredentials {
  readonly #known = new Map<string, CredentialsProvider>();

  of(configured: CredentialsConfig): CredentialsProvider {
    // A key of the configuration is at hand.
    if (!('chain' in configured || configured.assumeRole)) return credentialsOf(configured);
    const name = JSON.stringify(configured);
    const provider = this.#known.get(name) ?? credentialsOf(configured);
    this.#known.set(name, provider);
    return provider;
  }

  /** Forgets all others: they are not configured any more. */
  keepOnly(used: readonly CredentialsConfig[]): void {
    const names = new Set(used.map((configured) => JSON.stringify(configured)));
    for (const name of this.#known.keys()) if (!names.has(name)) this.#known.delete(name);
  }
}
