import type { AuthConfig } from '../config/auth.ts';
import type { Sources } from '../request/sources.ts';
import { authenticateByApiKey } from './api-keys.ts';
import { type Authenticate, createIdentities, anonymousWithAllSources } from './identity.ts';
import { authenticateByJwt } from './jwt.ts';
import type { RefuseToken } from './refused-tokens.ts';
import type { Report } from './remote-keys.ts';

/** The authentication that is configured. */
export function createAuthenticator(
  { mode, apiKeys, jwt }: AuthConfig,
  sources: Sources,
  report: Report,
  refuse: RefuseToken,
): Authenticate {
  const identityOf = createIdentities(sources);
  if (mode === 'apiKeys') return authenticateByApiKey(apiKeys ?? [], identityOf, refuse);
  if (mode === 'jwt' && jwt) return authenticateByJwt(jwt, identityOf, report, refuse);
  const everyone = Promise.resolve(anonymousWithAllSources(sources));
  return () => everyone;
}
