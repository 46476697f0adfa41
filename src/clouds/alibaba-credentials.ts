import type { Credentials } from '../upstream/credentials.ts';

/** What of the vendor's client is used. */
export interface CredentialChain {
  getCredential(): Promise<{
    accessKeyId?: string | undefined;
    accessKeySecret?: string | undefined;
    securityToken?: string | undefined;
  }>;
}

/** How long an answer of the chain is used before it is asked again, in milliseconds; it renews what it holds by itself. */
const freshMs = 30_000;

/** Alibaba Cloud's own chain: environment, OIDC, profiles, instance role. Loaded only when a source asks for it. */
async function openDefaultChain(): Promise<CredentialChain> {
  const { default: module } = await import('@alicloud/credentials');
  return new module.default();
}

/**
 * Credentials from the vendor's chain, one flight at a time, since concurrent first calls of it fail one another.
 * Its errors are replaced: they quote profile files, secrets included.
 */
export function chainCredentials(open: () => Promise<CredentialChain> = openDefaultChain) {
  let chain: Promise<CredentialChain> | null = null;
  let flight: Promise<Credentials> | null = null;
  let known: { readonly credentials: Credentials; readonly until: number } | null = null;

  const ask = async (): Promise<Credentials> => {
    try {
      chain ??= open();
      const { accessKeyId, accessKeySecret, securityToken } = await (await chain).getCredential();
      if (!accessKeyId || !accessKeySecret) throw new Error('no key');
      const credentials = { accessKeyId, accessKeySecret, securityToken: securityToken || undefined };
      known = { credentials, until: performance.now() + freshMs };
      return credentials;
    } catch {
      // A client that failed once stays with the place that it failed on: the next call has a new one.
      chain = null;
      throw new Error('The credential chain gave no credentials.');
    } finally {
      flight = null;
    }
  };

  return (expired?: Credentials): Promise<Credentials> => {
    if (expired && known?.credentials === expired) {
      known = null;
      // The client would give what it holds until it finds that old itself.
      chain = null;
    }
    if (known && known.until > performance.now()) return Promise.resolve(known.credentials);
    flight ??= ask();
    return flight;
  };
}
