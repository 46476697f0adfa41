import type { AuthConfig } from '../config/auth.ts';
import type { Sources } from '../request/sources.ts';
import { byApiKey } from './api-keys.ts';
import { type Authenticate, createIdentities, everybody } from './identity.ts';
import { byJwt } from './jwt.ts';
import type { Report } from './remote-keys.ts';

/** Knows callers in the way that is configured. */
export function createAuthenticator(
  { mode, apiKeys, jwt }: AuthConfig,
  sources: Sources,
  report: Report,
): Authenticate {
  const identityOf = createIdentities(sources);
  if (mode === 'apiKeys') return byApiKey(apiKeys ?? [], identityOf);
  if (mode === 'jwt' && jwt) return byJwt(jwt, identityOf, report);
  const everyone = Promise.resolve(everybody(sources));
  return () => everyone;
}
