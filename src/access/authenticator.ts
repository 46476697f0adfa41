import type { AuthConfig } from '../config/auth.ts';
import type { Sources } from '../request/sources.ts';
import { authenticateByApiKey } from './api-keys.ts';
import type { FetchDispatcher } from './fetch-keys.ts';
import { type Authenticate, createIdentities, anonymousWithAllSources } from './identity.ts';
import { authenticateByJwt } from './jwt.ts';
import type { RefuseToken } from './refused-tokens.ts';
import type { Report } from './remote-keys.ts';

/** A mode that nobody has provided for must let nobody in: the gateway does not start. */
function refuseMode(mode: never): never {
  throw new TypeError(`There is no authentication by ${String(mode)}.`);
}

/** The authentication that is configured. */
export function createAuthenticator(
  { mode, apiKeys = [], jwt }: AuthConfig,
  sources: Sources,
  report: Report,
  refuse: RefuseToken,
  dispatcher?: FetchDispatcher,
): Authenticate {
  switch (mode) {
    case 'none': {
      const everyone = anonymousWithAllSources(sources);
      return () => everyone;
    }
    case 'apiKeys':
      return authenticateByApiKey(apiKeys, createIdentities(sources), refuse);
    case 'jwt':
      if (!jwt) throw new TypeError('There is no authentication by tokens without auth.jwt.');
      return authenticateByJwt(jwt, createIdentities(sources), report, refuse, dispatcher);
    default:
      return refuseMode(mode);
  }
}
