import type { AuthConfig } from '../config/auth.ts';
import type { Sources } from '../request/sources.ts';
import { authenticateByApiKey } from './api-keys.ts';
import { type Authenticate, createIdentities, anonymousWithAllSources } from './identity.ts';
import { authenticateByJwt } from './jwt.ts';
import type { Report } from './remote-keys.ts';

/** The authentication that is configured. */
export function createAuthenticator(
  { mode, apiKeys, jwt }: AuthConfig,
  sources: Sources,
  report: Report,
): Authenticate {
  const identityOf = createIdentities(sources);
  if (mode === 'apiKeys') return authenticateByApiKey(apiKeys ?? [], identityOf);
  if (mode === 'jwt' && jwt) return authenticateByJwt(jwt, identityOf, report);
  const everyone = Promise.resolve(anonymousWithAllSources(sources));
  return () => everyone;
}
