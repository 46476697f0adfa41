import type { JWTVerifyGetKey } from 'jose';
import type { AuthConfig } from '../config/auth.ts';
import type { Sources } from '../request/sources.ts';
import { authenticateByApiKey } from './api-keys.ts';
import { type Authenticator, createIdentities, anonymousWithAllSources } from './identity.ts';
import { authenticateByJwt } from './jwt.ts';
import type { RefuseToken } from './refused-tokens.ts';

/** A mode that nobody has provided for must let nobody in: the gateway does not start. */
function refuseMode(mode: never): never {
  throw new TypeError(`There is no authentication by ${String(mode)}.`);
}

/** What authentication needs besides its configuration. */
export interface AuthenticatorOptions {
  readonly sources: Sources;
  /** Hears of tokens that are refused. */
  readonly refuse: RefuseToken;
  /** The keys of an issuer by their address: fetched at first use, and known for as long as the process runs. */
  readonly keySetOf: (url: URL) => JWTVerifyGetKey;
}

/** The authentication that is configured. */
export function createAuthenticator(
  { mode, apiKeys = [], jwt }: AuthConfig,
  { sources, refuse, keySetOf }: AuthenticatorOptions,
): Authenticator {
  switch (mode) {
    case 'none': {
      const everyone = anonymousWithAllSources(sources);
      return { authenticate: () => everyone, again: () => everyone };
    }
    case 'apiKeys':
      return authenticateByApiKey(apiKeys, createIdentities(sources), refuse);
    case 'jwt':
      if (!jwt) throw new TypeError('There is no authentication by tokens without auth.jwt.');
      return authenticateByJwt(jwt, createIdentities(sources), refuse, keySetOf);
    default:
      return refuseMode(mode);
  }
}
