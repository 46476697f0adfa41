import type { Credentials } from '../upstream/credentials.ts';
import type { CredentialChain } from './alibaba-chain.ts';
import { chainFailure } from './chain-failure.ts';

/** How long an answer of the chain is used before it is asked again, in milliseconds; it renews what it holds by itself. */
const freshMs = 30_000;

/** How long a failure is told to all who ask before the chain is asked again, in milliseconds. */
const failedMs = 5_000;

/** What the chain said last, and until when it counts. */
type Known =
  | { readonly is: 'credentials'; readonly credentials: Credentials; readonly until: number }
  | { readonly is: 'failure'; readonly error: Error; readonly until: number };

/**
 * Credentials from the vendor's chain, one flight at a time, since concurrent first calls of it fail one another. Many sources
 * ask for the same, so that a failure is remembered for a while too. Its errors are replaced: they quote profile files, secrets
 * included.
 */
export function chainCredentials(open: () => Promise<CredentialChain>) {
  let chain: Promise<CredentialChain> | null = null;
  let flight: Promise<Credentials> | null = null;
  let known: Known | null = null;

  const ask = async (): Promise<Credentials> => {
    try {
      chain ??= open();
      const { accessKeyId, accessKeySecret, securityToken } = await (await chain).getCredentials();
      if (!accessKeyId || !accessKeySecret) throw new Error('no key');
      const credentials = { accessKeyId, accessKeySecret, securityToken: securityToken || undefined };
      known = { is: 'credentials', credentials, until: performance.now() + freshMs };
      return credentials;
    } catch (cause) {
      // A client that failed once stays with the place that it failed on: the next call has a new one.
      chain = null;
      const error = chainFailure(cause);
      known = { is: 'failure', error, until: performance.now() + failedMs };
      throw error;
    } finally {
      flight = null;
    }
  };

  return (expired?: Credentials): Promise<Credentials> => {
    if (expired && known?.is === 'credentials' && known.credentials === expired) {
      known = null;
      // The client would give what it holds until it finds that old itself.
      chain = null;
    }
    if (known && known.until > performance.now()) {
      return known.is === 'failure' ? Promise.reject(known.error) : Promise.resolve(known.credentials);
    }
    flight ??= ask();
    return flight;
  };
}
